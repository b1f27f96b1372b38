"""What is typed around a sheet: a contribution asked and given, a suspension, a chain of visas."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.answers.forms import TEXT_LENGTH, DayInput
from belvedere.contexts.answers.models import AnswerSheet
from belvedere.contexts.answers.models.instruction import SUSPENSION_LABELS
from belvedere.contexts.answers.queries.instruction import ChainStep, parties_to_ask
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.models import Body, Department

LONGEST_CHAIN = 5
Parties = dict[str, tuple[Body, Department | None]]


def parties_of(sheet: AnswerSheet) -> Parties:
    """Return whom an answer can be asked about, by the value of the choice."""
    departments, bodies = parties_to_ask(sheet)
    named: Parties = {f"s{row.pk}": (row.body, row) for row in departments}
    return named | {f"o{row.pk}": (row, None) for row in bodies}


class AskForm(forms.Form):
    """Who is asked, what, and before how many working days."""

    party = forms.ChoiceField(label=_("Service ou organisme"))
    question = forms.CharField(
        label=_("Ce que vous lui demandez"),
        max_length=TEXT_LENGTH,
        help_text=_("Lu par les personnes saisies seulement."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    working_days = forms.IntegerField(
        label=_("Délai, en jours ouvrés"),
        min_value=1,
        max_value=120,
        initial=10,
        help_text=_("À partir de demain, sans compter samedis, dimanches et jours fériés."),
    )

    def __init__(self, data: object = None, *, parties: Mapping[str, tuple[Body, Department | None]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name the mapping of a request only
        mine = [(value, department.name) for value, (_body, department) in parties.items() if department]
        others = [(value, body.name) for value, (body, department) in parties.items() if department is None]
        self.fields["party"].choices = [  # type: ignore[attr-defined]  # a choice field's, typed as a plain field
            ("", _("Choisissez")),
            (_("Vos services"), mine),
            (_("Autres organismes"), others),
        ]


class ContributionForm(forms.Form):
    """What a department or a partner body says."""

    text = forms.CharField(
        label=_("Votre contribution"),
        max_length=TEXT_LENGTH,
        help_text=_("Lue par le service qui rédige la réponse et par ceux qui la valident. Elle n’est pas publiée."),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Écrivez votre contribution.")},
    )


class SuspendForm(forms.Form):
    """Why the clock stops, and until when."""

    reason = forms.ChoiceField(
        label=_("Raison, publique"),
        choices=[("", _("Choisissez")), *((reason.value, label) for reason, label in SUSPENSION_LABELS.items())],
    )
    until = forms.DateField(
        label=_("Le délai reprend le"),
        help_text=_("La date attendue recule d’autant de jours ouvrés. Vous pourrez reprendre plus tôt."),
        widget=DayInput,
    )

    def __init__(self, data: object = None, *, today: date) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name the mapping of a request only
        self.today = today

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        if day <= self.today:
            raise forms.ValidationError(_("Choisissez un jour à partir de demain."))
        if (day - self.today).days > 366:  # noqa: PLR2004 -- a year: beyond, it is a typing mistake
            raise forms.ValidationError(_("Choisissez un jour dans l’année qui vient."))
        return day


class ChainForm(forms.Form):
    """Up to five visas, in order; an empty line is no visa, the last one is an elected official's."""

    def __init__(self, data: object, *, departments: Iterable[Department], steps: Sequence[ChainStep]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name the mapping of a request only
        holders = [
            ("", _("Aucun visa")),
            (RoleKind.AGENT.value, _("Le service participation")),
            (RoleKind.ELECTED.value, _("Un élu")),
            *((f"s{row.pk}", row.name) for row in departments),
        ]
        for number in range(1, LONGEST_CHAIN + 1):
            step = steps[number - 1] if number <= len(steps) else None
            self.fields[f"title{number}"] = forms.CharField(
                label=_("Nom du visa %(number)s") % {"number": number},
                required=False,
                max_length=100,
                initial=step.title if step else "",
            )
            self.fields[f"holder{number}"] = forms.ChoiceField(
                label=_("Qui donne le visa %(number)s") % {"number": number},
                required=False,
                choices=holders,
                initial=_holder(step) if step else "",
            )

    def rows(self) -> Iterator[tuple[int, BoundField, BoundField]]:
        """Yield the fields of each visa."""
        for number in range(1, LONGEST_CHAIN + 1):
            yield number, self[f"title{number}"], self[f"holder{number}"]

    def clean(self) -> None:
        last = ""
        for number in range(1, LONGEST_CHAIN + 1):
            title, holder = self.cleaned_data.get(f"title{number}", ""), self.cleaned_data.get(f"holder{number}", "")
            if bool(title) != bool(holder):
                self.add_error(f"title{number}", _("Donnez un nom et quelqu’un à ce visa, ou laissez les deux vides."))
            last = holder or last
        if last != RoleKind.ELECTED:
            self.add_error(None, gettext("Le dernier visa est celui d’un élu : ajoutez-le à la fin."))

    @property
    def steps(self) -> list[ChainStep]:
        """The visas typed, in order."""
        typed = self.cleaned_data
        found = [(typed[f"title{number}"], typed[f"holder{number}"]) for number in range(1, LONGEST_CHAIN + 1)]
        return [_step(title, holder) for title, holder in found if holder]


def _holder(step: ChainStep) -> str:
    return f"s{step.department}" if step.department is not None else step.kind


def _step(title: str, holder: str) -> ChainStep:
    if holder in {RoleKind.AGENT, RoleKind.ELECTED}:
        return ChainStep(title, holder)
    return ChainStep(title, RoleKind.DEPARTMENT.value, int(holder[1:]))
