"""Who sits and who sat, read from tables: the cohort or end of term of each, what each served, when each left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from belvedere.engines.sortition.problem import Problem
from belvedere.engines.sortition.reading.faults import BadInput, Fault, File
from belvedere.engines.sortition.reading.respondents import ID_COLUMNS, ids_of
from belvedere.engines.sortition.reading.text import Findings, Table, cleaned, needed_position, position_of, table_of

COHORT, TERM_END, SESSIONS, RENEWALS = "cohort", "term_end", "sessions_served", "renewals_since"


class NotInPool(Fault):
    """Somebody of whom the respondents say nothing."""

    code = "not_in_pool"
    says = "« {id} » is not among the respondents."
    mend = "Add this person to them, with a value in each category, or correct the id."


class NotACount(Fault):
    """A number of sessions or renewals that is not one."""

    code = "not_a_count"
    says = "« {value} » is not a whole number from {lowest} up."
    mend = "Write for example 12."


class NotADate(Fault):
    """An end of term that is not a date."""

    code = "not_a_date"
    says = "« {value} » is not a date."
    mend = "Write it as 2027-06-30."


@dataclass(frozen=True)
class Sitting:
    """Those who sit: positions in the pool, in the order of the file.

    Attributes
    ----------
    cohorts : mapping of int to str
        The cohort or the end of term of each; those whose cell is blank are not there.
    sessions : mapping of int to int
        How many sessions each served; a blank is 0.
    column : str
        What the file calls its cohorts: ``cohort`` or ``term_end``.
    """

    panel: tuple[int, ...]
    cohorts: Mapping[int, str]
    sessions: Mapping[int, int]
    column: str = COHORT

    @property
    def labels(self) -> tuple[str, ...]:
        """The cohorts there are, in order: numbers by size, dates and words by their letters."""
        return tuple(sorted(set(self.cohorts.values()), key=label_order))


def label_order(label: str) -> tuple[bool, int, str]:
    """Return what sorts cohorts: numbers first, by size.

    >>> sorted(("10", "2", "2027-06-30"), key=label_order)
    ['2', '10', '2027-06-30']
    """
    is_number = label.isdecimal() and label.isascii()
    return not is_number, int(label) if is_number else 0, label


def is_date(label: str) -> bool:
    """Tell whether a text is a date as ends of term are written.

    >>> is_date("2027-06-30"), is_date("20270630"), is_date("30/06/2027")
    (True, False, False)
    """
    try:
        return date.fromisoformat(label).isoformat() == label
    except ValueError:
        return False


def read_sitting(content: bytes | str, problem: Problem) -> Sitting:
    """Read who sits: columns id, cohort or term_end, and sessions_served; the last two may be missing.

    Raises
    ------
    BadInput
        With every fault of the file.

    Examples
    --------
    >>> from belvedere.engines.sortition.problem import Person
    >>> problem = Problem(2, (), (Person("a", ()), Person("b", ())))
    >>> read_sitting("id,cohort,sessions_served\\nb,1,4\\na,,\\n", problem)
    Sitting(panel=(1, 0), cohorts={1: '1'}, sessions={1: 4, 0: 0}, column='cohort')
    """
    findings = Findings(File.MEMBERS)
    table = table_of(content, findings, frozenset((*ID_COLUMNS, COHORT, TERM_END, SESSIONS)))
    places = _places(table, problem, findings)
    is_dated = position_of(table, (COHORT,), findings) is None and position_of(table, (TERM_END,), findings) is not None
    column = TERM_END if is_dated else COHORT
    labels = _cells(table, column, findings)
    if column == TERM_END:
        _check_dates(table, labels, findings)
    sessions = _numbers(table, SESSIONS, 0, findings)
    if findings.faults:
        raise BadInput(findings.faults)
    cohorts = {place: label for place, label in zip(places, labels, strict=True) if label}
    return Sitting(tuple(places), cohorts, dict(zip(places, sessions, strict=True)), column)


def read_former(content: bytes | str, problem: Problem) -> dict[int, int]:
    """Read who sat before and how many renewals ago each left: columns id and renewals_since (1 or blank: at the last).

    Those who are not in the pool are left out: they are no candidates.

    >>> from belvedere.engines.sortition.problem import Person
    >>> read_former("id,renewals_since\\nb,2\\nz,1\\n", Problem(1, (), (Person("a", ()), Person("b", ()))))
    {1: 2}
    """
    findings = Findings(File.FORMER)
    table = table_of(content, findings, frozenset((*ID_COLUMNS, RENEWALS)))
    if table.header:
        needed_position(table, (RENEWALS,), findings)
    position = needed_position(table, ID_COLUMNS, findings) if table.header else None
    ids = ids_of(table, position, findings) if position is not None else []
    since = _numbers(table, RENEWALS, 1, findings)
    if findings.faults:
        raise BadInput(findings.faults)
    known = {person.id: place for place, person in enumerate(problem.people)}
    return {known[name]: number for name, number in zip(ids, since, strict=True) if name in known}


def _places(table: Table, problem: Problem, findings: Findings) -> list[int]:
    position = needed_position(table, ID_COLUMNS, findings) if table.header else None
    if position is None:
        return []
    ids = ids_of(table, position, findings)
    known = {person.id: place for place, person in enumerate(problem.people)}
    for name, row in zip(ids, table.rows, strict=True):
        if name and name not in known:
            findings.faults.append(NotInPool(findings.file, line=row.line, column=table.header[position], id=name))
    return [known.get(name, -1) for name in ids]


def _cells(table: Table, column: str, findings: Findings) -> list[str]:
    position = position_of(table, (column,), findings)
    return [cleaned(row.cells[position]) if position is not None else "" for row in table.rows]


def _check_dates(table: Table, labels: list[str], findings: Findings) -> None:
    for label, row in zip(labels, table.rows, strict=True):
        if label and not is_date(label):
            findings.faults.append(NotADate(findings.file, line=row.line, column=TERM_END, value=label))


def _numbers(table: Table, column: str, lowest: int, findings: Findings) -> list[int]:
    found = []
    for text, row in zip(_cells(table, column, findings), table.rows, strict=True):
        is_number = text.isdecimal() and text.isascii()
        number = int(text) if is_number else lowest
        if (text and not is_number) or number < lowest:
            fault = NotACount(findings.file, line=row.line, column=column, value=text, lowest=lowest)
            findings.faults.append(fault)
        found.append(number)
    return found
