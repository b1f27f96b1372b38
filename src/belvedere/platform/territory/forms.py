"""What a visitor types to say where he lives."""

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.platform.territory.models import Commune
from belvedere.platform.territory.queries import find_communes


class ChooseCommuneForm(forms.Form):
    """A commune by its name or its postal code; several may answer to one code."""

    place = forms.CharField(label=_("Votre commune"), max_length=80, required=False)

    def clean_place(self) -> str:
        place: str = self.cleaned_data["place"]
        return place.strip()

    def candidates(self) -> list[Commune]:
        """Return the communes that the text may name: the one whose whole name it is, or all that begin so."""
        found = find_communes(self.cleaned_data["place"])
        exact = [commune for commune in found if commune.slug == self.cleaned_data["place"]]
        return exact or found
