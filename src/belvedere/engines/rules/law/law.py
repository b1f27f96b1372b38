"""A set of rules on a day: each rule's version in force and its condition, ready to be judged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from belvedere.engines.rules.law.conditions import (
    Ask,
    Condition,
    Facts,
    Readers,
    compiled,
    float_of,
    junction,
    negation,
    readers,
)
from belvedere.engines.rules.law.domains import Domains, Figures, Marks, marks
from belvedere.engines.rules.law.expression import Figure, Node, nodes
from belvedere.engines.rules.law.ruleset import Regime, Rule, RuleSet, RuleSetError, Version

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """A version with the figures of a period of starting acts; ends included, None when open."""

    version: Version
    first: date | None
    last: date | None
    condition: Condition
    marks: Marks


@dataclass(frozen=True, slots=True)
class Binding:
    """A rule on a day.

    ``own`` is its condition; ``applies`` adds that no rule that applies neutralises it. ``windows`` are the versions
    that may govern; several when the date of the starting act chooses.
    """

    rule: Rule
    windows: tuple[Window, ...]
    own: Condition
    own_domains: Domains
    applies: Condition
    domains: Domains


@dataclass(frozen=True)
class Law:
    """What a set of rules says on a day; made once, used for any answers."""

    rules: RuleSet
    on: date
    bindings: Mapping[str, Binding]
    asked: Mapping[str, Condition]
    contradictions: Mapping[str, tuple[Condition, tuple[str, ...]]]


def law_on(rules: RuleSet, on: date) -> Law:
    """Return a set of rules as it stands on a day.

    Raises
    ------
    RuleSetError
        When the day is before the first that the set knows.

    Notes
    -----
    A rule whose regime is the day of the verdict has one version. A rule whose regime is the starting act has a
    condition over all its versions, in which the date of the act is an answer like another: it may be unknown.
    """
    if on < rules.covers_from:
        raise RuleSetError(
            f"The rules are known from {rules.covers_from}: give a day from then on, or add the older versions."
        )
    figures = _figures(rules, on)
    reads = readers(rules.questions, figures)
    bindings: dict[str, Binding] = {}
    for rule in _neutralisers_first(rules):
        bindings[rule.id] = _binding(rules, rule, on, reads, bindings)
    asked = {
        question.id: compiled(question.when, reads, figures)
        for question in rules.questions.values()
        if question.when is not None
    }
    contradictions = {
        one.id: (compiled(one.when, reads, figures), tuple(marks(one.when, figures, rules.questions).questions))
        for one in rules.contradictions
    }
    return Law(rules, on, {name: bindings[name] for name in rules.rules}, asked, contradictions)


def _figures(rules: RuleSet, on: date) -> Figures:
    def figure(key: str) -> float:
        value = rules.parameters[key].on(on)
        if value is None:
            raise RuleSetError(f"The parameter « {key} » has no value on {on}: add the one in force then.")
        return value

    return figure


def _neutralisers_first(rules: RuleSet) -> Iterator[Rule]:
    done: set[str] = set()

    def visit(name: str) -> Iterator[Rule]:
        if name in done:
            return
        done.add(name)
        for other in rules.neutralisers[name]:
            yield from visit(other)
        yield rules.rules[name]

    for name in rules.rules:
        yield from visit(name)


def _binding(rules: RuleSet, rule: Rule, on: date, reads: Readers, earlier: Mapping[str, Binding]) -> Binding:
    windows = tuple(_windows(rules, rule, on, reads))
    seen = Marks()
    for window in windows:
        seen.add(window.marks)
    if rule.regime is Regime.ACT:
        own = junction("or", [_in_window(rules, window, reads) for window in windows])
        _mark_dates(rules, windows, seen)
    else:
        own = windows[0].condition if windows else _never
    _close(rules, seen, on)
    neutralisers = [earlier[name] for name in rules.neutralisers[rule.id]]
    both = Marks()
    both.add(seen)
    for neutraliser in neutralisers:
        both.add(neutraliser.domains.marks)
    applies = junction("and", [own, *(negation(neutraliser.applies) for neutraliser in neutralisers)])
    return Binding(rule, windows, own, Domains(rules.questions, seen), applies, Domains(rules.questions, both))


def _never(_facts: object) -> bool:
    return False


def _windows(rules: RuleSet, rule: Rule, on: date, reads: Readers) -> Iterator[Window]:
    if rule.regime is Regime.DAY:
        version = rule.on(on)
        if version is not None:
            yield _window(rules, version, version.valid_from, version.valid_to, on, reads)
        return
    for version in rule.versions:
        first = max(version.valid_from or rules.covers_from, rules.covers_from)
        last = version.valid_to
        starts = [first, *sorted(day for day in _figure_days(rules, version.when) if first < day <= (last or day))]
        for rank, start in enumerate(starts):
            end = starts[rank + 1] - _ONE_DAY if rank + 1 < len(starts) else last
            yield _window(rules, version, start, end, start, reads)


def _figure_days(rules: RuleSet, when: Node) -> set[date]:
    return {
        dated.since for part in nodes(when) if isinstance(part, Figure) for dated in rules.parameters[part.key].values
    }


def _window(
    rules: RuleSet, version: Version, first: date | None, last: date | None, on: date, reads: Readers
) -> Window:
    figures = _figures(rules, on)
    return Window(
        version,
        first,
        last,
        compiled(version.when, reads, figures),
        marks(version.when, figures, rules.questions),
    )


def _in_window(rules: RuleSet, window: Window, reads: Readers) -> Condition:
    """Return the condition of a window, and that the starting act lies within it."""
    read = reads[rules.start_question]
    first = window.first.toordinal() if window.first else 0
    last = window.last.toordinal() if window.last else date.max.toordinal()

    def lies_within(facts: Facts) -> bool | Ask:
        day = read(facts)
        return day if isinstance(day, Ask) else first <= float_of(day) <= last

    # The condition first: where it is false in each window, the date is never asked.
    return junction("and", [window.condition, lies_within])


def _mark_dates(rules: RuleSet, windows: tuple[Window, ...], seen: Marks) -> None:
    if not windows:
        return
    points = seen.numbers.setdefault(rules.start_question, set())
    for window in windows:
        points.add(window.first.toordinal() if window.first else 0)
        if window.last:
            points.add(window.last.toordinal() + 1)
    seen.questions[rules.start_question] = None


def _close(rules: RuleSet, seen: Marks, on: date) -> None:
    """Add what decides whether the questions of a condition apply."""
    figures = _figures(rules, on)
    waiting = list(seen.questions)
    while waiting:
        question = rules.questions[waiting.pop()]
        if question.when is None:
            continue
        more = marks(question.when, figures, rules.questions)
        waiting.extend(name for name in more.questions if name not in seen.questions)
        seen.add(more)
