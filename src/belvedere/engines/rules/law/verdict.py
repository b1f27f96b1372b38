"""What a set of rules says of a project: each rule's verdict, what it lacks, why, and the next question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from belvedere.engines.rules.law.conditions import Condition, Facts, Value
from belvedere.engines.rules.law.domains import Domains
from belvedere.engines.rules.law.law import Binding, Law, Window
from belvedere.engines.rules.law.ruleset import Confidence, Regime, Rule, Version
from belvedere.engines.rules.law.search import can_change, settled


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says.

    ``holds`` is its condition: True, False, or None when answers are missing. ``applies`` is what remains once the
    rules that neutralise it are taken into account. ``versions`` are those that may govern: none when the rule is not
    in force, several when the date of the starting act is missing.
    """

    binding: Binding
    holds: bool | None
    applies: bool | None
    neutralised_by: tuple[str, ...]
    versions: tuple[Version, ...]

    @property
    def rule(self) -> Rule:
        return self.binding.rule

    @property
    def confidence(self) -> Confidence:
        """The least sure of the versions that may govern."""
        versions = self.versions or self.rule.versions
        return max((version.confidence for version in versions), key=lambda confidence: confidence.rank)


def judge(law: Law, facts: Facts) -> dict[str, Verdict]:
    """Judge every rule on the answers.

    Parameters
    ----------
    law : Law
        A set of rules on a day.
    facts : mapping
        Answers by question, as :func:`belvedere.engines.rules.law.answers.read_answers` returns them; an unknown one
        is absent.

    Returns
    -------
    dict of str to Verdict
        By rule, in the order of the set.

    Notes
    -----
    An unknown answer stays unknown: a verdict is settled only when every completion of the answers gives it.
    """
    holds = {name: settled(bound.own, facts, bound.own_domains) for name, bound in law.bindings.items()}
    applies = {
        name: _applying(bound, facts, holds[name]) if law.rules.neutralisers[name] else holds[name]
        for name, bound in law.bindings.items()
    }
    return {
        name: Verdict(
            bound,
            holds[name],
            applies[name],
            tuple(other for other in law.rules.neutralisers[name] if applies[other])
            if holds[name] is not False
            else (),
            _governing(law, bound, facts),
        )
        for name, bound in law.bindings.items()
    }


def _applying(bound: Binding, facts: Facts, holds: bool | None) -> bool | None:  # noqa: FBT001 -- a verdict
    return False if holds is False else settled(bound.applies, facts, bound.domains)


def _governing(law: Law, bound: Binding, facts: Facts) -> tuple[Version, ...]:
    start = facts.get(law.rules.start_question)
    found: dict[int, Version] = {}
    for window in bound.windows:
        if bound.rule.regime is Regime.DAY or not isinstance(start, int | float) or _lies(window, start):
            found[id(window.version)] = window.version
    return tuple(found.values())


def _lies(window: Window, start: float) -> bool:
    return (window.first is None or window.first.toordinal() <= start) and (
        window.last is None or start <= window.last.toordinal()
    )


def missing(verdict: Verdict, facts: Facts) -> tuple[str, ...]:
    """Return the questions, not answered, whose answer can still change a verdict, in the order of the set."""
    bound = verdict.binding
    if verdict.holds is None:
        return tuple(_changing(bound.own, bound.own_domains, facts))
    if verdict.applies is None:
        return tuple(_changing(bound.applies, bound.domains, facts))
    return ()


def _changing(condition: Condition, domains: Domains, facts: Facts) -> Iterator[str]:
    asked = domains.marks.questions
    for name in domains.questions:
        if name in asked and name not in facts and can_change(condition, facts, domains, name):
            yield name


@dataclass(frozen=True, slots=True)
class Next:
    """A question worth asking; ``score`` is the weight of what it can settle, ``rules`` what it can change."""

    question: str
    score: float
    rules: tuple[str, ...]


def next_questions(law: Law, facts: Facts, verdicts: Mapping[str, Verdict] | None = None) -> list[Next]:
    """Return the questions that can still change a verdict, the most telling first; never one that cannot.

    Parameters
    ----------
    law, facts
        A set of rules on a day, and the answers known.
    verdicts : mapping, optional
        What :func:`judge` returned for them.

    Returns
    -------
    list of Next
        Empty when everything is settled. A question that may not apply comes after those that decide it.

    Notes
    -----
    Each undecided rule shares its weight among the answers that it lacks; a question's score is the sum of its shares.
    """
    scores: dict[str, float] = {}
    rules: dict[str, list[str]] = {}
    for name, verdict in (judge(law, facts) if verdicts is None else verdicts).items():
        if verdict.applies is not None:
            continue
        lacking = list(_changing(verdict.binding.applies, verdict.binding.domains, facts))
        for question in lacking:
            scores[question] = scores.get(question, 0) + verdict.rule.effect.weight / len(lacking)
            rules.setdefault(question, []).append(name)
    order = {name: rank for rank, name in enumerate(law.rules.questions)}
    ranked = sorted(scores, key=lambda name: (-scores[name], order[name]))
    return [
        Next(name, scores[name], tuple(rules[name]))
        for name in ranked
        if name not in law.asked or law.asked[name](facts) is True
    ]


def because(verdict: Verdict, facts: Facts) -> dict[str, Value]:
    """Return the answers that settle a verdict: without any one of them, the others would not."""
    bound = verdict.binding
    condition, domains = bound.applies, bound.domains
    value = verdict.applies
    if value is None:
        return {}
    kept = {name: facts[name] for name in domains.marks.questions if name in facts}
    for name in list(kept):
        fewer = {other: answer for other, answer in kept.items() if other != name}
        if settled(condition, fewer, domains) is value:
            kept = fewer
    return kept
