"""The respondents file: a person a row, their values matched with those of the quotas."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from belvedere.engines.sortition.problem import Person
from belvedere.engines.sortition.reading.crossings import Crossing, parts_of
from belvedere.engines.sortition.reading.faults import (
    BlankId,
    BlankValue,
    DuplicateId,
    UnknownValue,
    UnusableId,
    listed,
)
from belvedere.engines.sortition.reading.text import (
    Findings,
    Table,
    cleaned,
    folded,
    needed_position,
    position_of,
    table_of,
)

ID_COLUMNS = ("id", "nationbuilder_id", "unique_id", "external_id", "identifiant")


@dataclass(frozen=True)
class Columns:
    """Which columns of the respondents file are read for what; None looks for an id under its usual names."""

    id: str | None = None
    household: tuple[str, ...] = ()


def read_respondents(
    content: bytes | str, values: Mapping[str, tuple[str, ...]], columns: Columns, findings: Findings
) -> tuple[Person, ...]:
    """Return the people of a file, in the order of their ids; ``values`` has, by category, those that quotas name."""
    named = (*ID_COLUMNS, *values, *columns.household, *((columns.id,) if columns.id else ()))
    table = table_of(content, findings, frozenset(map(folded, named)))
    if not table.header:
        return ()
    id_position = needed_position(table, (columns.id,) if columns.id is not None else ID_COLUMNS, findings)
    ids = ids_of(table, id_position, findings) if id_position is not None else []
    profiles = _profiles(table, values, findings)
    households = _households(table, ids, columns.household, findings)
    if findings.faults:
        return ()
    people = [Person(name, profile, home) for name, profile, home in zip(ids, profiles, households, strict=True)]
    return tuple(sorted(people, key=lambda person: person.id))


def ids_of(table: Table, position: int, findings: Findings) -> list[str]:
    """Return the id of each row; those that are blank, unusable or there twice go to the findings."""
    header, ids = table.header[position], [cleaned(row.cells[position]) for row in table.rows]
    lines: dict[str, list[int]] = defaultdict(list)
    for name, row in zip(ids, table.rows, strict=True):
        lines[name].append(row.line)
    blank = lines.pop("", [])
    if blank:
        findings.faults.append(BlankId(findings.file, line=blank[0], column=header, lines=listed(blank)))
    for name, where in lines.items():
        if ";" in name or not name.isprintable():
            findings.faults.append(UnusableId(findings.file, line=where[0], column=header, id=name))
        if len(where) > 1:
            fault = DuplicateId(
                findings.file, line=where[1], column=header, id=name, count=len(where), lines=listed(where)
            )
            findings.faults.append(fault)
    return ids


def _profiles(table: Table, values: Mapping[str, tuple[str, ...]], findings: Findings) -> Iterable[tuple[str, ...]]:
    single: dict[str, list[str]] = {}
    crossings: dict[str, Crossing] = {}
    for category, known in values.items():
        crossing = parts_of(category, known) if position_of(table, (category,), findings) is None else None
        if crossing is None:
            single[category] = _matched_column(table, category, known, findings)
        else:
            crossings[category] = crossing
    columns = single | {
        category: _crossed_column(table, category, crossing, values, findings)
        for category, crossing in crossings.items()
    }
    return zip(*(columns[category] for category in values), strict=False) if values else [()] * len(table.rows)


def _matched_column(table: Table, category: str, known: Iterable[str], findings: Findings) -> list[str]:
    """Return the value of each person in a category, as the quotas spell it."""
    position = needed_position(table, (category,), findings)
    if position is None:
        return []
    written = [row.cells[position] for row in table.rows]
    read = _readings(table, position, category, known, findings)
    return [read[text] for text in written]


def _readings(table: Table, position: int, category: str, known: Iterable[str], findings: Findings) -> dict[str, str]:
    """Return, for each text of a column, the value that it means; the notices and faults are found on the way."""
    lines: dict[str, list[int]] = defaultdict(list)
    for row in table.rows:
        lines[row.cells[position]].append(row.line)
    spelled = {folded(value): value for value in known}
    read = {text: spelled.get(folded(text), "") for text in lines}
    header = table.header[position]
    blank = sorted(line for text, where in lines.items() if not text.strip() for line in where)
    if blank:
        findings.faults.append(BlankValue(findings.file, line=blank[0], column=header, lines=listed(blank)))
    unknown: dict[str, list[int]] = defaultdict(list)
    for text, where in lines.items():
        if text.strip() and not read[text]:
            unknown[cleaned(text)] += where
    for text, where in unknown.items():
        findings.faults.append(_unknown(text, sorted(where), header, category, tuple(spelled.values()), findings))
    _tell_of_spellings({text: (read[text], len(lines[text])) for text in lines if read[text]}, header, findings)
    return read


def _unknown(
    text: str, lines: Sequence[int], header: str, category: str, known: tuple[str, ...], findings: Findings
) -> UnknownValue:
    near = difflib.get_close_matches(folded(text), [folded(value) for value in known], n=1, cutoff=0.7)
    nearest = next((value for value in known if near and folded(value) == near[0]), "")
    suggestion = f"Did you mean « {nearest} »?" if nearest else "Correct it, or add a quota for it."
    return UnknownValue(
        findings.file,
        line=lines[0],
        column=header,
        value=text,
        lines=listed(lines),
        category=category,
        known=", ".join(sorted(known)),
        suggestion=suggestion,
    )


def _tell_of_spellings(read: Mapping[str, tuple[str, int]], header: str, findings: Findings) -> None:
    changed = sorted((text, value, count) for text, (value, count) in read.items() if text != value)
    if changed:
        pairs = ", ".join(f"« {text} » as « {value} » ({count})" for text, value, count in changed)
        findings.notice("spelling", f"Read without minding spaces, case and dashes: {pairs}.", header)


def _crossed_column(
    table: Table, category: str, crossing: Crossing, values: Mapping[str, tuple[str, ...]], findings: Findings
) -> list[str]:
    """Return the value of each person in an intersectional category, made from the columns that it crosses."""
    columns = []
    for place, part in enumerate(crossing.parts):
        position = needed_position(table, (part,), findings)
        if position is None:
            return []
        by_name = {folded(name): known for name, known in values.items()}
        silent = Findings(findings.file)
        known = by_name.get(folded(part), crossing.known(place))
        read = _readings(table, position, part, known, silent)
        columns.append([read[row.cells[position]] or cleaned(row.cells[position]) for row in table.rows])
        if folded(part) not in by_name:
            findings.faults.extend(fault for fault in silent.faults if isinstance(fault, BlankValue))
            findings.notices.extend(silent.notices)
    found = [crossing.value(parts) for parts in zip(*columns, strict=True)]
    uncounted = sum(value not in set(crossing.values) for value in found)
    if uncounted:
        findings.notice("uncounted", f"{uncounted} people have a crossing that no quota of {category} names.", category)
    return found


def _households(table: Table, ids: list[str], columns: tuple[str, ...], findings: Findings) -> list[str | None]:
    """Return each person's household, named after the first id in it, so that no address goes further."""
    positions = [needed_position(table, (name,), findings) for name in columns]
    homes: dict[str, list[str]] = defaultdict(list)
    keys = ["\n".join(folded(row.cells[place]) for place in positions if place is not None) for row in table.rows]
    for name, key in zip(ids, keys, strict=False):
        if key.strip():
            homes[key].append(name)
    return [min(homes[key]) if len(homes.get(key, ())) > 1 else None for key in keys]
