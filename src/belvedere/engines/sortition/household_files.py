"""Files about households: addresses in, proposals out; once a person reviewed them, households out."""

import re
from dataclasses import dataclass

from belvedere.engines.sortition.addresses import cleaned_address
from belvedere.engines.sortition.households import Resident, household_ids, proposals
from belvedere.engines.sortition.reading.faults import BadInput, DuplicateColumn, Fault, File, NoRows
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
from belvedere.engines.sortition.writing import table_csv

HEADER = ("proposal", "score", "differences", "ids", "addresses", "confirmed")
HOUSEHOLD = "household"

_YES = frozenset({"yes", "y", "oui", "o", "x", "1", "true", "vrai"})
_NO = frozenset({"", "no", "n", "non", "0", "false", "faux"})
_FORMULA = re.compile(r"[=+\-@\t\r]")


class NotADecision(Fault):
    """A proposal whose decision is neither yes nor no."""

    code = "not_a_decision"
    says = "« {value} » is neither yes nor no."
    mend = "Write yes (oui) where the people live together, no (non) or nothing where they do not."


class UnknownId(Fault):
    """A proposal names somebody who is not in the respondents file."""

    code = "unknown_id"
    says = "« {id} » is the id of nobody in the respondents file."
    mend = "Make the proposals again from this file."


@dataclass(frozen=True)
class AddressColumns:
    """Which columns hold the address (joined in this order), and what is known of it in columns of their own."""

    address: tuple[str, ...]
    id: str | None = None
    postal_code: str | None = None
    town: str | None = None
    surname: str | None = None


def proposals_csv(respondents: bytes | str, columns: AddressColumns, *, threshold: float) -> str:
    """Return a table of proposed households to review, the surest first; a blank column waits for each decision.

    Raises
    ------
    BadInput
        With every fault of the file.

    Examples
    --------
    >>> people = "id,rue\\na,1 av. Hugo\\nb,1 Avenue Hugo\\n"
    >>> print(proposals_csv(people, AddressColumns(("rue",)), threshold=0.75), end="")
    proposal,score,differences,ids,addresses,confirmed
    1,1.00,,a;b,1 av. Hugo | 1 Avenue Hugo,
    """
    findings = Findings(File.RESPONDENTS)
    table = table_of(respondents, findings, frozenset(ID_COLUMNS))
    written = _written(table, columns, findings)
    if findings.faults:
        raise BadInput(findings.faults)
    residents = [
        Resident(name, cleaned_address(home, code, town), surname) for name, home, code, town, surname in written
    ]
    homes = {name: " ".join(part for part in (home, code, town) if part) for name, home, code, town, _ in written}
    rows = (
        (
            number,
            f"{proposal.score:.2f}",
            " ".join(proposal.differences),
            ";".join(proposal.members),
            _harmless(" | ".join(homes[name] for name in proposal.members)),
            "",
        )
        for number, proposal in enumerate(proposals(residents, threshold=threshold), start=1)
    )
    return table_csv(HEADER, rows)


def with_households(respondents: bytes | str, reviewed: bytes | str, *, id_column: str | None = None) -> str:
    """Return the respondents file with a column of households, from the proposals that a person confirmed.

    Raises
    ------
    BadInput
        With every fault of both files.

    Examples
    --------
    >>> print(with_households("id\\na\\nb\\nc\\n", 'ids,confirmed\\n"a;b",oui\\n"b;c",\\n'), end="")
    id,household
    a,a
    b,a
    c,
    """
    of_people, of_proposals = Findings(File.RESPONDENTS), Findings(File.PROPOSALS)
    table = table_of(respondents, of_people, frozenset(ID_COLUMNS))
    ids = _ids(table, id_column, of_people)
    _check_no_household(table, of_people)
    homes = household_ids(_confirmed(reviewed, frozenset(ids), of_proposals))
    faults = of_people.faults + [fault for fault in of_proposals.faults if not isinstance(fault, NoRows)]
    if faults:
        raise BadInput(faults)
    rows = ((*row.cells, homes.get(name, "")) for row, name in zip(table.rows, ids, strict=True))
    return table_csv((*table.header, HOUSEHOLD), rows)


def _written(table: Table, columns: AddressColumns, findings: Findings) -> list[tuple[str, str, str, str, str]]:
    """Return the id, address, postal code, town and surname of each row."""
    ids = _ids(table, columns.id, findings)
    addresses = [_column(table, name, findings) for name in columns.address]
    others = [_column(table, name, findings) for name in (columns.postal_code, columns.town, columns.surname)]
    if findings.faults:
        return []
    homes = [" ".join(part for part in parts if part) for parts in zip(*addresses, strict=True)]
    return list(zip(ids, homes, *others, strict=True))


def _ids(table: Table, name: str | None, findings: Findings) -> list[str]:
    position = needed_position(table, (name,) if name else ID_COLUMNS, findings) if table.header else None
    return [] if position is None else ids_of(table, position, findings)


def _column(table: Table, name: str | None, findings: Findings) -> list[str]:
    if name is None:
        return [""] * len(table.rows)
    position = needed_position(table, (name,), findings)
    return [] if position is None else [cleaned(row.cells[position]) for row in table.rows]


def _check_no_household(table: Table, findings: Findings) -> None:
    if position_of(table, (HOUSEHOLD,), findings) is not None:
        line = table.header_line
        findings.faults.append(DuplicateColumn(findings.file, line=line, column=HOUSEHOLD, count=2, name=HOUSEHOLD))


def _confirmed(reviewed: bytes | str, ids: frozenset[str], findings: Findings) -> list[tuple[str, ...]]:
    table = table_of(reviewed, findings, frozenset(HEADER))
    if not table.header:
        return []
    group, decision = (needed_position(table, (name,), findings) for name in ("ids", "confirmed"))
    if group is None or decision is None:
        return []
    found = []
    for row in table.rows:
        answer = folded(row.cells[decision])
        if answer not in _YES | _NO:
            fault = NotADecision(findings.file, line=row.line, column="confirmed", value=cleaned(row.cells[decision]))
            findings.faults.append(fault)
        if answer in _YES:
            found.append(tuple(cleaned(name) for name in row.cells[group].split(";")))
            strangers = (name for name in found[-1] if name not in ids)
            findings.faults += [UnknownId(findings.file, line=row.line, column="ids", id=name) for name in strangers]
    return found


def _harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: people wrote it themselves."""
    return f"'{text}" if _FORMULA.match(text) else text
