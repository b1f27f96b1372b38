"""What is typed to class contributions, to group and answer proposals, to write the report."""

from collections.abc import Mapping, Sequence
from typing import Any  # what the browser sent

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.consultations.models import Theme
from belvedere.contexts.consultations.states.register import Stance
from belvedere.contexts.consultations.words.register import STANCES

LONGEST = 6000
NO_THEME = "0"


def choices_from(data: QueryDict, themes: Sequence[Theme]) -> Mapping[int, Theme | None]:
    """Return the theme chosen for each contribution (``theme-<number>``); what was left open is not there."""
    known: dict[str, Theme | None] = {str(theme.number): theme for theme in themes} | {NO_THEME: None}
    found = {}
    for name, value in data.items():
        number = name.removeprefix("theme-")
        if number != name and number.isdecimal() and value in known:
            found[int(number)] = known[str(value)]
    return found


def _long(label: object, hint: object = "", *, is_required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]  # lazy words
        help_text=hint,  # type: ignore[arg-type]  # lazy words
        max_length=LONGEST,
        required=is_required,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ThemeForm(forms.Form):
    """A theme: its name, what was said, what few said."""

    name = forms.CharField(label=_("Nom du thème"), max_length=120)
    said = _long(_("Ce qui a été dit"), _("Va dans le bilan, avec les contributions dont c’est tiré."))
    minority = _long(_("Avis minoritaires"), _("Ce que peu de personnes ont dit, et qui compte."))


class MergeForm(forms.Form):
    """The theme that another one joins."""

    into = forms.TypedChoiceField(label=_("Rejoint le thème"), coerce=int)

    def __init__(self, data: QueryDict | None = None, *, themes: Sequence[Theme]) -> None:
        super().__init__(data)
        self.fields["into"].choices = [(theme.number, theme.name) for theme in themes]  # type: ignore[attr-defined]  # a choice field


class ProposalForm(forms.Form):
    """What several contributions ask."""

    theme = forms.TypedChoiceField(label=_("Thème"), coerce=int)
    text = forms.CharField(label=_("Ce qui est proposé, en une phrase"), max_length=400)
    numbers = forms.RegexField(
        label=_("Numéros des contributions"),
        regex=r"^\s*\d+(\s*[,;]\s*\d+)*\s*$",
        max_length=2000,
        help_text=_("Séparés par des virgules : 3, 8, 12."),
        error_messages={"invalid": _("Écrivez des numéros séparés par des virgules : 3, 8, 12.")},
    )

    def __init__(self, data: QueryDict | None = None, *, themes: Sequence[Theme]) -> None:
        super().__init__(data)
        self.fields["theme"].choices = [(theme.number, theme.name) for theme in themes]  # type: ignore[attr-defined]  # a choice field

    @property
    def numbers_given(self) -> list[int]:
        return [int(number) for number in self.cleaned_data["numbers"].replace(";", ",").split(",")]


class AnswerForm(forms.Form):
    """The answer to a proposal."""

    stance = forms.ChoiceField(
        label=_("Ce qui est décidé"), choices=[(stance.value, words) for stance, words in STANCES.items()]
    )
    reason = _long(_("Pourquoi"), is_required=True)
    change = _long(_("Ce qui change"), _("Dans le projet, avec la date si elle est connue."))

    @property
    def answer(self) -> dict[str, Any]:
        return {**self.cleaned_data, "stance": Stance(self.cleaned_data["stance"])}


class ReportForm(forms.Form):
    """The words of the report that no figure says."""

    introduction = _long(_("Comment la concertation s’est passée"), is_required=True)
    changes = _long(_("Ce qui change"), _("Dans le projet, dans la décision, dans la façon de faire."))
