"""The public questionnaire: answers in the address, the next question, the verdicts so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from django.utils.functional import Promise

from belvedere.contexts.guide.queries.cards import MethodCard, RuleCard, catalogue, law_of, method_card, rule_card
from belvedere.contexts.guide.words import LEVELS, said
from belvedere.engines.rules.law.answers import applicable, clashes, read_answers
from belvedere.engines.rules.law.changes import what_would_change
from belvedere.engines.rules.law.conditions import Facts
from belvedere.engines.rules.law.law import Law
from belvedere.engines.rules.law.level import Advised, advise_level
from belvedere.engines.rules.law.methods import Channel, Public
from belvedere.engines.rules.law.mix import Wanted, best_mix
from belvedere.engines.rules.law.ruleset import Effect, Question, Version
from belvedere.engines.rules.law.verdict import Verdict, because, judge, missing, next_questions
from belvedere.engines.rules.law.wording import answer_in_words, change_in_words
from belvedere.platform.languages import language_of_page

_MOST_CHANGES_SHOWN = 3
_ASKED_FOR_THE_LEVEL = ("marge", "irreversible", "conflit", "jours_agents", "budget_participation", "phase")


@dataclass(frozen=True)
class Given:
    """An answer given, in words."""

    question: Question
    title: str
    answer: str


@dataclass(frozen=True)
class VerdictCard:
    """A rule's verdict, why, and what would change it; ``versions`` are those that may govern."""

    card: RuleCard
    versions: tuple[Version, ...]
    because: tuple[Given, ...]
    changes: tuple[tuple[bool, str], ...]
    missing: tuple[str, ...]
    neutralised_by: tuple[str, ...]


@dataclass(frozen=True)
class Level:
    """The level advised, in words, and whether more is owed than is open."""

    advised: Advised
    title: Promise | None
    least: Promise
    most: Promise | None


@dataclass(frozen=True)
class Check:
    """A questionnaire at some point."""

    on: date
    facts: Facts
    given: tuple[Given, ...]
    unknown: tuple[Question, ...]
    contradictions: tuple[str, ...]
    next: Question | None
    left: int
    applying: tuple[tuple[Promise, tuple[VerdictCard, ...]], ...]
    undecided: tuple[VerdictCard, ...]
    set_aside: tuple[VerdictCard, ...]
    level: Level | None
    mix: tuple[tuple[MethodCard, int], ...]


def checked(answers: Mapping[str, object], on: date) -> Check:
    """Return the questionnaire for some answers.

    Answers whose question no longer applies are left out, so that one answer can be changed without losing the others.
    """
    law = law_of(on)
    read = read_answers(law.rules, answers)
    facts = applicable(law, read.facts)
    verdicts = judge(law, facts)
    asked = [found for found in next_questions(law, facts, verdicts) if found.question not in read.unknown]
    cards = {name: _card(law, facts, verdict) for name, verdict in verdicts.items()}
    return Check(
        on=on,
        facts=facts,
        given=tuple(_given(law.rules.questions[name], facts) for name in facts),
        unknown=tuple(question for name, question in law.rules.questions.items() if name in read.unknown),
        contradictions=tuple(said(clash.why) for clash in clashes(law, facts)),
        next=law.rules.questions[asked[0].question] if asked else _for_the_level(law, facts, read.unknown),
        left=len(asked),
        applying=tuple(_by_effect(verdicts, cards)),
        undecided=tuple(cards[name] for name, verdict in verdicts.items() if verdict.applies is None),
        set_aside=tuple(cards[name] for name, verdict in verdicts.items() if verdict.applies is False),
        level=_level(facts, verdicts),
        mix=_mix(facts, verdicts),
    )


def _for_the_level(law: Law, facts: Facts, unknown: frozenset[str]) -> Question | None:
    """Return what is asked once every rule is settled: what the level and the methods need."""
    names = (name for name in _ASKED_FOR_THE_LEVEL if name not in facts and name not in unknown)
    return next((law.rules.questions[name] for name in names), None) if facts else None


def _given(question: Question, facts: Facts) -> Given:
    return Given(question, said(question.title), answer_in_words(question, facts[question.id], language_of_page()))


def _card(law: Law, facts: Facts, verdict: Verdict) -> VerdictCard:
    changes = what_would_change(law, verdict, facts) if facts and verdict.applies is not None else ()
    rules = law.rules
    return VerdictCard(
        card=rule_card(verdict.rule, verdict.versions or None),
        versions=verdict.versions,
        because=tuple(_given(rules.questions[name], facts) for name in because(verdict, facts)),
        changes=tuple(
            (change.applies, change_in_words(rules, change, facts, language_of_page()))
            for change in changes[:_MOST_CHANGES_SHOWN]
        ),
        missing=tuple(said(rules.questions[name].title) for name in missing(verdict, facts)),
        neutralised_by=tuple(said(rules.rules[name].title) for name in verdict.neutralised_by),
    )


def _by_effect(
    verdicts: Mapping[str, Verdict], cards: Mapping[str, VerdictCard]
) -> list[tuple[Promise, tuple[VerdictCard, ...]]]:
    """Group what applies: by effect, what is certain apart from what is not."""
    order = (Effect.FORBIDDEN, Effect.MANDATORY, Effect.VIGILANCE, Effect.RECOMMENDED, Effect.POSSIBLE)
    groups = []
    for effect, is_certain in product(order, (True, False)):
        found = tuple(
            cards[name]
            for name, one in verdicts.items()
            if one.applies and one.rule.effect is effect and one.confidence.is_certain is is_certain
        )
        if found:
            groups.append((found[0].card.effect, found))
    return groups


def _advised(facts: Facts, verdicts: Mapping[str, Verdict]) -> Advised:
    return advise_level(facts, verdicts.values(), catalogue().methods.values())


def _level(facts: Facts, verdicts: Mapping[str, Verdict]) -> Level | None:
    if "marge" not in facts:
        return None
    advised = _advised(facts, verdicts)
    return Level(
        advised,
        LEVELS[advised.level] if advised.level else None,
        LEVELS[advised.least],
        LEVELS[advised.most] if advised.most else None,
    )


def _mix(facts: Facts, verdicts: Mapping[str, Verdict]) -> tuple[tuple[MethodCard, int], ...]:
    """Return the methods for the level advised, with how many cells each alone brings."""
    days, budget = facts.get("jours_agents"), facts.get("budget_participation")
    advised = _advised(facts, verdicts) if "marge" in facts else None
    if advised is None or advised.level is None or isinstance(days, str) or isinstance(budget, str):
        return ()
    if days is None or budget is None:
        return ()
    phase = facts.get("phase")
    wanted = Wanted(
        frozenset(Public), frozenset({advised.level}), frozenset(Channel), days, budget, str(phase) if phase else None
    )
    found = best_mix(catalogue().methods, wanted)
    return tuple((method_card(chosen.method), len(chosen.adds)) for chosen in found.chosen)
