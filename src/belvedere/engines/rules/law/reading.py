"""Reads a set of rules from the texts of its files, and refuses it whole when a part cannot be trusted."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from belvedere.engines.rules.law.checks import check
from belvedere.engines.rules.law.fields import Table
from belvedere.engines.rules.law.ruleset import (
    Confidence,
    Contradiction,
    DatedValue,
    Effect,
    Kind,
    Milestone,
    Parameter,
    Question,
    Regime,
    Rule,
    RuleSet,
    RuleSetError,
    Texts,
    Unit,
    Version,
)

Thing = TypeVar("Thing")

_VERSION = ("valid_from", "valid_to", "when", "sources", "confidence", "read_on", "alert")
_RULE = (
    "id", "title", "effect", "theme", "regime", "authority", "exception", "explanation", "neutralises", "milestones",
    "deliverables", "chosen", "versions", *_VERSION,
)  # fmt: skip
_QUESTION = ("id", "group", "kind", "title", "why", "options", "when", "step", "lowest", "unit")
_MILESTONE = (
    "id", "title", "before", "delay", "unit", "legal", "maximum_days", "council", "weekday", "opens", "blackout",
    "follows", "note", "source", "confidence",
)  # fmt: skip
_SECTIONS = ("set", "rules", "questions", "parameters", "milestones", "contradictions", "deliverables")


def read_rule_set(files: Mapping[str, str]) -> RuleSet:
    """Return the set of rules that TOML texts describe.

    Parameters
    ----------
    files : mapping of str to str
        Text by name of file. Together they hold one ``[set]`` and any number of ``[[rules]]``, ``[[questions]]``,
        ``[[parameters]]``, ``[[milestones]]``, ``[[contradictions]]`` and ``[[deliverables]]``.

    Returns
    -------
    RuleSet
        Checked as a whole.

    Raises
    ------
    RuleSetError
        At the first thing wrong: the file, the line, the rule, and how to mend it.
    """
    data = {name: _parsed(name, text) for name, text in files.items()}
    heads = [Table(_mapping(table["set"], name), f"{name}, [set]") for name, table in data.items() if "set" in table]
    if len(heads) != 1:
        raise RuleSetError("The files must hold exactly one [set] with version, covers_from, read_on: write one.")
    head = heads[0]
    head.only(("version", "covers_from", "read_on", "start_question"))
    read_on = head.needed_day("read_on")

    def section(name: str, read: Callable[[Table], Thing], key: Callable[[Thing], str]) -> dict[str, Thing]:
        found: dict[str, Thing] = {}
        for table in _tables(data, files, name):
            thing = read(table)
            if key(thing) in found:
                table.refuse(f"« {key(thing)} » is described twice: keep one, or write its versions inside one")
            found[key(thing)] = thing
        return found

    rules = RuleSet(
        version=head.text("version"),
        covers_from=head.needed_day("covers_from"),
        start_question=head.text("start_question"),
        rules=section("rules", lambda table: _rule(table, read_on), lambda rule: rule.id),
        questions=section("questions", _question, lambda question: question.id),
        parameters=section("parameters", lambda table: _parameter(table, read_on), lambda parameter: parameter.key),
        milestones=section("milestones", _milestone, lambda milestone: milestone.id),
        contradictions=tuple(section("contradictions", _contradiction, lambda one: one.id).values()),
        deliverables=dict(section("deliverables", _deliverable, lambda one: one[0]).values()),
    )
    check(rules, lambda name: _place(files, name))
    return rules


def _parsed(name: str, text: str) -> Mapping[str, object]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleSetError(f"{name} is not TOML: {error}. Mend the line that it names.") from None
    Table(data, name).only(_SECTIONS)
    return data


def _mapping(value: object, name: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise RuleSetError(f"{name}: [set] must be a table.")
    return value


def _tables(data: Mapping[str, Mapping[str, object]], files: Mapping[str, str], name: str) -> Iterator[Table]:
    for file, content in data.items():
        for table in Table(content, file).tables(name):
            called = str(table.fields.get("id") or table.fields.get("key") or "")
            line = _line(files[file], called)
            yield Table(table.fields, f"{file}, line {line}, {called}" if called and line else table.place)


def _line(text: str, called: str) -> int | None:
    found = re.search(rf"""^\s*(?:id|key)\s*=\s*["']{re.escape(called)}["']""", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 + found[0].count("\n") if found else None


def _place(files: Mapping[str, str], called: str) -> str:
    for file, text in files.items():
        if line := _line(text, called):
            return f"{file}, line {line}, {called}"
    return called


def _rule(table: Table, read_on: date) -> Rule:
    table.only(_RULE)
    name = table.text("id")
    shared = {field: value for field, value in table.fields.items() if field in _VERSION}
    rows = [Table({**shared, **row.fields}, row.place) for row in table.tables("versions")] or [
        Table(shared, table.place)
    ]
    versions = sorted((_version(row, read_on) for row in rows), key=lambda one: one.valid_from or date.min)
    return Rule(
        id=name,
        title=table.texts("title"),
        effect=table.word("effect", Effect),
        regime=table.word("regime", Regime, "day"),
        versions=tuple(versions),
        authority=table.text("authority", ""),
        theme=table.text("theme"),
        exception=table.text("exception", ""),
        explanation=table.texts("explanation"),
        neutralises=table.words("neutralises"),
        milestones=table.words("milestones"),
        deliverables=table.words("deliverables"),
        is_chosen=table.truth("chosen"),
    )


def _version(table: Table, read_on: date) -> Version:
    table.only(_VERSION)
    when, text = table.condition("when")
    sources = table.words("sources")
    if not sources:
        table.refuse('it has no source, and a rule without source is refused: add sources = ["article…"]')
    return Version(
        valid_from=table.day("valid_from"),
        valid_to=table.day("valid_to"),
        when=when,
        when_text=text,
        sources=sources,
        confidence=table.word("confidence", Confidence),
        read_on=table.needed_day("read_on", read_on),
        alert=table.text("alert", ""),
    )


def _question(table: Table) -> Question:
    table.only(_QUESTION)
    when = table.condition("when") if "when" in table.fields else (None, "")
    options = table.fields.get("options", {})
    if not isinstance(options, Mapping):
        table.refuse('« options » must be a table: [questions.options], then id = { fr = "…", en = "…" }')
    kind = table.word("kind", Kind)
    if (kind is Kind.CHOICE) != bool(options):
        table.refuse("a question of kind « choix », and no other, needs options")
    return Question(
        id=table.text("id"),
        group=table.text("group"),
        kind=kind,
        title=table.texts("title"),
        why=table.texts("why", required=False),
        options={str(name): Table(options, f"{table.place}, options").texts(name) for name in options},
        when=when[0],
        when_text=when[1],
        step=table.number("step", 1),
        lowest=table.number("lowest", 0),
        unit=table.text("unit", ""),
    )


def _parameter(table: Table, read_on: date) -> Parameter:
    table.only(("key", "values", "unit", "source", "confidence", "read_on"))
    rows = table.tables("values")
    values = sorted((DatedValue(row.needed_day("since"), row.number("value")) for row in rows), key=lambda v: v.since)
    if not values:
        table.refuse("it has no value: add values = [{ since = 2026-01-01, value = … }]")
    if len({dated.since for dated in values}) < len(values):
        table.refuse("two values begin on the same day: keep one")
    return Parameter(
        key=table.text("key"),
        values=tuple(values),
        unit=table.text("unit"),
        source=table.text("source"),
        confidence=table.word("confidence", Confidence),
        read_on=table.needed_day("read_on", read_on),
    )


def _milestone(table: Table) -> Milestone:
    table.only(_MILESTONE)
    return Milestone(
        id=table.text("id"),
        title=table.texts("title"),
        before=table.text("before", ""),
        delay=table.count("delay", 0) or 0,
        unit=table.word("unit", Unit, "days"),
        is_legal=table.truth("legal"),
        maximum_days=table.count("maximum_days"),
        is_council=table.truth("council"),
        weekday=table.count("weekday"),
        opens=table.truth("opens"),
        blackout=table.text("blackout", ""),
        follows=table.words("follows"),
        note=table.text("note", ""),
        source=table.text("source", ""),
        confidence=table.word("confidence", Confidence, "doctrine"),
    )


def _contradiction(table: Table) -> Contradiction:
    table.only(("id", "when", "title"))
    return Contradiction(table.text("id"), table.condition("when")[0], table.texts("title"))


def _deliverable(table: Table) -> tuple[str, Texts]:
    table.only(("id", "title"))
    return table.text("id"), table.texts("title")
