"""Answers to the questions of a set of rules: read with care, refused with the place and the mend."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite

from belvedere.engines.rules.law.conditions import NEUTRAL, Facts, Value
from belvedere.engines.rules.law.fields import nearest
from belvedere.engines.rules.law.law import Law
from belvedere.engines.rules.law.ruleset import Kind, Question, RuleSet, RuleSetError, Texts


@dataclass(frozen=True, slots=True)
class Answers:
    """Known answers by question (a date is a number of days), and the questions answered « I do not know »."""

    facts: Facts
    unknown: frozenset[str]


def read_answers(rules: RuleSet, given: Mapping[str, object]) -> Answers:
    """Return answers as the engine takes them.

    Parameters
    ----------
    rules : RuleSet
        The set whose questions are answered.
    given : mapping
        By question: an option's id, true or false, a number, a date as ``YYYY-MM-DD``; None for « I do not know ».

    Raises
    ------
    RuleSetError
        For an unknown question or option, or an answer of the wrong kind: which, and what is expected.

    Examples
    --------
    >>> from belvedere.engines.rules.law.shipped import shipped_rules
    >>> read_answers(shipped_rules(), {"nature": "zac", "qpv": None}).facts
    {'nature': 'zac'}
    """
    facts: dict[str, Value] = {}
    for name, value in given.items():
        if name not in rules.questions:
            raise RuleSetError(f"« {name} » is not a question{nearest(name, rules.questions)}.")
        if value is not None:
            facts[name] = _read(rules, rules.questions[name], value)
    return Answers(facts, frozenset(name for name, value in given.items() if value is None))


def _read(rules: RuleSet, question: Question, value: object) -> Value:
    match question.kind, value:
        case Kind.CHOICE, str():
            if value in question.options:
                return value
            raise RuleSetError(f"« {value} » is not an answer to « {question.id} »{nearest(value, question.options)}.")
        case Kind.YES_NO, bool():
            return value
        case Kind.NUMBER, (int() | float()) if not isinstance(value, bool):
            if isfinite(value) and value >= question.lowest:
                return value
        case Kind.DATE, (str() | date()):
            return _day(rules, question, value)
    expected = {
        Kind.CHOICE: f"one of {', '.join(question.options)}",
        Kind.YES_NO: "true or false",
        Kind.NUMBER: f"a number from {question.lowest:g} on",
        Kind.DATE: "a date written YYYY-MM-DD",
    }[question.kind]
    raise RuleSetError(f"The answer to « {question.id} » is {value!r}: give {expected}, or null when unknown.")


def _day(rules: RuleSet, question: Question, value: str | date) -> int:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value)
    except ValueError:
        raise RuleSetError(
            f"The answer to « {question.id} » is {value!r}: give a date written YYYY-MM-DD, or null when unknown."
        ) from None
    if day < rules.covers_from:
        raise RuleSetError(
            f"« {question.id} » is {day}, and the rules are known from {rules.covers_from} only: ask a lawyer about "
            "the law before, or add the older versions."
        )
    return day.toordinal()


def written(rules: RuleSet, name: str, value: Value) -> Value:
    """Return an answer as it is given: dates as texts, whole numbers without a fraction."""
    if rules.questions[name].kind is Kind.DATE and not isinstance(value, str):
        return date.fromordinal(int(value)).isoformat()
    return int(value) if isinstance(value, float) and value.is_integer() else value


@dataclass(frozen=True, slots=True)
class Clash:
    """Answers that cannot hold together, and why; ``not_asked`` answers a question that does not apply."""

    questions: tuple[str, ...]
    why: Texts
    not_asked: str = ""


def clashes(law: Law, facts: Facts) -> list[Clash]:
    """Return the answers that contradict each other; an empty list when they can all hold.

    A question that does not apply may have a neutral answer (no, 0): it says the same.
    """
    return [*_declared(law, facts), *_not_applicable(law, facts)]


def _declared(law: Law, facts: Facts) -> Iterator[Clash]:
    for contradiction in law.rules.contradictions:
        condition, questions = law.contradictions[contradiction.id]
        if condition(facts) is True:
            yield Clash(questions, contradiction.title)


def _not_applicable(law: Law, facts: Facts) -> Iterator[Clash]:
    for name, applies in law.asked.items():
        question = law.rules.questions[name]
        if name in facts and facts[name] != NEUTRAL[question.kind] and applies(facts) is False:
            why = f"« {name} » is answered but is asked only when {question.when_text}"
            pourquoi = f"« {name} » a une réponse alors que la question ne se pose que si {question.when_text}"
            yield Clash((name,), {"fr": pourquoi, "en": why}, not_asked=name)


def applicable(law: Law, facts: Facts) -> dict[str, Value]:
    """Return the answers without those whose question does not apply: what a form keeps when an answer changes."""
    return {
        name: value for name, value in facts.items() if name not in law.asked or law.asked[name](facts) is not False
    }
