"""What is typed about a poll, and a ballot."""

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.seminar.actions.polls import Terms
from belvedere.contexts.seminar.models import Ballot, Poll
from belvedere.contexts.seminar.states import PollRule
from belvedere.contexts.seminar.words import GRADE_LABELS, RULE_LABELS


class PollForm(forms.Form):
    """What is voted, and by which rule."""

    title = forms.CharField(label=_("Ce que l’on choisit"), max_length=200)
    rule = forms.ChoiceField(label=_("Règle"), choices=[(rule.value, label) for rule, label in RULE_LABELS.items()])
    seats = forms.IntegerField(label=_("Combien de places"), min_value=1, max_value=200, initial=5)
    budget = forms.IntegerField(
        label=_("Budget"),
        min_value=0,
        max_value=10**9,
        initial=0,
        help_text=_("Pour les parts égales : dans l’unité du coût des groupes."),
    )
    is_by_college = forms.BooleanField(label=_("Chaque collège pèse autant"), required=False)
    minimum = forms.IntegerField(
        label=_("Minimum par collège"),
        min_value=0,
        max_value=50,
        initial=0,
        help_text=_("Combien de ses premiers choix chaque collège est sûr d’obtenir."),
    )

    def clean(self) -> None:
        if self.cleaned_data.get("rule") == PollRule.SHARES and not self.cleaned_data.get("budget"):
            self.add_error("budget", _("Les parts égales se partagent un budget."))
        if self.cleaned_data.get("rule") == PollRule.SHARES and self.cleaned_data.get("minimum"):
            why = _("Les parts égales n’ont pas de minimum : chacun y a déjà sa part du budget. Mettez 0.")
            self.add_error("minimum", why)
        if self.cleaned_data.get("rule") == PollRule.JUDGEMENT and self.cleaned_data.get("is_by_college"):
            why = _(
                "Le jugement majoritaire compte chaque personne une fois : donnez plutôt un minimum à chaque collège."
            )
            self.add_error("is_by_college", why)

    @property
    def terms(self) -> Terms:
        return Terms(**{**self.cleaned_data, "rule": PollRule(self.cleaned_data["rule"])})


class BallotForm(forms.Form):
    """A ballot: a tick by cluster, or a grade by cluster."""

    def __init__(self, data: object = None, *, poll: Poll, ballot: Ballot | None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        self.poll = poll
        given = ballot.choices if ballot else {}
        if poll.rule == PollRule.JUDGEMENT:
            grades = [(grade.value, label) for grade, label in reversed(GRADE_LABELS.items())]
            for item in poll.items:
                self.fields[f"item_{item['number']}"] = forms.ChoiceField(
                    label=item["name"],
                    choices=[*grades, ("", _("Sans mention"))],
                    widget=forms.RadioSelect,
                    required=False,
                    initial=given.get("grades", {}).get(str(item["number"]), ""),
                )
            return
        self.fields["approved"] = forms.TypedMultipleChoiceField(
            label=_("Ce que vous soutenez"),
            choices=[(item["number"], self._shown(item)) for item in poll.items],
            widget=forms.CheckboxSelectMultiple,
            coerce=int,
            initial=given.get("approved", []),
        )

    def _shown(self, item: dict[str, object]) -> str:
        return f"{item['name']} ({item['cost']})" if self.poll.rule == PollRule.SHARES else str(item["name"])

    @property
    def approved(self) -> list[int]:
        found: list[int] = self.cleaned_data.get("approved", [])
        return found

    @property
    def grades(self) -> dict[int, str]:
        return {
            int(name.removeprefix("item_")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("item_") and value
        }
