"""From the CSV files of the field to a problem, with all that is wrong in them said at once."""

from collections import defaultdict
from dataclasses import dataclass

from belvedere.engines.sortition.problem import Person, Problem
from belvedere.engines.sortition.reading.categories import QuotaRow, read_categories
from belvedere.engines.sortition.reading.faults import (
    BadInput,
    DuplicateQuota,
    Fault,
    File,
    FlexibleRange,
    MinimumOverMaximum,
    NotANumber,
    Notice,
    SizeNotPositive,
    SizeOverHouseholds,
    SizeOverPool,
)
from belvedere.engines.sortition.reading.respondents import Columns, read_respondents
from belvedere.engines.sortition.reading.text import Findings

__all__ = ["BadInput", "Columns", "Fault", "File", "Notice", "Reading", "read_problem"]


@dataclass(frozen=True)
class Reading:
    """A problem as read: what was understood freely, and the line of each quota in the categories file."""

    problem: Problem
    notices: tuple[Notice, ...]
    lines: tuple[int, ...]


def read_problem(
    categories: bytes | str, respondents: bytes | str, *, size: int, columns: Columns | None = None
) -> Reading:
    """Read the two files of a draw.

    The result does not depend on the order of the rows: quotas come in the order of their names, people in that of
    their ids.

    Parameters
    ----------
    categories, respondents : bytes or str
        CSV with commas, semicolons or tabs; bytes in UTF-8, UTF-16 with its mark, or Windows-1252.
    size : int
        How many people a panel has.
    columns : Columns, optional
        The column of the ids (by default: id, nationbuilder_id…) and those that tell a household.

    Returns
    -------
    Reading
        The problem, notices, and places for later messages.

    Raises
    ------
    BadInput
        With every fault of both files.

    Notes
    -----
    O(n log n) for n people.

    Examples
    --------
    >>> quotas = "category,name,min,max\\nsexe,F,1,1\\nsexe,H,1,1\\n"
    >>> reading = read_problem(quotas, "id;sexe\\nb;h\\na;F\\n", size=2)
    >>> [(person.id, person.values) for person in reading.problem.people]
    [('a', ('F',)), ('b', ('H',))]
    >>> [notice.message for notice in reading.notices]
    ['Read without minding spaces, case and dashes: « h » as « H » (1).']
    """
    of_categories, of_respondents = Findings(File.CATEGORIES), Findings(File.RESPONDENTS)
    rows = sorted(read_categories(categories, of_categories), key=_name)
    known = _known_values(rows) if _names_are_known(of_categories) else {}
    people = read_respondents(respondents, known, columns or Columns(), of_respondents)
    faults = of_categories.faults + of_respondents.faults
    faults += [] if of_respondents.faults else _size_faults(size, people)
    if faults:
        raise BadInput(faults)
    problem = Problem(size, tuple(row.quota for row in rows), people)
    notices = tuple(sorted(of_categories.notices + of_respondents.notices))
    return Reading(problem, notices, tuple(row.line for row in rows))


def _names_are_known(findings: Findings) -> bool:
    """Tell whether people's values may be judged: a name missing from the categories would make false faults."""
    about_numbers = (NotANumber, MinimumOverMaximum, FlexibleRange, DuplicateQuota)
    return all(isinstance(fault, about_numbers) for fault in findings.faults)


def _known_values(rows: list[QuotaRow]) -> dict[str, tuple[str, ...]]:
    values: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        values[row.quota.category].append(row.quota.value)
    return {category: tuple(names) for category, names in values.items()}


def _name(row: QuotaRow) -> tuple[str, str]:
    return row.quota.category, row.quota.value


def _size_faults(size: int, people: tuple[Person, ...]) -> list[Fault]:
    if size < 1:
        return [SizeNotPositive(File.PROBLEM, size=size)]
    if size > len(people):
        return [SizeOverPool(File.PROBLEM, size=size, people=len(people))]
    households = len({person.household or ("alone", person.id) for person in people})
    if size > households:
        return [SizeOverHouseholds(File.PROBLEM, size=size, households=households)]
    return []
