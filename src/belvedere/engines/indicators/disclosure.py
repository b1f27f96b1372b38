"""Small numbers: what is hidden in a published count so that no subtraction gives it back.

A list is published with its total, a table with those of its rows and columns. Whoever reads may add, subtract, and
knows that no count is negative: around each hidden number, what remains possible must be ``smallest`` wide at least.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

from belvedere.engines.indicators.observations import IndicatorError

Name = TypeVar("Name")
Place = tuple[int, int]
_ENDLESS = 10**18


def protect_list(counts: Mapping[Name, int], *, smallest: int) -> dict[Name, int | None]:
    """Return the counts that may be published beside their total, None for those hidden.

    A single hidden number would follow from the total: the next smallest is hidden with it, and so on until the
    hidden ones together count ``smallest`` at least. Zeros are hidden as small numbers are.

    Parameters
    ----------
    counts : mapping of name to int
        Numbers of people, households…, at least 0.
    smallest : int
        The least number that is shown.

    Returns
    -------
    dict
        In the order given.

    Notes
    -----
    A sort. Ties are settled by the order given.

    Examples
    --------
    >>> protect_list({"A": 40, "B": 12, "C": 3}, smallest=5)
    {'A': 40, 'B': None, 'C': None}
    >>> protect_list({"A": 40, "B": 4, "C": 2}, smallest=5)
    {'A': 40, 'B': None, 'C': None}
    """
    hidden = {name for name, count in counts.items() if count < smallest}
    ranked = sorted((name for name in counts if name not in hidden), key=lambda name: counts[name], reverse=True)
    while hidden and ranked and (len(hidden) == 1 or sum(counts[name] for name in hidden) < smallest):
        hidden.add(ranked.pop())
    return {name: None if name in hidden else count for name, count in counts.items()}


class EmptyTable(IndicatorError):
    """A table without a cell."""

    code = "empty_table"


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """A table whose hidden numbers are None, totals included.

    Attributes
    ----------
    cells : tuple of tuple of int or None
        By row, then column.
    row_totals, column_totals : tuple of int or None
    total : int or None
    """

    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None


def protect_table(counts: Sequence[Sequence[int]], *, smallest: int) -> ProtectedTable:
    """Hide the small numbers of a table, and as many others as it takes for no subtraction to give them back.

    Parameters
    ----------
    counts : sequence of sequence of int
        Rows of equal length, numbers of at least 0; totals are computed.
    smallest : int
        The least number that is shown; zeros are hidden as small numbers are, totals too.

    Returns
    -------
    ProtectedTable

    Raises
    ------
    EmptyTable
        When there is no row or no column.

    Notes
    -----
    What remains possible for a hidden number is an exact interval: two maximum flows in the graph of rows and columns
    whose edges are the hidden numbers (D. Gusfield, « A graph theoretic approach to statistical data security »,
    1988). Complements are chosen greedily, a rectangle at a time, the fewest people hidden first: protection is
    proven, the least loss is not. There is always one: with the totals of its row and column and the total of all, any
    number can be as large as one likes. Cost by round: hidden numbers × numbers of the table.

    Examples
    --------
    >>> table = protect_table([[20, 3, 17], [30, 25, 12], [8, 40, 9]], smallest=5)
    >>> table.cells
    ((20, None, None), (30, None, None), (8, 40, 9))
    >>> table.row_totals, table.column_totals, table.total
    ((40, 67, 57), (58, 68, 38), 164)
    """
    grid = _Grid(counts)
    hidden = {place for place in grid.places if grid.number(place) < smallest}
    while exposed := grid.most_exposed(hidden, smallest):
        hidden |= grid.cheapest_complement(exposed, hidden, smallest)
    return grid.shown_without(hidden)


class _Grid:
    """A table with its totals as last row and column; with their signs, every row and column adds up to zero."""

    def __init__(self, counts: Sequence[Sequence[int]]) -> None:
        if not counts or not counts[0]:
            raise EmptyTable("a table with no row or no column: there is nothing to publish")
        rows = [[*row, sum(row)] for row in counts]
        self._numbers: list[list[int]] = [*rows, [sum(column) for column in zip(*rows, strict=True)]]
        self._last = (len(rows), len(rows[0]) - 1)
        self.places = [(row, column) for row, line in enumerate(self._numbers) for column in range(len(line))]

    def number(self, place: Place) -> int:
        return self._numbers[place[0]][place[1]]

    def _sign(self, place: Place) -> int:
        """Return −1 for the totals of one row or column, which the sum of this row or column takes back."""
        return -1 if (place[0] == self._last[0]) != (place[1] == self._last[1]) else 1

    def width(self, place: Place, hidden: set[Place]) -> int:
        """Return the distance between the least and the most that a hidden number can be, for who reads the others."""
        others = hidden - {place}
        most = self._flow(place, others, sign=1)
        least = self._flow(place, others, sign=-1)
        return most + least if self._sign(place) > 0 else least + most

    def _flow(self, place: Place, others: set[Place], *, sign: int) -> int:
        """Return by how much the signed number of a place can rise (or fall), the others making up for it."""
        source, sink = ("row", place[0]), ("column", place[1])
        room: dict[tuple[str, int], dict[tuple[str, int], int]] = {}
        for other in others:
            row, column = ("row", other[0]), ("column", other[1])
            falls = self.number(other) if self._sign(other) * sign > 0 else _ENDLESS
            rises = _ENDLESS if self._sign(other) * sign > 0 else self.number(other)
            room.setdefault(row, {})[column] = falls
            room.setdefault(column, {})[row] = rises
        own = self.number(place) if self._sign(place) * sign < 0 else _ENDLESS
        return min(own, _maximum_flow(room, source, sink))

    def most_exposed(self, hidden: set[Place], smallest: int) -> Place | None:
        widths = {place: self.width(place, hidden) for place in sorted(hidden)}
        place = min(widths, key=lambda place: widths[place], default=None)
        return place if place is not None and widths[place] < smallest else None

    def cheapest_complement(self, place: Place, hidden: set[Place], smallest: int) -> set[Place]:
        """Return what to hide with a place: the corners of a rectangle that widen it, the fewest people first."""
        now = self.width(place, hidden)
        best: tuple[bool, int, int, set[Place]] | None = None
        for corners in self._rectangles(place):
            added = corners - hidden
            width = self.width(place, hidden | added) if added else now
            if width > now:
                weight = sum(self.number(corner) for corner in added)
                found = (width < smallest, weight, -width, added)
                best = found if best is None or found[:3] < best[:3] else best
        return best[3] if best else set()

    def _rectangles(self, place: Place) -> Iterator[set[Place]]:
        row, column = place
        for other_row, other_column in product(range(self._last[0] + 1), range(self._last[1] + 1)):
            if other_row != row and other_column != column:
                yield {(row, other_column), (other_row, column), (other_row, other_column)}

    def shown_without(self, hidden: set[Place]) -> ProtectedTable:
        shown = [
            tuple(None if (row, column) in hidden else number for column, number in enumerate(line))
            for row, line in enumerate(self._numbers)
        ]
        body = shown[:-1]
        return ProtectedTable(
            tuple(line[:-1] for line in body), tuple(line[-1] for line in body), shown[-1][:-1], shown[-1][-1]
        )


Node = tuple[str, int]


def _maximum_flow(room: dict[Node, dict[Node, int]], source: Node, sink: Node) -> int:
    """Return the maximum flow (Edmonds and Karp, 1972); ``room`` is used up."""
    flow = 0
    while path := _shortest_path(room, source, sink):
        step = min(room[start][end] for start, end in path)
        for start, end in path:
            room[start][end] -= step
            room[end][start] = room[end].get(start, 0) + step
        flow += step
    return flow


def _shortest_path(room: dict[Node, dict[Node, int]], source: Node, sink: Node) -> list[tuple[Node, Node]]:
    came_from: dict[Node, Node] = {source: source}
    queue = deque([source])
    while queue and sink not in came_from:
        here = queue.popleft()
        for there, left in room.get(here, {}).items():
            if left > 0 and there not in came_from:
                came_from[there] = here
                queue.append(there)
    path = []
    end = sink
    while end in came_from and end != source:
        path.append((came_from[end], end))
        end = came_from[end]
    return path
