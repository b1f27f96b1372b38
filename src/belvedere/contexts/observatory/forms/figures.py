"""What is chosen on the pages of figures: an indicator, a period, communes, a day to look back to."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.platform.territory.models import Commune

MOST_COMPARED = 4


class MapForm(forms.Form):
    """Which indicator, in which period."""

    indicateur = forms.ChoiceField(label=_("Indicateur"), required=False)
    periode = forms.ChoiceField(label=_("Période"), required=False)

    def __init__(self, data: object, *, indicators: Iterable[tuple[str, str]], periods: Iterable[str]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name the mapping of a request only
        self.fields["indicateur"].choices = list(indicators)  # type: ignore[attr-defined]  # a choice field's
        self.fields["periode"].choices = [(period, period) for period in periods]  # type: ignore[attr-defined]


class PeriodForm(forms.Form):
    """Which period the map and the bars show."""

    periode = forms.ChoiceField(label=_("Période"), required=False)

    def __init__(self, data: object, *, periods: Iterable[str]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # as above
        self.fields["periode"].choices = [(period, period) for period in periods]  # type: ignore[attr-defined]


class LookBackForm(forms.Form):
    """« What did this page say on that day? »"""

    au = forms.DateField(
        label=_("Ce que disait cette page le"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    @property
    def day(self) -> date | None:
        return self.cleaned_data.get("au") if self.is_valid() else None


class CompareForm(forms.Form):
    """Which communes, side by side."""

    commune = forms.MultipleChoiceField(
        label=_("Communes à comparer"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: object, *, communes: Iterable[Commune]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # as above
        self.communes = {commune.slug: commune for commune in communes}
        self.fields["commune"].choices = [(slug, row.name) for slug, row in self.communes.items()]  # type: ignore[attr-defined]
        self.fields["commune"].help_text = _("Quatre au plus ; l’ensemble du territoire est toujours là.")

    @property
    def chosen(self) -> list[Commune]:
        """The communes that make sense, in alphabetical order, four at most."""
        named = set(self.data.getlist("commune")) if hasattr(self.data, "getlist") else set()
        return [commune for slug, commune in self.communes.items() if slug in named][:MOST_COMPARED]
