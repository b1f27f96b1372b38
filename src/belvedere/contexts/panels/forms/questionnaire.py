"""What is typed of a questionnaire: its questions by an officer, its answers by a member."""

from typing import Any  # what Django gives a form

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.panels.actions.questionnaire import QuestionnaireSheet
from belvedere.contexts.panels.forms.opinion import TEXT_LENGTH, DayInput
from belvedere.contexts.panels.states.questionnaire import Question, wrong_lines

ANSWER_LENGTH = 2000


class QuestionnaireForm(forms.Form):
    """Questions, one a line."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    questions = forms.CharField(
        label=_("Les questions, une par ligne"),
        max_length=TEXT_LENGTH,
        help_text=_(
            "Pour proposer des réponses, écrivez-les entre crochets : Étiez-vous à l’aise ? [Oui | Un peu | Non]. "
            "Sans crochets, chacun répond avec ses mots."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    closes_on = forms.DateField(label=_("Dernier jour pour répondre"), widget=DayInput)

    def clean_questions(self) -> str:
        """Refuse questions that cannot be asked, by their number."""
        text = str(self.cleaned_data["questions"])
        wrong = wrong_lines(text)
        if wrong:
            listed = ", ".join(map(str, wrong))
            message = _("À revoir : %(numbers)s. Il faut une question, et deux réponses différentes entre crochets.")
            raise forms.ValidationError(message % {"numbers": listed})
        return text

    @property
    def sheet(self) -> QuestionnaireSheet:
        """Return what was typed, once valid."""
        return QuestionnaireSheet(**self.cleaned_data)


class ReplyForm(forms.Form):
    """A member's answers; none is required."""

    def __init__(self, *args: Any, questions: tuple[Question, ...], **kwargs: Any) -> None:  # noqa: ANN401 -- what Django gives a form
        super().__init__(*args, **kwargs)
        self.names = [f"q{place}" for place in range(len(questions))]
        for name, question in zip(self.names, questions, strict=True):
            self.fields[name] = _field(question)

    @property
    def answers(self) -> list[str]:
        """The answers in the order of the questions, once valid."""
        return [str(self.cleaned_data[name]).strip() for name in self.names]


def _field(question: Question) -> forms.Field:
    if question.options:
        choices = [(option, option) for option in question.options]
        return forms.ChoiceField(label=question.text, choices=choices, required=False, widget=forms.RadioSelect)
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=question.text, required=False, max_length=ANSWER_LENGTH, widget=area)
