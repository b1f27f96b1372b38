"""What an agent types on the desk, and what a depositor answers to a refusal."""

from collections.abc import Sequence
from typing import Any  # what Django gives a form

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.referrals.states.desk import Criterion
from belvedere.contexts.referrals.words import CRITERIA_LABELS

LONGEST, LONGEST_NOTE = 3000, 2000
_ANSWERS = [("oui", _("Oui")), ("non", _("Non"))]


class CriteriaForm(forms.Form):
    """Each criterion, found met or not; one that is not answered stays to be checked."""

    def __init__(self, *args: Any, findings: dict[Criterion, bool], seen: Sequence[object] = (), **kwargs: Any) -> None:  # noqa: ANN401 -- to Django
        super().__init__(*args, **kwargs)
        for criterion, label in CRITERIA_LABELS.items():
            found = findings.get(criterion)
            self.fields[criterion.value] = forms.ChoiceField(
                label=label,
                choices=_ANSWERS,
                widget=forms.RadioSelect,
                required=False,
                initial=None if found is None else ("oui" if found else "non"),
            )
        if seen:
            kinds = ", ".join(str(kind) for kind in seen)
            self.fields[Criterion.PRIVATE.value].help_text = _("Repéré dans le texte : %(kinds)s.") % {"kinds": kinds}

    @property
    def findings(self) -> dict[Criterion, bool]:
        """What was answered."""
        said = {criterion: self.cleaned_data.get(criterion.value) for criterion in Criterion}
        return {criterion: word == "oui" for criterion, word in said.items() if word}

    @property
    def met(self) -> frozenset[Criterion]:
        return frozenset(criterion for criterion, is_met in self.findings.items() if is_met)


class AppealForm(forms.Form):
    """Why a refusal should be looked at again."""

    words = forms.CharField(
        label=_("Pourquoi ce refus devrait être revu"),
        help_text=_("N’écrivez le nom de personne. 3 000 caractères au plus."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST,
        min_length=10,
    )


class AppealAnswerForm(forms.Form):
    """The answer to an appeal."""

    answer = forms.CharField(
        label=_("Votre réponse, que la personne lira"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST,
        min_length=10,
    )
