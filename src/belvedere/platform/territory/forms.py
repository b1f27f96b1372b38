"""What a visitor types to say where he lives."""

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.platform.territory.models import Commune
from belvedere.platform.territory.queries import find_communes

LONGEST_NAME = 80


class ChooseCommuneForm(forms.Form):
    """A commune by its name or its postal code; several may answer to one code."""

    place = forms.CharField(label=_("Votre commune"), max_length=LONGEST_NAME, required=False, strip=True)

    def candidates(self) -> list[Commune]:
        """Return the communes that the text may name."""
        return find_communes(self.cleaned_data["place"])
