"""The rules of subsidiarity as data: each says when it applies and when it is kept, in the language of the rules."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from belvedere.engines.rules.law.expression import Answer, ExpressionError, Figure, Node, nodes, parse_expression
from belvedere.engines.rules.subsidiarity.facts import FACTS, FIGURES


class SubsidiarityError(ValueError):
    """A file of rules that cannot be read: which rule, what is wrong, and how to mend it."""

    code = "subsidiarity"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of subsidiarity: its words in each language, its source, and two conditions."""

    id: str
    title: Mapping[str, str]
    why: Mapping[str, str]
    mend: Mapping[str, str]
    source: str
    confidence: str
    applies: Node
    kept: Node
    told_by: str
    """The fact whose keys say what broke it, or nothing."""


@dataclass(frozen=True, slots=True)
class DatedFigure:
    """A number that rules use, from a day on, with its source."""

    key: str
    value: int
    since: date
    source: str
    title: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules in their order, and the numbers they use."""

    version: str
    rules: tuple[Rule, ...]
    figures: tuple[DatedFigure, ...]

    def figures_on(self, day: date) -> dict[str, float]:
        """Return the value of each number in force on a day; the latest wins."""
        return {one.key: one.value for one in sorted(self.figures, key=lambda one: one.since) if one.since <= day}


_RULE = frozenset({"id", "title", "why", "mend", "source", "confidence", "applies", "kept", "told_by"})
_LANGUAGES = ("fr", "en")


def read_rules(text: str) -> RuleSet:
    """Return the rules that a TOML text holds.

    Raises
    ------
    SubsidiarityError
        For a key that is unknown or missing, a rule there twice, a language missing, a fact or a figure that nobody
        knows, a condition that cannot be read: the message names the rule.

    Examples
    --------
    >>> read_rules(shipped_text()).rules[0].id
    'R1'
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SubsidiarityError(f"The file is not TOML: {error}.") from None
    rules = tuple(_rules(data.get("rules", [])))
    if not rules:
        raise SubsidiarityError("The file has no [[rules]]: write at least one.")
    ids = [rule.id for rule in rules]
    if len(set(ids)) != len(ids):
        raise SubsidiarityError(f"Two rules have the same id among {', '.join(ids)}: give each its own.")
    figures = tuple(_figure(row) for row in data.get("figures", []))
    missing = FIGURES - {figure.key for figure in figures}
    if missing:
        raise SubsidiarityError(f"No [[figures]] gives {', '.join(sorted(missing))}: write its value and its source.")
    return RuleSet(str(data.get("version", "")), rules, figures)


def _rules(rows: Sequence[Mapping[str, object]]) -> Iterator[Rule]:
    for position, row in enumerate(rows, 1):
        place = str(row.get("id") or f"rule {position}")
        wrong = _RULE ^ set(row)
        if wrong - {"told_by"}:
            raise SubsidiarityError(f"In {place}, {', '.join(sorted(wrong))} is missing or unknown.")
        yield Rule(
            id=place,
            title=_texts(row["title"], f"{place}, title"),
            why=_texts(row["why"], f"{place}, why"),
            mend=_texts(row["mend"], f"{place}, mend"),
            source=str(row["source"]),
            confidence=str(row["confidence"]),
            applies=_condition(row["applies"], f"{place}, applies"),
            kept=_condition(row["kept"], f"{place}, kept"),
            told_by=_known_fact(str(row.get("told_by", "")), place),
        )


def _known_fact(name: str, place: str) -> str:
    if name and name not in FACTS:
        raise SubsidiarityError(f"In {place}, told_by is « {name} »: the facts are {', '.join(sorted(FACTS))}.")
    return name


def _texts(value: object, place: str) -> dict[str, str]:
    if not isinstance(value, Mapping) or any(not value.get(language) for language in _LANGUAGES):
        raise SubsidiarityError(f"{place} needs a text in each language: {', '.join(_LANGUAGES)}.")
    return {language: str(value[language]) for language in _LANGUAGES}


def _condition(value: object, place: str) -> Node:
    try:
        tree = parse_expression(str(value))
    except ExpressionError as error:
        raise SubsidiarityError(f"{place}: {error}") from None
    for node in nodes(tree):
        if isinstance(node, Answer) and node.question not in FACTS:
            raise SubsidiarityError(f"{place}: the fact « {node.question} » is unknown.")
        if isinstance(node, Figure) and node.key not in FIGURES:
            raise SubsidiarityError(f"{place}: the figure « {node.key} » is unknown.")
    return tree


def _figure(row: Mapping[str, object]) -> DatedFigure:
    key, value, since = str(row.get("key", "")), row.get("value"), row.get("since")
    if key not in FIGURES or not isinstance(value, int) or not isinstance(since, date) or not row.get("source"):
        raise SubsidiarityError(f"The figure « {key} » needs a known key, a whole value, a date and a source.")
    return DatedFigure(key, value, since, str(row["source"]), _texts(row.get("title"), key))


def shipped_text() -> str:
    """Return the file that comes with the program."""
    return (files("belvedere.engines.rules.subsidiarity") / "rules.toml").read_text(encoding="utf-8")


@cache
def shipped_rules() -> RuleSet:
    """Return the ten rules that come with the program."""
    return read_rules(shipped_text())
