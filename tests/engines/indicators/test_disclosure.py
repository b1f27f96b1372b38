"""What is hidden stays hidden: against every table that agrees with what is published."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from belvedere.engines.indicators.disclosure import EmptyTable, ProtectedTable, protect_list, protect_table

SMALLEST = 3
MOST = 25  # more than any table tried counts in all


@given(st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 12), min_size=1), st.integers(1, 6))
def test_a_list_gives_nothing_back(counts: dict[str, int], smallest: int) -> None:
    shown = protect_list(counts, smallest=smallest)
    hidden = [name for name, count in shown.items() if count is None]
    assert list(shown) == list(counts)
    assert all(counts[name] >= smallest and shown[name] == counts[name] for name in counts if name not in hidden)
    if hidden and len(hidden) < len(counts):  # what the total leaves to them is shared in many ways
        assert len(hidden) > 1
        assert sum(counts[name] for name in hidden) >= smallest


def test_a_list_without_small_numbers_is_left_whole() -> None:
    assert protect_list({"A": 40, "B": 12}, smallest=5) == {"A": 40, "B": 12}


def test_a_table_without_small_numbers_is_left_whole() -> None:
    assert protect_table([[6, 7], [8, 9]], smallest=5) == ProtectedTable(((6, 7), (8, 9)), (13, 17), (14, 16), 30)


def test_one_small_cell_takes_the_corners_of_a_rectangle_with_it() -> None:
    assert protect_table([[2, 20, 30], [10, 40, 50], [60, 9, 80]], smallest=5) == ProtectedTable(
        ((None, None, 30), (None, None, 50), (60, 9, 80)), (52, 100, 149), (72, 69, 160), 301
    )


def test_a_small_total_is_hidden_too() -> None:
    table = protect_table([[1, 2], [30, 40]], smallest=5)
    assert (table.row_totals[0], table.cells[0]) == (None, (None, None))
    assert table.total is None or table.row_totals[1] is None


def test_a_table_of_nobody_says_nothing() -> None:
    nothing = (None, None)
    assert protect_table([[0, 0], [0, 0]], smallest=5) == ProtectedTable((nothing, nothing), nothing, nothing, None)


def test_no_row_is_nothing_to_hide() -> None:
    with pytest.raises(EmptyTable, match="no row"):
        protect_table([], smallest=5)


def _bound(table: ProtectedTable, row: int, column: int) -> int:
    totals = [table.row_totals[row], table.column_totals[column], table.total]
    return min([total for total in totals if total is not None], default=MOST)


def _every_table(table: ProtectedTable) -> np.ndarray:
    """Return every table that agrees with what is published, numbers without a shown total up to MOST."""
    ranges = [
        np.array([cell]) if cell is not None else np.arange(_bound(table, row, column) + 1)
        for row, line in enumerate(table.cells)
        for column, cell in enumerate(line)
    ]
    every = np.stack(np.meshgrid(*ranges, indexing="ij"), axis=-1).reshape(-1, len(table.cells), len(table.cells[0]))
    agrees = np.ones(len(every), dtype=bool)
    for row, total in enumerate(table.row_totals):
        agrees &= (every[:, row, :].sum(axis=1) == total) if total is not None else True
    for column, total in enumerate(table.column_totals):
        agrees &= (every[:, :, column].sum(axis=1) == total) if total is not None else True
    if table.total is not None:
        agrees &= every.sum(axis=(1, 2)) == table.total
    return every[agrees]


@settings(max_examples=30)
@given(st.sampled_from([(2, 2), (2, 2), (1, 3), (2, 3)]), st.lists(st.integers(0, 4), min_size=6, max_size=6))
def test_a_table_gives_nothing_back(shape: tuple[int, int], numbers: list[int]) -> None:
    counts = [numbers[row * shape[1] : (row + 1) * shape[1]] for row in range(shape[0])]
    table = protect_table(counts, smallest=SMALLEST)
    assume(sum(cell is None for row in table.cells for cell in row) <= 4)
    every = _every_table(table)
    possible = {
        **{(row, column): every[:, row, column] for row, column in product(range(shape[0]), range(shape[1]))},
        **{(row, "total"): every[:, row, :].sum(axis=1) for row in range(shape[0])},
        **{("total", column): every[:, :, column].sum(axis=1) for column in range(shape[1])},
    }
    shown = {
        **{(row, column): table.cells[row][column] for row, column in product(range(shape[0]), range(shape[1]))},
        **{(row, "total"): total for row, total in enumerate(table.row_totals)},
        **{("total", column): total for column, total in enumerate(table.column_totals)},
    }
    for place, values in possible.items():
        if shown[place] is None:
            assert values.max() - values.min() >= SMALLEST, place
        else:
            assert shown[place] >= SMALLEST


def test_the_lists_of_a_real_size_are_quick_and_keep_most_of_the_table() -> None:
    generator = np.random.default_rng(20261130)
    counts = generator.integers(6, 400, size=(21, 6))
    counts[3, 2], counts[8, 1], counts[8, 2], counts[20, 5] = 2, 0, 4, 1
    table = protect_table(counts.tolist(), smallest=5)
    hidden = sum(cell is None for row in table.cells for cell in row)
    assert (hidden <= 16, None in table.row_totals, None in table.column_totals) == (True, False, False)
