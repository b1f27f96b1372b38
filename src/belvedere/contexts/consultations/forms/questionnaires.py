"""A questionnaire as it is built, and as it is filled."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any  # what a field takes

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.consultations.actions.questionnaires import Asked, Filled
from belvedere.contexts.consultations.models import Question, Questionnaire, Sheet
from belvedere.contexts.consultations.queries.questionnaires import is_asked, option_words, said
from belvedere.contexts.consultations.states.questionnaire import QuestionKind
from belvedere.contexts.consultations.words.questionnaires import KINDS
from belvedere.platform.territory.maps import CommuneMap, commune_map
from belvedere.platform.territory.models import Commune

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
LONGEST_ANSWER, LONGEST_SCALE = 3000, 11


def _options(text: str) -> tuple[dict[str, str], ...]:
    """Read options, one by line, « français | English »."""
    lines = [line.strip() for line in text.splitlines() if line.strip()][: len(_LETTERS)]
    found = []
    for code, line in zip(_LETTERS, lines, strict=False):
        french, _bar, english = line.partition("|")
        found.append({"code": code, "fr": french.strip()[:200], "en": english.strip()[:200]})
    return tuple(found)


def _lines(label: object, hint: object) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=6000, widget=widget)  # type: ignore[arg-type]  # lazy words


class QuestionForm(forms.Form):
    """One question."""

    kind = forms.ChoiceField(
        label=_("Sorte de question"), choices=[(kind.value, words) for kind, words in KINDS.items()]
    )
    text = forms.CharField(label=_("Question"), max_length=300)
    text_en = forms.CharField(label=_("La même, en anglais"), max_length=300, required=False)
    help = forms.CharField(label=_("Aide"), max_length=300, required=False)
    help_en = forms.CharField(label=_("Aide, en anglais"), max_length=300, required=False)
    is_required = forms.BooleanField(label=_("Réponse demandée"), required=False)
    choices = _lines(_("Réponses possibles"), _("Une par ligne\u00a0: «\u00a0français | English\u00a0»."))
    rows = _lines(_("Lignes du tableau"), _("Pour un tableau seulement, une par ligne."))
    low = forms.IntegerField(label=_("Début de l’échelle"), required=False)
    high = forms.IntegerField(label=_("Fin de l’échelle"), required=False)
    condition = forms.ChoiceField(
        label=_("Posée seulement si"), required=False, help_text=_("On a choisi cette réponse à une question d’avant.")
    )

    def __init__(
        self, data: QueryDict | None = None, *, questions: Sequence[Question] = (), question: Question | None = None
    ) -> None:
        super().__init__(data, initial=_written(question) if question is not None else None)
        self._questions = {question.number: question for question in questions}
        conditions = [
            (f"{question.number}-{option['code']}", f"{question.number}. {question.text}\u00a0: {option['fr']}")
            for question in questions
            if question.kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE}
            for option in question.choices
        ]
        self.fields["condition"].choices = [("", _("Toujours posée")), *conditions]  # type: ignore[attr-defined]  # a choice field

    @property
    def asked(self) -> Asked:
        given = self.cleaned_data
        number, _dash, code = given["condition"].partition("-")
        return Asked(
            kind=QuestionKind(given["kind"]),
            text=given["text"],
            text_en=given["text_en"],
            help=given["help"],
            help_en=given["help_en"],
            is_required=given["is_required"],
            choices=_options(given["choices"]),
            rows=_options(given["rows"]),
            low=given["low"],
            high=given["high"],
            asked_if=self._questions[int(number)] if number else None,
            asked_if_choice=code,
        )


def _lines_of(options: Sequence[Mapping[str, str]]) -> str:
    return "\n".join(" | ".join(filter(None, (option["fr"], option.get("en", "")))) for option in options)


def _written(question: Question) -> dict[str, object]:
    """Return what a form begins with, when a question is written again."""
    names = ("kind", "text", "text_en", "help", "help_en", "is_required", "low", "high")
    condition = f"{question.asked_if.number}-{question.asked_if_choice}" if question.asked_if is not None else ""
    return {
        **{name: getattr(question, name) for name in names},
        "choices": _lines_of(question.choices),
        "rows": _lines_of(question.rows),
        "condition": condition,
    }


class SettingsForm(forms.Form):
    """What is said first, who sees the results, quotas by commune."""

    introduction = _lines(_("Introduction"), "")
    introduction_en = _lines(_("La même, en anglais"), "")
    shows_results = forms.BooleanField(label=_("Montrer les résultats à tous, au fur et à mesure"), required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        communes: Sequence[Commune],
        initial: Mapping[str, object] | None = None,
        quotas: Mapping[int, int] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self._communes = communes
        for commune in communes:
            self.fields[f"quota-{commune.insee}"] = forms.IntegerField(
                label=_("Réponses au plus\u00a0: %(commune)s") % {"commune": commune.name},
                required=False,
                min_value=1,
                initial=(quotas or {}).get(commune.pk),
            )

    @property
    def quotas(self) -> dict[int, int]:
        given = {row.pk: self.cleaned_data[f"quota-{row.insee}"] for row in self._communes}
        return {pk: most for pk, most in given.items() if most}


@dataclass(frozen=True)
class AskedField:
    """A field of a sheet, the map that chooses its commune, and the answer without which it is not asked."""

    field: forms.BoundField
    map: CommuneMap | None = None
    asked_if: str = ""
    choice: str = ""


class SheetForm(forms.Form):
    """A sheet of answers: its fields are the questions."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        questionnaire: Questionnaire,
        communes: Sequence[Commune],
        ages: Sequence[str],
        sexes: Sequence[str],
        sheet: Sheet | None = None,
    ) -> None:
        super().__init__(data, initial=_initial(sheet))
        self._questions = list(questionnaire.questions.all())
        self._communes = {row.insee: row for row in communes}
        for question in self._questions:
            self.fields.update(_fields(question, communes))
        none = [("", _("Ne pas le dire"))]
        places = [("", _("Ailleurs, ou ne pas le dire")), *((row.insee, row.name) for row in communes)]
        self.fields["commune"] = forms.ChoiceField(label=_("Votre commune"), required=False, choices=places)
        self.fields["age"] = forms.ChoiceField(
            label=_("Votre âge"), required=False, choices=none + [(a, a) for a in ages]
        )
        self.fields["sex"] = forms.ChoiceField(
            label=_("Vous êtes"), required=False, choices=none + [(s, s) for s in sexes]
        )

    def clean(self) -> dict[str, object]:
        given: dict[str, object] = super().clean() or {}
        for question in self._questions:
            if question.kind == QuestionKind.RANKING and _ranks_twice(question, given):
                self.add_error(
                    f"q{question.number}-{question.choices[0]['code']}", _("Deux réponses ont le même rang.")
                )
            if question.is_required and is_asked(question, self._answers(given)) and not self._has(question, given):
                self.add_error(next(iter(_names(question))), _("Cette réponse est demandée."))
        return given

    def _has(self, question: Question, given: Mapping[str, object]) -> bool:
        return any(given.get(name) not in (None, "", []) for name in _names(question))

    def _answers(self, given: Mapping[str, object]) -> dict[str, object]:
        found = {str(question.number): _answer(question, given) for question in self._questions}
        return {number: answer for number, answer in found.items() if answer not in (None, "", [], {})}

    @property
    def asked(self) -> Iterator[AskedField]:
        """Yield the fields in order, each with what a page needs to show it."""
        by_name = {name: question for question in self._questions for name in _names(question)}
        for field in self:
            question = by_name.get(field.name)
            if question is None:
                yield AskedField(field)
                continue
            condition = question.asked_if
            asked_if, choice = (f"q{condition.number}", question.asked_if_choice) if condition is not None else ("", "")
            drawn = _map_of(field, list(self._communes.values())) if question.kind == QuestionKind.PLACE else None
            yield AskedField(field, drawn, asked_if, choice)

    @property
    def filled(self) -> Filled:
        """Return what was answered; of a sheet kept for later, what could be read."""
        given = self.cleaned_data
        commune = self._communes.get(given.get("commune", ""))
        return Filled(self._answers(given), commune, given.get("age", ""), given.get("sex", ""))


def _map_of(field: forms.BoundField, communes: Sequence[Commune]) -> CommuneMap:
    """Return the map whose communes lead to the choices of a field; the one that is chosen is marked."""
    places = {row.insee: place for place, row in enumerate(communes, 1)}  # « elsewhere » comes first
    chosen = next((row.slug for row in communes if row.insee == field.value()), "")
    return commune_map(found=communes, current=chosen, url_of=lambda row: f"#{field.auto_id}_{places[row.insee]}")


def _names(question: Question) -> list[str]:
    """Return the names of the fields of a question."""
    parts = {QuestionKind.RANKING: question.choices, QuestionKind.MATRIX: question.rows}.get(
        QuestionKind(question.kind)
    )
    return [f"q{question.number}"] if parts is None else [f"q{question.number}-{part['code']}" for part in parts]


def _fields(question: Question, communes: Sequence[Commune]) -> dict[str, forms.Field]:
    words, kind = said(question, "text"), QuestionKind(question.kind)
    label, hint = f"{question.number}. {words}", said(question, "help")
    if question.asked_if is not None:
        chosen = next(option for option in question.asked_if.choices if option["code"] == question.asked_if_choice)
        only = _("Seulement si vous avez répondu «\u00a0%(choice)s\u00a0» à la question %(number)s.")
        hint = f"{only % {'choice': option_words(chosen), 'number': question.asked_if.number}} {hint}"
    options = [(option["code"], option_words(option)) for option in question.choices]
    named: dict[str, Any] = {"label": label, "help_text": hint, "required": False}
    if kind == QuestionKind.RANKING:
        ranks = [("", _("Sans rang")), *((str(rank), str(rank)) for rank in range(1, len(options) + 1))]
        return {
            f"q{question.number}-{code}": forms.ChoiceField(
                **{**named, "label": f"{label}\u00a0: {option}"}, choices=ranks
            )
            for code, option in options
        }
    if kind == QuestionKind.MATRIX:
        return {
            f"q{question.number}-{row['code']}": forms.ChoiceField(
                **{**named, "label": f"{label}\u00a0: {option_words(row)}"},
                choices=options,
                widget=forms.RadioSelect,
            )
            for row in question.rows
        }
    return {f"q{question.number}": _field(question, kind, named, options, communes)}


def _field(
    question: Question,
    kind: QuestionKind,
    named: dict[str, Any],
    options: list[tuple[str, str]],
    communes: Sequence[Commune],
) -> forms.Field:
    if kind == QuestionKind.SINGLE:
        return forms.ChoiceField(**named, choices=options, widget=forms.RadioSelect)
    if kind == QuestionKind.MULTIPLE:
        return forms.MultipleChoiceField(**named, choices=options, widget=forms.CheckboxSelectMultiple)
    if kind == QuestionKind.SCALE:
        last = min(question.high or 0, (question.low or 0) + LONGEST_SCALE)
        steps = [(str(step), str(step)) for step in range(question.low or 0, last + 1)]
        return forms.ChoiceField(**named, choices=steps, widget=forms.RadioSelect)
    if kind == QuestionKind.NUMBER:
        return forms.IntegerField(**named, min_value=question.low, max_value=question.high)
    if kind == QuestionKind.PLACE:
        places = [("", _("Aucune de ces communes")), *((row.insee, row.name) for row in communes)]
        return forms.ChoiceField(**named, choices=places, widget=forms.RadioSelect)
    return forms.CharField(**named, max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 4}))


def _ranks_twice(question: Question, given: Mapping[str, object]) -> bool:
    ranks = [given.get(name) for name in _names(question) if given.get(name)]
    return len(set(ranks)) < len(ranks)


def _answer(question: Question, given: Mapping[str, object]) -> object:
    number = f"q{question.number}"
    if question.kind == QuestionKind.RANKING:
        ranked = [(given.get(f"{number}-{option['code']}"), option["code"]) for option in question.choices]
        return [code for rank, code in sorted((int(str(rank)), code) for rank, code in ranked if rank)]
    if question.kind == QuestionKind.MATRIX:
        cells = {row["code"]: given.get(f"{number}-{row['code']}") for row in question.rows}
        return {row: choice for row, choice in cells.items() if choice}
    answer = given.get(number)
    return int(str(answer)) if question.kind == QuestionKind.SCALE and answer else answer


def _initial(sheet: Sheet | None) -> dict[str, object]:
    """Return what a sheet kept for later begins with."""
    if sheet is None:
        return {}
    found: dict[str, object] = {"age": sheet.age, "sex": sheet.sex}
    if sheet.commune is not None:
        found["commune"] = sheet.commune.insee
    for number, answer in sheet.answers.items():
        if isinstance(answer, dict):
            found |= {f"q{number}-{row}": choice for row, choice in answer.items()}
        elif isinstance(answer, list):
            found[f"q{number}"] = answer
            found |= {f"q{number}-{code}": str(rank) for rank, code in enumerate(answer, 1)}
        else:
            found[f"q{number}"] = answer
    return found
