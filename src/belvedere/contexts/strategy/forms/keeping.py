"""What is typed about the dated numbers and the offers of participation."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.strategy.forms import DayInput
from belvedere.contexts.strategy.queries.settings import shipped_numbers
from belvedere.contexts.strategy.words import LEVEL_LABELS
from belvedere.platform.territory.models import Body, Competence


class NumberForm(forms.Form):
    """A number from a day on, with its source."""

    code = forms.ChoiceField(label=_("Réglage"))
    value = forms.IntegerField(label=_("Valeur"), min_value=0, max_value=10_000)
    since = forms.DateField(label=_("À partir du"), widget=DayInput)
    source = forms.CharField(label=_("Source"), max_length=300)

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        self.fields["code"].choices = [(code, one.title) for code, one in shipped_numbers().items()]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, object]:
        """Keep the value within its bounds."""
        cleaned = super().clean() or {}
        number, value = shipped_numbers().get(str(cleaned.get("code"))), cleaned.get("value")
        if number is not None and isinstance(value, int) and not number.lowest <= value <= number.highest:
            said = _("Entre %(low)s et %(high)s.") % {"low": number.lowest, "high": number.highest}
            self.add_error("value", said)
        return cleaned


class OfferForm(forms.Form):
    """A place where people take part."""

    competence = forms.ChoiceField(label=_("Compétence"))
    level = forms.ChoiceField(
        label=_("Niveau"), choices=[(level.value, label) for level, label in LEVEL_LABELS.items()]
    )
    name = forms.CharField(label=_("Instance ou dispositif"), max_length=200)
    body = forms.ChoiceField(label=_("Organisme"), required=False)
    legal_basis = forms.CharField(label=_("Base légale"), max_length=200, required=False)
    source = forms.CharField(label=_("Source"), max_length=300)
    since = forms.DateField(
        label=_("À partir du"), help_text=_("Un jour à venir : l’offre est prévue."), widget=DayInput
    )

    def __init__(self, data: object = None, *, competences: Iterable[Competence], bodies: Iterable[Body]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        self.fields["competence"].choices = [(row.code, row.label) for row in competences]  # type: ignore[attr-defined]  # a choice field
        named = [(row.slug, row.name) for row in bodies]
        self.fields["body"].choices = [("", _("Aucun en particulier")), *named]  # type: ignore[attr-defined]  # a choice field
