"""Rounds in which nobody meets anybody twice, built at once by a difference matrix.

People are laid in ``seats`` classes of ``tables`` people. In round r, person i of class j sits at table (i + V[r][j])
mod tables. Two people of classes j and l meet in rounds r and s only if V[r][j] - V[s][j] = V[r][l] - V[s][l] (mod
tables): when, for any two rounds, these differences are distinct over the classes, no pair meets twice. For a prime
number of tables V[r][j] = r × j does it; else the matrix is looked for, row by row, by depth-first search. Two people
of one class never meet, so swapping their whole routes keeps this, and balances tables for free.

Source: difference matrices, in C. Colbourn and J. Dinitz, Handbook of Combinatorial Designs (2007), VI.17.
"""

import numpy as np

Matrix = tuple[tuple[int, ...], ...]

_STEPS_BY_ROW = 3000
_TRIES = 60


def difference_matrix(tables: int, seats: int, rounds: int, generator: np.random.Generator) -> Matrix | None:
    """Return ``rounds`` rows of ``seats`` shifts, differences distinct between any two rows, or None if none is found.

    Complexity: O(rounds × seats) for a prime number of tables; else bounded by a fixed number of steps.

    Examples
    --------
    >>> difference_matrix(5, 4, 3, np.random.default_rng(1))
    ((0, 0, 0, 0), (0, 1, 2, 3), (0, 2, 4, 1))
    >>> difference_matrix(4, 5, 2, np.random.default_rng(1)) is None
    True
    """
    if seats > tables or rounds > tables:
        return None
    if all(tables % divisor for divisor in range(2, int(tables**0.5) + 1)):
        return tuple(tuple(row * column % tables for column in range(seats)) for row in range(rounds))
    for _ in range(_TRIES):
        rows: list[tuple[int, ...]] = [(0,) * seats]
        while len(rows) < rounds:
            row = _row(tables, seats, rows, generator)
            if row is None:
                break
            rows.append(row)
        else:
            return tuple(rows)
    return None


def _row(
    tables: int, seats: int, rows: list[tuple[int, ...]], generator: np.random.Generator
) -> tuple[int, ...] | None:
    """Return one more row, or None when a bounded search finds none."""
    used: list[set[int]] = [set() for _ in rows]
    row: list[int] = []
    options: list[list[int]] = []
    for _ in range(_STEPS_BY_ROW):
        if len(options) == len(row):
            column = len(row)
            fresh = [
                shift
                for shift in generator.permutation(tables).tolist()
                if all((shift - other[column]) % tables not in taken for other, taken in zip(rows, used, strict=True))
            ]
            options.append(fresh)
        if not options[-1]:
            options.pop()
            if not row:
                return None
            _take_back(tables, row, rows, used)
            continue
        shift = options[-1].pop()
        for other, taken in zip(rows, used, strict=True):
            taken.add((shift - other[len(row)]) % tables)
        row.append(shift)
        if len(row) == seats:
            return tuple(row)
    return None


def _take_back(tables: int, row: list[int], rows: list[tuple[int, ...]], used: list[set[int]]) -> None:
    shift = row.pop()
    for other, taken in zip(rows, used, strict=True):
        taken.discard((shift - other[len(row)]) % tables)


def rotate(matrix: Matrix, tables: int, people: int) -> list[list[int]]:
    """Return, for each round, the table of each person: person number n is person n mod tables of class n // tables.

    >>> rotate(((0, 0), (0, 1)), 3, 6)
    [[0, 1, 2, 0, 1, 2], [0, 1, 2, 1, 2, 0]]
    """
    return [[(person % tables + row[person // tables]) % tables for person in range(people)] for row in matrix]
