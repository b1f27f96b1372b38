"""Live results of a questionnaire: raw, beside raked to the census, each with its uncertainty."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.translation import gettext as _

from belvedere.contexts.consultations.models import Consultation, Question, Questionnaire
from belvedere.contexts.consultations.queries.questionnaires import is_asked, option_words, said, sent_sheets
from belvedere.contexts.consultations.queries.turnout import AGE, SEX
from belvedere.contexts.consultations.states.questionnaire import QuestionKind
from belvedere.contexts.panels.queries.margins import territory_margins
from belvedere.engines.weighting.faults import WeightingError
from belvedere.engines.weighting.shares import Estimate, mean, share
from belvedere.platform.territory.models import Commune
from belvedere.platform.territory.queries import communes

if TYPE_CHECKING:
    from belvedere.engines.weighting.raking import Raking

FEWEST_TO_RAKE, LARGEST_WEIGHT = 30, 5.0


@dataclass(frozen=True)
class Line:
    """One possible answer: its words, how many gave it, raw and weighted; ``code`` is the commune of a place."""

    words: str
    count: int
    raw: Estimate
    weighted: Estimate | None
    code: str = ""


@dataclass(frozen=True)
class Result:
    """The results of one question; ``is_mean`` says that estimates are means, not shares."""

    question: Question
    words: str
    answered: int
    lines: tuple[Line, ...]
    is_mean: bool = False

    @property
    def is_place(self) -> bool:
        return self.question.kind == QuestionKind.PLACE


@dataclass(frozen=True)
class Results:
    """All the results, and what is to be known of the weights."""

    sheets: int
    raking: "Raking | None"
    results: tuple[Result, ...]


@dataclass(frozen=True)
class _Sheet:
    answers: dict[str, object]
    weight: float | None


def results_of(questionnaire: Questionnaire, consultation: Consultation) -> Results:
    """Return the results so far: two statements, then O(sheets × questions)."""
    rows = list(sent_sheets(questionnaire).values_list("answers", "commune__name", "age", "sex"))
    people = [
        {name: value for name, value in (("commune", commune), (AGE, age), (SEX, sex)) if value}
        for _answers, commune, age, sex in rows
    ]
    raking = _raked(people, consultation)
    weights = raking.weights if raking is not None else [None] * len(rows)
    sheets = [_Sheet(answers, weight) for (answers, *_rest), weight in zip(rows, weights, strict=True)]
    questions = list(questionnaire.questions.all())
    return Results(len(rows), raking, tuple(_result(question, sheets, consultation) for question in questions))


def _raked(people: Sequence[dict[str, str]], consultation: Consultation) -> "Raking | None":
    """Return weights, once enough people answered and said where they live, how old they are, or their sex."""
    if len(people) < FEWEST_TO_RAKE:
        return None
    from belvedere.engines.weighting.raking import rake  # noqa: PLC0415 -- arrays take a while to load

    margins = {"commune": {row.name: float(row.population) for row in consultation.communes.all()}}
    for margin in territory_margins(consultation.territory.slug, AGE, SEX):
        margins[margin.code] = {value: float(count) for value, count in margin.values}
    heard = {name: counts for name, counts in margins.items() if any(person.get(name) in counts for person in people)}
    try:
        return rake(people, heard, largest_weight=LARGEST_WEIGHT) if heard else None
    except WeightingError:
        return None


def _result(question: Question, sheets: Sequence[_Sheet], consultation: Consultation) -> Result:
    number = str(question.number)
    asked = [
        sheet
        for sheet in sheets
        if is_asked(question, sheet.answers) and sheet.answers.get(number) not in (None, "", [])
    ]
    kind = QuestionKind(question.kind)
    if kind in {QuestionKind.SCALE, QuestionKind.NUMBER}:
        lines = tuple(_mean(_("Moyenne"), [(float(str(sheet.answers[number])), sheet.weight) for sheet in asked]))
        return Result(question, said(question, "text"), len(asked), lines, is_mean=True)
    if kind == QuestionKind.RANKING:
        lines = tuple(
            line for option in question.choices for line in _mean(option_words(option), _ranks(option, asked, number))
        )
        return Result(question, said(question, "text"), len(asked), lines, is_mean=True)
    lines = tuple(_shares(question, kind, asked, number, consultation))
    return Result(question, said(question, "text"), len(asked), lines)


def _ranks(option: dict[str, str], asked: Sequence[_Sheet], number: str) -> list[tuple[float, float | None]]:
    found = []
    for sheet in asked:
        ranked = sheet.answers[number]
        if isinstance(ranked, list) and option["code"] in ranked:
            found.append((ranked.index(option["code"]) + 1.0, sheet.weight))
    return found


def _mean(words: str, given: Sequence[tuple[float, float | None]]) -> Iterator[Line]:
    if not given:
        return
    values = [value for value, _weight in given]
    weights = [weight for _value, weight in given if weight is not None]
    weighted = mean(values, weights) if len(weights) == len(values) else None
    yield Line(words, len(values), mean(values), weighted)


def _shares(
    question: Question, kind: QuestionKind, asked: Sequence[_Sheet], number: str, consultation: Consultation
) -> Iterator[Line]:
    tests: list[tuple[str, Callable[[object], bool], str]] = []
    if kind == QuestionKind.PLACE:
        places = _places([sheet.answers[number] for sheet in asked], consultation)
        tests = [(row.name, _has(row.insee), row.insee) for row in places]
    elif kind == QuestionKind.MATRIX:
        tests = [
            (f"{option_words(row)}, {option_words(option)}", _cell(row["code"], option["code"]), "")
            for row in question.rows
            for option in question.choices
        ]
    elif kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE}:
        tests = [(option_words(option), _has(option["code"]), "") for option in question.choices]
    for words, test, code in tests if asked else []:
        chosen = [test(sheet.answers[number]) for sheet in asked]
        weights = [sheet.weight for sheet in asked if sheet.weight is not None]
        weighted = share(chosen, weights) if len(weights) == len(chosen) else None
        yield Line(words, sum(chosen), share(chosen), weighted, code)


def _places(given: Sequence[object], consultation: Consultation) -> list[Commune]:
    """Return the communes that were asked, and those that somebody chose elsewhere: two statements at most."""
    asked = list(consultation.communes.all())
    elsewhere = {str(one) for one in given} - {row.insee for row in asked}
    return [*asked, *(row for row in communes() if row.insee in elsewhere)] if elsewhere else asked


def _has(code: str) -> Callable[[object], bool]:
    return lambda given: code in given if isinstance(given, list) else given == code


def _cell(row: str, code: str) -> Callable[[object], bool]:
    return lambda given: isinstance(given, dict) and given.get(row) == code


def percent(estimate: Estimate) -> str:
    """Return a share with its interval: « 31 % (26 à 37) »."""
    value, low, high = (
        formats.number_format(round(part * 100)) for part in (estimate.value, estimate.low, estimate.high)
    )
    return _("%(value)s %% (%(low)s à %(high)s)") % {"value": value, "low": low, "high": high}


def in_words(line: Line, *, is_mean: bool) -> tuple[str, str]:
    """Return the raw and the weighted figures of a line as they are written."""
    write = number if is_mean else percent
    return write(line.raw), write(line.weighted) if line.weighted is not None else "–"


def number(estimate: Estimate) -> str:
    """Return a mean with its interval."""
    value = formats.number_format(round(estimate.value, 2), 2)
    if estimate.effective_size <= 1:
        return value
    low, high = (formats.number_format(round(part, 2), 2) for part in (estimate.low, estimate.high))
    return _("%(value)s (%(low)s à %(high)s)") % {"value": value, "low": low, "high": high}


def result_blocks(consultation: Consultation) -> Iterator[dict[str, object]]:
    """Yield what the questionnaires of a consultation say, for its report."""
    for questionnaire in Questionnaire.objects.filter(phase__consultation=consultation).prefetch_related(
        "questions__asked_if"
    ):
        found = results_of(questionnaire, consultation)
        yield {"kind": "heading", "level": 1, "text": _("Ce que disent les réponses au questionnaire")}
        yield {"kind": "text", "text": _("%(count)s réponses.") % {"count": found.sheets}}
        if found.raking is not None:
            yield {"kind": "text", "text": raking_words(found.raking)}
        for result in found.results:
            yield {"kind": "heading", "level": 2, "text": result.words}
            if not result.lines:
                yield {"kind": "text", "text": _("%(count)s réponses.") % {"count": result.answered}}
                continue
            head = [_("Réponse"), _("Nombre"), _("Brut"), _("Redressé")]
            rows = [[line.words, str(line.count), *in_words(line, is_mean=result.is_mean)] for line in result.lines]
            caption = f"{result.question.number}. {result.words}"
            yield {"kind": "table", "caption": caption, "rows": [head, *rows]}


def raking_words(raking: "Raking") -> str:
    """Return what is to be known of the weights, in sentences."""
    return _(
        "Redressé : chaque réponse pèse de sorte que communes, âges et sexes soient dans les proportions du"
        " recensement (calage sur marges, aucun poids au-delà de cinq fois la moyenne). Après redressement,"
        " ces réponses sont aussi précises que %(size)s réponses qui pèseraient toutes autant. L’intervalle mesure"
        " le hasard d’un tirage, pas le choix de répondre."
    ) % {"size": formats.number_format(round(raking.effective_size))}
