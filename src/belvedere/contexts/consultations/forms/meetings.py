"""What is typed of meetings."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.consultations.actions.meetings import Place
from belvedere.platform.territory.models import Commune


class PlaceForm(forms.Form):
    """Where, how to get in, what is done."""

    room = forms.CharField(label=_("Salle"), max_length=200)
    address = forms.CharField(label=_("Adresse"), max_length=300)
    access = forms.CharField(
        label=_("Comment y venir et y entrer"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Transports, fauteuil roulant, boucle magnétique, langue des signes, garde d’enfants."),
    )
    programme = forms.CharField(
        label=_("Programme"), required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 5})
    )
    places = forms.IntegerField(
        label=_("Nombre de places"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Vide\u00a0: sans limite."),
    )

    @property
    def place(self) -> Place:
        return Place(**self.cleaned_data)


class RegistrationForm(forms.Form):
    """Who comes."""

    name = forms.CharField(label=_("Nom"), max_length=120)
    email = forms.EmailField(label=_("Adresse électronique"), help_text=_("Pour le rappel, et pour annuler."))
    commune = forms.ChoiceField(label=_("Votre commune"), required=False)
    needs = forms.CharField(
        label=_("Ce qu’il vous faut pour prendre part"),
        max_length=300,
        required=False,
        help_text=_("Accès, langue, garde…"),
    )

    def __init__(self, data: QueryDict | None = None, *, communes: Sequence[Commune]) -> None:
        super().__init__(data)
        self._communes = {row.insee: row for row in communes}
        choices = [("", _("Ailleurs, ou ne pas le dire")), *((row.insee, row.name) for row in communes)]
        self.fields["commune"].choices = choices  # type: ignore[attr-defined]  # a choice field

    @property
    def commune_given(self) -> Commune | None:
        return self._communes.get(self.cleaned_data["commune"])


class AttendanceForm(forms.Form):
    """How many people were there."""

    present = forms.IntegerField(label=_("Personnes présentes, en tout"), min_value=0, max_value=1_000_000)


class MinutesForm(forms.Form):
    """What was said."""

    minutes = forms.CharField(label=_("Compte rendu"), max_length=60_000, widget=forms.Textarea(attrs={"rows": 10}))


class DocumentForm(forms.Form):
    """What was shown or handed out."""

    title = forms.CharField(label=_("Titre du document"), max_length=120)
    file = forms.FileField(label=_("Fichier"), help_text=_("PDF ou image, 5\u00a0Mo au plus."))
