"""Files about letters: the register, the strata, the answers in; the plan and the addresses drawn out."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from belvedere.engines.sortition.answer_rates import EVIDENCE, AnswerRate, NotARate
from belvedere.engines.sortition.invitations import Plan
from belvedere.engines.sortition.letter_draw import RegisterEntry
from belvedere.engines.sortition.reading.faults import BadInput, BlankCell, Fault, File, listed
from belvedere.engines.sortition.reading.respondents import ID_COLUMNS, ids_of
from belvedere.engines.sortition.reading.text import (
    Findings,
    Table,
    cleaned,
    folded,
    needed_position,
    position_of,
    table_of,
)
from belvedere.engines.sortition.strata import Answers, Stratum
from belvedere.engines.sortition.writing import table_csv

Value = TypeVar("Value")

STRATUM_COLUMNS = ("stratum", "strate", "commune")
HOUSEHOLD_COLUMNS = ("household", "foyer")
_COUNTS = {"population": ("population",), "minimum": ("minimum", "min"), "evidence": ("evidence", "lettres connues")}
_RATES = ("rate", "taux")
_GROUPS = ("group", "groupe")


class NotACount(Fault):
    """What should be a whole number is not."""

    code = "not_a_count"
    says = "« {value} » is not a whole number from 0 up."
    mend = "Write digits alone, for example 1250."


class NotAnAnswerRate(Fault):
    """What should be an expected rate of answers is not."""

    code = "not_a_rate"
    says = "« {value} » is no rate of answers between 0 and 1."
    mend = "Write 0.05 for five answers to a hundred letters."


class DuplicateStratum(Fault):
    """A stratum that has two lines."""

    code = "duplicate_stratum"
    says = "« {name} » is there twice."
    mend = "Keep one line for each stratum."


class UnknownStratum(Fault):
    """A stratum that the file of strata does not know."""

    code = "unknown_stratum"
    says = "« {name} » ({lines}) is no stratum; those of the file of strata are: {known}."
    mend = "Correct the name, or add the stratum."


@dataclass(frozen=True)
class Wave:
    """What a wave starts from: every address, those already written to, the strata as they stand."""

    register: tuple[RegisterEntry, ...]
    written: frozenset[str]
    strata: tuple[Stratum, ...]
    answers: Mapping[str, Answers]


def read_strata(content: bytes | str) -> tuple[Stratum, ...]:
    """Return the strata of a file, without their addresses, in the order of their names.

    Columns: ``stratum`` (or ``strate``, ``commune``), ``population``, ``rate`` (0.05); if there are, ``evidence``
    (letters that the rate is worth, 100), ``minimum`` (0), and ``group``: strata of a group share one unknown rate;
    without this column, those of the same expected rate do.

    Raises
    ------
    BadInput
        With every fault of the file.

    Examples
    --------
    >>> [stratum] = read_strata("commune;population;taux\\nAubière;10 000;0,05\\n")
    >>> stratum.name, stratum.population, stratum.rate.mean, stratum.group
    ('Aubière', 10000, 0.05, '0.05 (100)')
    """
    findings = Findings(File.STRATA)
    table = table_of(content, findings, frozenset((*STRATUM_COLUMNS, *_RATES, "population")))
    names = _names(table, findings)
    population = _column(table, _COUNTS["population"], findings, _count, None)
    minimum = _column(table, _COUNTS["minimum"], findings, _count, 0)
    evidence = _column(table, _COUNTS["evidence"], findings, _count, int(EVIDENCE))
    rates = _column(table, _RATES, findings, _rate, None)
    if findings.faults:
        raise BadInput(findings.faults)
    groups = _column(table, _GROUPS, findings, cleaned, "")
    rows = zip(names, population, rates, evidence, minimum, groups, strict=True)
    found = (
        Stratum(name, people, 0, AnswerRate.expected(rate, worth), least, group or f"{rate} ({worth})")
        for name, people, rate, worth, least, group in rows
    )
    return tuple(sorted(found, key=lambda stratum: stratum.name))


def read_register(content: bytes | str, strata: Sequence[Stratum]) -> tuple[RegisterEntry, ...]:
    """Return the addresses of a file: an id, a stratum, and a household where the column is there and not blank.

    Raises
    ------
    BadInput
        With every fault of the file.
    """
    findings = Findings(File.REGISTER)
    table = table_of(content, findings, frozenset((*ID_COLUMNS, *STRATUM_COLUMNS, *HOUSEHOLD_COLUMNS)))
    position = needed_position(table, ID_COLUMNS, findings) if table.header else None
    ids = ids_of(table, position, findings) if position is not None else []
    names = _known_names(table, strata, findings)
    homes = _column(table, HOUSEHOLD_COLUMNS, findings, cleaned, "")
    if findings.faults:
        raise BadInput(findings.faults)
    rows = zip(ids, homes, names, strict=True)
    return tuple(RegisterEntry(name, f"home {home}" if home else f"alone {name}", place) for name, home, place in rows)


def read_answers(content: bytes | str, strata: Sequence[Stratum]) -> dict[str, Answers]:
    """Return the answers of a file: ``stratum``, ``letters`` whose answers are in, ``yes`` among them.

    >>> known = read_strata("commune,population,rate\\nAubière,10000,0.05\\n")
    >>> read_answers("commune,letters,yes\\naubière,400,12\\n", known)
    {'Aubière': Answers(letters=400, yes=12)}
    """
    findings = Findings(File.ANSWERS)
    table = table_of(content, findings, frozenset((*STRATUM_COLUMNS, "letters", "lettres", "yes", "oui")))
    names = _known_names(table, strata, findings)
    _refuse_twice(table, names, findings)
    letters = _column(table, ("letters", "lettres"), findings, _count, None)
    yes = _column(table, ("yes", "oui"), findings, _count, None)
    if findings.faults:
        raise BadInput(findings.faults)
    return {name: Answers(*counts) for name, *counts in zip(names, letters, yes, strict=True)}


def placed(strata: Sequence[Stratum], households: Mapping[str, int], pending: Mapping[str, int]) -> tuple[Stratum, ...]:
    """Return the strata with the households that can be written to, and the letters that have left."""
    return tuple(
        replace(one, addresses=households.get(one.name, 0), pending=pending.get(one.name, 0)) for one in strata
    )


def letters_written(register: Sequence[RegisterEntry], written: frozenset[str]) -> dict[str, int]:
    """Return how many letters have left, by stratum."""
    return dict(Counter(entry.stratum for entry in register if entry.fingerprint in written))


def invited_csv(drawn: Mapping[str, Sequence[str]]) -> str:
    """Return a table ``id,stratum`` of the addresses drawn, in the order of their tickets.

    >>> print(invited_csv({"Aubière": ("b", "a")}), end="")
    id,stratum
    b,Aubière
    a,Aubière
    """
    return table_csv(("id", "stratum"), ((name, stratum) for stratum, names in drawn.items() for name in names))


PLAN_HEADER = (
    "stratum",
    "population",
    "addresses",
    "candidates",
    "pending",
    "rate",
    "minimum",
    "letters",
    "chance_short",
)


def plan_csv(plan: Plan) -> str:
    """Return a table of the plan, a stratum a row."""
    rows = zip(plan.strata, plan.letters, plan.shortfalls.by_stratum, strict=True)
    return table_csv(
        PLAN_HEADER,
        (
            (
                one.name,
                one.population,
                one.addresses,
                one.candidates,
                one.pending,
                f"{one.rate.mean:.6f}",
                one.minimum,
                letters,
                f"{short:.6f}",
            )
            for one, letters, short in rows
        ),
    )


def _names(table: Table, findings: Findings) -> list[str]:
    position = needed_position(table, STRATUM_COLUMNS, findings) if table.header else None
    if position is None:
        return []
    names = [cleaned(row.cells[position]) for row in table.rows]
    for name, row in zip(names, table.rows, strict=True):
        if not name:
            findings.faults.append(BlankCell(findings.file, line=row.line, column=table.header[position]))
    _refuse_twice(table, names, findings)
    return names


def _refuse_twice(table: Table, names: Sequence[str], findings: Findings) -> None:
    times = Counter(map(folded, names))
    for name, row in zip(names, table.rows, strict=False):
        if name and times[folded(name)] > 1:
            findings.faults.append(DuplicateStratum(findings.file, line=row.line, name=name))


def _known_names(table: Table, strata: Sequence[Stratum], findings: Findings) -> list[str]:
    """Return the stratum of each row, as the strata spell it; the unknown ones go to the findings, once each."""
    position = needed_position(table, STRATUM_COLUMNS, findings) if table.header else None
    if position is None:
        return []
    known = {folded(stratum.name): stratum.name for stratum in strata}
    unknown: dict[str, list[int]] = {}
    names = []
    for row in table.rows:
        typed = cleaned(row.cells[position])
        names.append(known.get(folded(typed), ""))
        if folded(typed) not in known:
            unknown.setdefault(typed, []).append(row.line)
    for typed, lines in unknown.items():
        fault = UnknownStratum(
            findings.file,
            line=lines[0],
            column=table.header[position],
            name=typed,
            lines=listed(lines),
            known=", ".join(known.values()),
        )
        findings.faults.append(fault)
    return names


def _column(
    table: Table,
    names: tuple[str, ...],
    findings: Findings,
    read: Callable[[str], Value],
    default: Value | None,
) -> list[Value]:
    """Return what a column holds; one that is needed has no default. What cannot be read goes to the findings."""
    find = needed_position if default is None else position_of
    position = find(table, names, findings) if table.header else None
    if position is None:
        return [] if default is None else [default] * len(table.rows)
    found = []
    for row in table.rows:
        text = cleaned(row.cells[position])
        if not text and default is not None:
            found.append(default)
            continue
        try:
            found.append(read(text))
        except ValueError:
            kind = NotAnAnswerRate if read is _rate else NotACount
            findings.faults.append(kind(findings.file, line=row.line, column=table.header[position], value=text))
    return found


def _count(text: str) -> int:
    digits = "".join(text.split())
    if not (digits.isascii() and digits.isdecimal()):
        raise ValueError
    return int(digits)


def _rate(text: str) -> float:
    rate = float(text.replace(",", "."))
    try:
        AnswerRate.expected(rate)
    except NotARate as error:
        raise ValueError from error
    return rate
