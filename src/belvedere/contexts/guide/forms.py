"""The questionnaire's form: one question at a time, the other answers carried along."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.guide.models import RuleSetVersion
from belvedere.contexts.guide.queries.asking import NO, YES, read_text
from belvedere.contexts.guide.queries.thresholds import sliding_questions
from belvedere.contexts.guide.words import said
from belvedere.engines.rules.law.ruleset import Kind, Question, RuleSet

UNKNOWN = "?"
DAY = "au"


def answers_in(query: QueryDict, rules: RuleSet) -> tuple[dict[str, object], dict[str, str]]:
    """Return the answers of an address, and for each that cannot be read, what was written.

    Names that are not questions are left aside: an address may carry others.
    """
    answers: dict[str, object] = {}
    unread: dict[str, str] = {}
    for name, question in rules.questions.items():
        text = query.get(name, "").strip()
        if not text:
            continue
        try:
            answers[name] = None if text == UNKNOWN else read_text(question, text)
        except ValueError:
            unread[name] = text
    return answers, unread


def day_in(query: QueryDict, today: date, first: date) -> date:
    """Return the day of the verdict that an address asks for: today unless it says another that the rules cover."""
    try:
        return max(first, date.fromisoformat(query.get(DAY, "")))
    except ValueError:
        return today


class QuestionForm(forms.Form):
    """One question; « I do not know » is an answer."""

    def __init__(self, question: Question, data: Mapping[str, str] | None = None, *, wrong: str = "") -> None:
        super().__init__(data, prefix=None)
        self.question = question
        self.fields[question.id] = _field(question)
        if wrong:
            self.initial[question.id] = wrong

    @property
    def field(self) -> forms.BoundField:
        return self[self.question.id]


def _field(question: Question) -> forms.Field:
    title, why = said(question.title), said(question.why)
    unknown = (UNKNOWN, _("Je ne sais pas"))
    match question.kind:
        case Kind.CHOICE:
            choices = [(name, said(texts)) for name, texts in question.options.items()]
            return forms.ChoiceField(label=title, help_text=why, choices=[*choices, unknown], widget=forms.RadioSelect)
        case Kind.YES_NO:
            return forms.ChoiceField(
                label=title,
                help_text=why,
                choices=[(YES, _("Oui")), (NO, _("Non")), unknown],
                widget=forms.RadioSelect,
            )
        case Kind.DATE:
            return forms.DateField(label=title, help_text=why, widget=forms.DateInput(attrs={"type": "date"}))
        case Kind.NUMBER:
            label = f"{title} ({question.unit})" if question.unit and question.unit not in title else title
            return forms.CharField(label=label, help_text=why, widget=forms.TextInput(attrs={"inputmode": "decimal"}))


class SearchForm(forms.Form):
    """What is looked for in the guide."""

    q = forms.CharField(label=_("Chercher dans le guide"), max_length=200, required=False)


class SlideForm(forms.Form):
    """Which number slides."""

    sur = forms.ChoiceField(label=_("Faire varier"))

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        self.fields["sur"].choices = [(row.id, said(row.title)) for row in sliding_questions()]  # type: ignore[attr-defined]  # a choice field


class VotersForm(forms.Form):
    """How many voters are registered."""

    inscrits = forms.IntegerField(
        label=_("Électeurs inscrits"),
        min_value=1,
        max_value=60_000_000,
        help_text=_("Ceux d’une commune, ou de toutes ensemble : votre mairie en connaît le nombre du jour."),
    )


class CompareForm(forms.Form):
    """Two sets of rules: a recorded one, and another or the one in use."""

    avant = forms.TypedChoiceField(label=_("Avant"), coerce=int)
    apres = forms.TypedChoiceField(label=_("Après"), coerce=int, required=False, empty_value=None)

    def __init__(self, data: QueryDict | None, *, versions: list[RuleSetVersion]) -> None:
        super().__init__(data)
        choices = [(version.pk, f"{version.version} ({version.digest[:8]})") for version in versions]
        self.fields["avant"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.fields["apres"].choices = [("", _("Le jeu de règles en vigueur")), *choices]  # type: ignore[attr-defined]


class ReplayForm(forms.Form):
    """The address of a questionnaire, and two days."""

    adresse = forms.CharField(
        label=_("Adresse d’un questionnaire rempli"),
        help_text=_("Copiez l’adresse de la page « Vérifier un projet », avec ses réponses."),
        max_length=4000,
    )
    avant = forms.DateField(label=_("Verdict au"), widget=forms.DateInput(attrs={"type": "date"}))
    apres = forms.DateField(label=_("Et au"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: QueryDict | None, *, first: date) -> None:
        super().__init__(data)
        self.first = first

    def clean(self) -> dict[str, object]:
        """Refuse a day that the rules do not cover."""
        cleaned = super().clean() or {}
        for name in ("avant", "apres"):
            if cleaned.get(name) and cleaned[name] < self.first:
                self.add_error(
                    name,
                    _("Les règles ne sont connues que depuis le %(day)s.") % {"day": f"{self.first:%d/%m/%Y}"},
                )
        return cleaned

    @property
    def answers(self) -> QueryDict:
        """Return the answers that the address carries."""
        return QueryDict(urlsplit(self.cleaned_data["adresse"]).query or self.cleaned_data["adresse"])
