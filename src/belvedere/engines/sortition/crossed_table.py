"""A table of whole places whose rows and columns add up to given totals, as near as can be to exact shares."""

from collections.abc import Mapping
from fractions import Fraction

from belvedere.engines.sortition.apportionment import NotApportionable

Cell = tuple[str, str]


def fit_table(shares: Mapping[Cell, Fraction], rows: Mapping[str, int], columns: Mapping[str, int]) -> dict[Cell, int]:
    """Round a table of shares so that each row and each column has its total.

    Parameters
    ----------
    shares : mapping of (row, column) to Fraction
        Exact places of each cell; a cell that is not there stays empty.
    rows, columns : mapping of str to int
        Places of each row and each column; both add up to the same number.

    Returns
    -------
    dict of (row, column) to int
        The table with the least sum of squared differences from the shares.

    Raises
    ------
    NotApportionable
        If the totals differ, or no table has them.

    Notes
    -----
    Successive shortest paths on a bipartite graph with convex costs, in exact arithmetic, hence the same on every
    machine: O(places left × (rows + columns) × cells). Source: Ahuja, Magnanti, Orlin, *Network Flows* (1993), ch. 14.

    Examples
    --------
    >>> half = Fraction(1, 2)
    >>> shares = {("F", "young"): half, ("F", "old"): half, ("H", "young"): half, ("H", "old"): half}
    >>> fit_table(shares, {"F": 1, "H": 1}, {"young": 2, "old": 0})
    {('F', 'old'): 0, ('F', 'young'): 1, ('H', 'old'): 0, ('H', 'young'): 1}
    """
    if sum(rows.values()) != sum(columns.values()):
        raise NotApportionable(f"The rows hold {sum(rows.values())} places and the columns {sum(columns.values())}.")
    exact = {cell: shares[cell] for cell in sorted(shares)}
    seats = _start(exact, rows, columns)
    while True:
        short_rows = [row for row in sorted(rows) if rows[row] > _sum(seats, 0, row)]
        if not short_rows:
            return seats
        short_columns = {column for column in columns if columns[column] > _sum(seats, 1, column)}
        _push(seats, _cheapest_path(seats, exact, short_rows, short_columns))


def _sum(seats: Mapping[Cell, int], side: int, name: str) -> int:
    return sum(count for cell, count in seats.items() if cell[side] == name)


def _start(exact: Mapping[Cell, Fraction], rows: Mapping[str, int], columns: Mapping[str, int]) -> dict[Cell, int]:
    floors = {cell: int(share) for cell, share in exact.items()}
    fits = all(_sum(floors, 0, row) <= rows[row] for row in rows)
    fits = fits and all(_sum(floors, 1, column) <= columns[column] for column in columns)
    return floors if fits else dict.fromkeys(exact, 0)


def _cheapest_path(
    seats: Mapping[Cell, int], exact: Mapping[Cell, Fraction], short_rows: list[str], short_columns: set[str]
) -> tuple[Cell, ...]:
    """Return the cells of the path, to be raised and lowered in turn, that costs least (Bellman–Ford)."""
    at_rows: dict[str, tuple[Fraction, tuple[Cell, ...]]] = {row: (Fraction(0), ()) for row in short_rows}
    at_columns: dict[str, tuple[Fraction, tuple[Cell, ...]]] = {}
    changed = True
    while changed:
        changed = False
        for cell, share in exact.items():
            row, column = cell
            if row in at_rows:
                cost, path = at_rows[row]
                raised = cost + 2 * seats[cell] + 1 - 2 * share
                if column not in at_columns or raised < at_columns[column][0]:
                    at_columns[column], changed = (raised, (*path, cell)), True
            if column in at_columns and seats[cell] > 0:
                cost, path = at_columns[column]
                lowered = cost - (2 * seats[cell] - 1 - 2 * share)
                if row not in at_rows or lowered < at_rows[row][0]:
                    at_rows[row], changed = (lowered, (*path, cell)), True
    reached = [(cost, column, path) for column, (cost, path) in at_columns.items() if column in short_columns]
    if not reached:
        raise NotApportionable("No crossed table has these totals. Fill in the crossings that are missing.")
    return min(reached)[2]


def _push(seats: dict[Cell, int], path: tuple[Cell, ...]) -> None:
    for place, cell in enumerate(path):
        seats[cell] += -1 if place % 2 else 1
