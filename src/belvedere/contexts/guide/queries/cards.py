"""Rules and methods as pages show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from django.urls import reverse
from django.utils.functional import Promise

from belvedere.contexts.guide.words import (
    CHANNELS,
    CONFIDENCES,
    EFFECT_BADGES,
    LEVELS,
    PUBLICS,
    delay_in_words,
    effect_in_words,
    said,
)
from belvedere.engines.rules.law.expression import Figure, nodes
from belvedere.engines.rules.law.law import Law, law_on
from belvedere.engines.rules.law.methods import Catalogue, Method, read_catalogue
from belvedere.engines.rules.law.ruleset import Confidence, Milestone, Regime, Rule, RuleSet, Version
from belvedere.engines.rules.law.shipped import METHODS, shipped_rules, shipped_texts


def rules_in_use() -> RuleSet:
    """Return the set of rules that the guide shows and obeys."""
    return shipped_rules()


@lru_cache(maxsize=64)
def law_of(day: date) -> Law:
    """Return the rules as they stand on a day."""
    return law_on(rules_in_use(), day)


@cache
def catalogue() -> Catalogue:
    """Return the methods."""
    return read_catalogue(shipped_texts()[METHODS])


@dataclass(frozen=True)
class VersionCard:
    """A version of a rule, with the figures that it uses."""

    version: Version
    confidence: Promise
    figures: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class RuleCard:
    """A rule, as a page shows it on a day."""

    rule: Rule
    title: str
    explanation: str
    effect: Promise
    badge: str
    confidence: Promise
    is_certain: bool
    read_on: date
    sources: tuple[str, ...]
    alerts: tuple[str, ...]
    url: str

    @property
    def is_chosen_by_the_act(self) -> bool:
        return self.rule.regime is Regime.ACT


def rule_card(rule: Rule, versions: tuple[Version, ...] | None = None) -> RuleCard:
    """Return a rule's card; ``versions`` are those that may govern, all by default."""
    governing = versions or rule.versions
    confidence = max((version.confidence for version in governing), key=lambda one: one.rank)
    return RuleCard(
        rule=rule,
        title=said(rule.title),
        explanation=said(rule.explanation),
        effect=effect_in_words(rule.effect, confidence),
        badge=EFFECT_BADGES[rule.effect],
        confidence=CONFIDENCES[confidence],
        is_certain=confidence.is_certain,
        read_on=min(version.read_on for version in governing),
        sources=tuple(dict.fromkeys(source for version in governing for source in version.sources)),
        alerts=tuple(version.alert for version in governing if version.alert),
        url=reverse("guide:rule", args=[rule.id]),
    )


def rules_of_theme(theme: str, on: date) -> list[RuleCard]:
    """Return the rules of a theme that are in force on a day, or that the date of an act may choose."""
    return [rule_card(rule, _in_force(rule, on)) for rule in rules_in_use().rules.values() if rule.theme == theme]


def _in_force(rule: Rule, on: date) -> tuple[Version, ...] | None:
    version = rule.on(on)
    return (version,) if version is not None else None


def version_cards(rule: Rule) -> list[VersionCard]:
    """Return a rule's versions, the newest first."""
    return [
        VersionCard(version, CONFIDENCES[version.confidence], tuple(_figures(version)))
        for version in reversed(rule.versions)
    ]


def _figures(version: Version) -> Iterator[tuple[str, str, str]]:
    parameters = rules_in_use().parameters
    for key in dict.fromkeys(node.key for node in nodes(version.when) if isinstance(node, Figure)):
        parameter = parameters[key]
        values = ", ".join(f"{dated.value:n} {parameter.unit} ({dated.since:%d/%m/%Y})" for dated in parameter.values)
        yield values, parameter.source, str(CONFIDENCES[parameter.confidence])


@dataclass(frozen=True)
class ActLine:
    """An act that a rule asks for, and its delay."""

    milestone: Milestone
    title: str
    delay: str
    before: str
    confidence: Promise


def acts_of_rule(rule: Rule) -> list[ActLine]:
    """Return the acts of a rule, with their delays."""
    milestones = rules_in_use().milestones
    lines = []
    for name in rule.milestones:
        act = milestones[name]
        before = said(milestones[act.before].title) if act.before else ""
        lines.append(
            ActLine(act, said(act.title), delay_in_words(act.delay, act.unit), before, CONFIDENCES[act.confidence])
        )
    return lines


@dataclass(frozen=True)
class MethodCard:
    """A method's sheet."""

    method: Method
    title: str
    purpose: str
    levels: tuple[Promise, ...]
    publics: tuple[Promise, ...]
    channels: tuple[Promise, ...]
    phases: tuple[str, ...]
    url: str


def method_card(method: Method) -> MethodCard:
    """Return a method as its sheet shows it."""
    phases = rules_in_use().questions["phase"].options
    return MethodCard(
        method=method,
        title=said(method.title),
        purpose=said(method.purpose),
        levels=tuple(LEVELS[level] for level in sorted(method.levels, key=lambda level: level.rank)),
        publics=tuple(PUBLICS[public] for public in PUBLICS if public in method.publics),
        channels=tuple(CHANNELS[channel] for channel in CHANNELS if channel in method.channels),
        phases=tuple(said(phases[name]) for name in phases if name in method.phases),
        url=reverse("guide:method", args=[method.id]),
    )


def method_cards() -> list[MethodCard]:
    """Return all methods, by their title."""
    cards = [method_card(method) for method in catalogue().methods.values()]
    return sorted(cards, key=lambda card: card.title)


def catalogue_confidence() -> tuple[Confidence, Promise, date]:
    """Return how surely the figures of the methods are known, and when they were last read."""
    known = catalogue()
    return known.confidence, CONFIDENCES[known.confidence], known.read_on
