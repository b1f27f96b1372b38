"""What is typed about an examen: a choice, a mission, a piece of the file, minutes."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.observatory.models.examens import ORIGIN_LABELS, PIECE_LABELS
from belvedere.contexts.observatory.states.examens import Origin

LONGEST_TEXT = 20_000
CHOICES = [(origin.value, ORIGIN_LABELS[origin]) for origin in (Origin.PANEL, Origin.COUNCIL)]
DAY = forms.DateInput(attrs={"type": "date"})


class ChooseExamenForm(forms.Form):
    """An examen that the panel chose, or that the council asked for."""

    policy = forms.ChoiceField(label=_("Politique"))
    origin = forms.ChoiceField(label=_("Qui le demande ?"), choices=CHOICES, widget=forms.RadioSelect)
    question = forms.CharField(label=_("La question"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    reason = forms.CharField(
        label=_("Pourquoi cet examen"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("La délibération, ou le vote du panel et sa date."),
    )

    def __init__(self, data: object = None, *, policies: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name the mapping of a request only
        self.fields["policy"].choices = list(policies)  # type: ignore[attr-defined]  # a choice field's


class ReasonForm(forms.Form):
    """Why an examen is opened again."""

    reason = forms.CharField(label=_("Pourquoi rouvrir ?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class MissionForm(forms.Form):
    """What the body asks of the panel."""

    mission = forms.CharField(
        label=_("La mission du panel"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6})
    )


class PieceForm(forms.Form):
    """A piece of the file."""

    kind = forms.ChoiceField(
        label=_("Nature de la pièce"), choices=[(kind.value, label) for kind, label in PIECE_LABELS.items()]
    )
    title = forms.CharField(label=_("Titre"), max_length=200)
    text = forms.CharField(
        label=_("Texte"), max_length=LONGEST_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    on = forms.DateField(label=_("Le"), required=False, widget=DAY, help_text=_("Pour une audition ou une date."))
    place = forms.CharField(label=_("Lieu"), max_length=200, required=False)
    heard = forms.CharField(label=_("Qui est entendu, et à quel titre"), max_length=300, required=False)
    source = forms.CharField(
        label=_("Source"), max_length=300, required=False, help_text=_("Pour un fait ou un document.")
    )
    url = forms.URLField(label=_("Adresse du document"), required=False, assume_scheme="https")


class MinutesForm(forms.Form):
    """The minutes of a hearing."""

    minutes = forms.CharField(
        label=_("Compte rendu"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 8})
    )
