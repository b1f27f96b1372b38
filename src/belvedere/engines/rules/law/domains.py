"""The finitely many answers that a condition can tell apart: options, and numbers on each side of each threshold."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from belvedere.engines.rules.law.conditions import Facts, Value, float_of
from belvedere.engines.rules.law.expression import (
    Among,
    Answer,
    Comparison,
    Figure,
    Literal,
    Node,
    Shift,
    nodes,
)
from belvedere.engines.rules.law.ruleset import Kind, Question

Figures = Callable[[str], float]


@dataclass
class Marks:
    """What a condition compares each answer with.

    ``texts``: sets of options; ``numbers``: thresholds; ``others``: another question and what is added to it.
    """

    texts: dict[str, set[frozenset[str]]] = field(default_factory=dict)
    numbers: dict[str, set[float]] = field(default_factory=dict)
    others: dict[str, set[tuple[str, float]]] = field(default_factory=dict)
    questions: dict[str, None] = field(default_factory=dict)

    def add(self, more: "Marks") -> None:
        """Add what another condition compares."""
        for mine, theirs in ((self.texts, more.texts), (self.numbers, more.numbers), (self.others, more.others)):
            for name, values in theirs.items():
                mine.setdefault(name, set()).update(values)  # type: ignore[arg-type]  # the same kind on both sides
        self.questions.update(more.questions)


def linear(node: Node, figures: Figures) -> tuple[dict[str, int], float]:
    """Return a sum as the sign of each answer, and a constant.

    Examples
    --------
    >>> from belvedere.engines.rules.law.expression import parse_expression
    >>> linear(parse_expression("a - 1"), lambda key: 0)
    ({'a': 1}, -1)
    """
    match node:
        case Literal(value):
            return {}, float_of(value)
        case Figure(key):
            return {}, figures(key)
        case Answer(question):
            return {question: 1}, 0
        case Shift(left, sign, right):
            signs, constant = linear(left, figures)
            others, more = linear(right, figures)
            for name, one in others.items():
                signs[name] = signs.get(name, 0) + sign * one
            return {name: one for name, one in signs.items() if one}, constant + sign * more
        case _:
            raise TypeError(f"{node} is not a sum")


def marks(node: Node, figures: Figures, questions: Mapping[str, Question]) -> Marks:
    """Return what a condition compares, without what decides whether its questions apply."""
    found = Marks()
    for part in nodes(node):
        match part:
            case Answer(question):
                found.questions[question] = None
            case Among(Answer(question), texts, _):
                found.texts.setdefault(question, set()).add(frozenset(texts))
            case Comparison(Answer(question), _, Literal(str() as text)):
                found.texts.setdefault(question, set()).add(frozenset([text]))
            case Comparison(left, _, right) if not _is_choice(left, questions):
                _mark_numbers(found, left, right, figures)
            case _:
                continue
    return found


def _is_choice(node: Node, questions: Mapping[str, Question]) -> bool:
    return isinstance(node, Answer) and questions[node.question].kind in {Kind.CHOICE, Kind.YES_NO}


def _mark_numbers(found: Marks, left: Node, right: Node, figures: Figures) -> None:
    signs, constant = linear(Shift(left, -1, right), figures)
    for name, sign in signs.items():
        rest = [other for other in signs if other != name]
        if not rest:
            found.numbers.setdefault(name, set()).add(-constant * sign)
        else:
            found.others.setdefault(name, set()).add((rest[0], -constant * sign))


@dataclass(frozen=True)
class Domains:
    """Answers worth trying for each question of a condition."""

    questions: Mapping[str, Question]
    marks: Marks

    def values(self, name: str, facts: Facts, near: Value | None = None) -> list[Value]:
        """Return one answer by class that the condition can tell apart, the nearest to ``near`` in each.

        Two answers of the same class give the same verdict, whatever the others. Thresholds that depend on another
        answer are known once it is in ``facts``.
        """
        question = self.questions[name]
        if question.kind is Kind.YES_NO:
            return [True, False]
        if question.kind is Kind.CHOICE:
            return self._options(question, near)
        thresholds = set(self.marks.numbers.get(name, ()))
        others = self.marks.others.get(name, ())
        thresholds |= {float_of(facts[other]) + added for other, added in others if other in facts}
        if not thresholds and near is None:
            # Far enough from the lowest for the other answer to fall on each side.
            return [question.lowest + sum(abs(added) + 2 * question.step for _, added in others)]
        nearest = None if near is None else float_of(near)
        return list(numbers_around(thresholds, question.step, nearest, lowest=question.lowest))

    def _options(self, question: Question, near: Value | None) -> list[Value]:
        sets = self.marks.texts.get(question.id, ())
        classes: dict[tuple[bool, ...], Value] = {}
        options = question.options if near is None else [str(near), *question.options]
        for option in options:
            classes.setdefault(tuple(option in some for some in sets), option)
        return list(classes.values())


def numbers_around(
    thresholds: Iterable[float], step: float, near: float | None = None, lowest: float = 0
) -> Iterator[float]:
    """Yield a number in each interval that thresholds cut, and each threshold.

    Parameters
    ----------
    thresholds : iterable of float
        Where a verdict may change.
    step : float
        The smallest difference that is meant: just above 1 900 000 € is 1 900 001 €.
    near : float, optional
        A number; in each interval, the nearest to it is chosen.
    lowest : float
        No number is under it.

    Examples
    --------
    >>> list(numbers_around([10], 1)), list(numbers_around([10], 1, near=50))
    ([9, 10, 11], [9, 10, 50])
    """
    points = sorted({point for point in thresholds if point >= lowest})
    if not points:
        yield lowest if near is None else near
        return
    place = None if near is None else bisect_left(points, near)
    for rank, point in enumerate(points):
        low = points[rank - 1] if rank else None
        if rank == place and near is not None and near != point:
            yield near
        elif low is None:
            if point > lowest:
                yield max(lowest, point - step)
        else:
            yield _between(low, point, step, from_left=near is None or near <= low)
        yield point
    last = points[-1]
    yield near if near is not None and near > last else last + step


def _between(low: float, high: float, step: float, *, from_left: bool) -> float:
    if high - low <= step:
        return (low + high) / 2
    return low + step if from_left else high - step
