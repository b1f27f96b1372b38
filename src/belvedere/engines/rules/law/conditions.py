"""Conditions made ready to be judged: each says true, false, or which answer it lacks (three-valued logic)."""

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from belvedere.engines.rules.law.expression import (
    Among,
    Answer,
    Comparison,
    Figure,
    Junction,
    Literal,
    Negation,
    Node,
    Shift,
)
from belvedere.engines.rules.law.ruleset import Kind, Question


@dataclass(frozen=True, slots=True)
class Ask:
    """Not known yet: the answer to this question is read first."""

    question: str


Value = bool | str | float
Facts = Mapping[str, Value]
Condition = Callable[[Facts], bool | Ask]
Term = Callable[[Facts], Value | Ask]
Readers = Mapping[str, Term]
Figures = Callable[[str], float]

_OPERATORS: Mapping[str, Callable[[Value, Value], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
NEUTRAL: Mapping[Kind, Value] = {Kind.CHOICE: "", Kind.YES_NO: False, Kind.NUMBER: 0, Kind.DATE: 0}


def readers(questions: Mapping[str, Question], figures: Figures) -> Readers:
    """Return how each answer is read: a question that does not apply has a neutral answer, and is never missing."""
    found: dict[str, Term] = {}
    for question in questions.values():
        found[question.id] = _reader(question, found, figures)
    return found


def _reader(question: Question, earlier: Readers, figures: Figures) -> Term:
    name, ask = question.id, Ask(question.id)
    if question.when is None:
        return lambda facts: facts.get(name, ask)
    applies, neutral = compiled(question.when, earlier, figures), NEUTRAL[question.kind]

    def read(facts: Facts) -> Value | Ask:
        asked = applies(facts)
        if asked is False:
            return neutral
        if (value := facts.get(name)) is not None:
            return value
        return ask if asked is True else asked

    return read


def compiled(node: Node, reads: Readers, figures: Figures) -> Condition:
    """Return a condition as a function of the answers.

    Parameters
    ----------
    node : Node
        A tree whose types were checked.
    reads : mapping
        For each question, how its answer is read.
    figures : callable
        The value of a parameter by its key.

    Returns
    -------
    Condition
        A function of the answers that returns True, False, or :class:`Ask` with the first question that it lacks.
        ``and`` is False as soon as one operand is, whatever is unknown; ``or`` is True as soon as one is (Kleene).
    """
    match node:
        case Junction(word, operands):
            return junction(word, [compiled(operand, reads, figures) for operand in operands])
        case Negation(operand):
            return negation(compiled(operand, reads, figures))
        case Among(left, texts, inside):
            return _among(_term(left, reads, figures), frozenset(texts), inside=inside)
        case Comparison(left, sign, right):
            return _comparison(_term(left, reads, figures), _OPERATORS[sign], _term(right, reads, figures))
        case _:
            return _truth(_term(node, reads, figures))


def junction(word: str, conditions: Iterable[Condition]) -> Condition:
    """Return ``and`` or ``or`` of conditions."""
    parts = tuple(conditions)
    absorbing = word == "or"

    def judge(facts: Facts) -> bool | Ask:
        unknown = None
        for part in parts:
            value = part(facts)
            if value is absorbing:
                return absorbing
            if unknown is None and value is not True and value is not False:
                unknown = value
        return (not absorbing) if unknown is None else unknown

    return parts[0] if len(parts) == 1 else judge


def negation(condition: Condition) -> Condition:
    """Return the contrary of a condition; what is unknown stays so."""

    def judge(facts: Facts) -> bool | Ask:
        value = condition(facts)
        return value if isinstance(value, Ask) else not value

    return judge


def _truth(term: Term) -> Condition:
    def judge(facts: Facts) -> bool | Ask:
        value = term(facts)
        return value if isinstance(value, Ask) else bool(value)

    return judge


def _among(term: Term, texts: frozenset[str], *, inside: bool) -> Condition:
    def judge(facts: Facts) -> bool | Ask:
        value = term(facts)
        return value if isinstance(value, Ask) else (value in texts) is inside

    return judge


def _comparison(left: Term, compare: Callable[[Value, Value], bool], right: Term) -> Condition:
    def judge(facts: Facts) -> bool | Ask:
        first = left(facts)
        if isinstance(first, Ask):
            return first
        second = right(facts)
        return second if isinstance(second, Ask) else compare(first, second)

    return judge


def _term(node: Node, reads: Readers, figures: Figures) -> Term:
    match node:
        case Literal(value):
            return lambda _facts: value
        case Figure(key):
            figure = figures(key)
            return lambda _facts: figure
        case Answer(question):
            return reads[question]
        case Shift(left, sign, right):
            return _shift(_term(left, reads, figures), sign, _term(right, reads, figures))
        case _:
            raise TypeError(f"{node} is a condition where a term is expected")


def _shift(left: Term, sign: int, right: Term) -> Term:
    def total(facts: Facts) -> Value | Ask:
        first, second = left(facts), right(facts)
        if isinstance(first, Ask):
            return first
        if isinstance(second, Ask):
            return second
        return float_of(first) + sign * float_of(second)

    return total


def float_of(value: Value) -> float:
    """Return a number that types have promised."""
    if isinstance(value, bool | str):
        raise TypeError(f"{value!r} is not a number")
    return value
