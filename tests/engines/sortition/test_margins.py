"""Quotas from census margins agree with the size of the panel and with each other."""

import doctest
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.engines.sortition import crossed_table, margins
from belvedere.engines.sortition.apportionment import Method, NotApportionable
from belvedere.engines.sortition.crossed_table import fit_table
from belvedere.engines.sortition.margins import Margin, Ranges, Spread, quotas_from_margins
from belvedere.engines.sortition.problem import CROSSING, Quota

POPULATIONS = st.lists(st.integers(0, 900), min_size=4, max_size=6).filter(any)


def test_examples() -> None:
    assert doctest.testmod(margins).failed == doctest.testmod(crossed_table).failed == 0


def test_ranges() -> None:
    margin = Margin("sexe", {"F": 52, "H": 48})
    made = {
        spread: quotas_from_margins([margin], 10, ranges=Ranges(spread, slack_places=slack, flexible_places=2)).quotas
        for spread, slack in ((Spread.EXACT, 0), (Spread.FLOOR_TO_CEILING, 1))
    }
    assert made == {
        Spread.EXACT: (Quota("sexe", "F", 5, 5, 3, 7), Quota("sexe", "H", 5, 5, 3, 7)),
        Spread.FLOOR_TO_CEILING: (Quota("sexe", "F", 4, 7, 2, 9), Quota("sexe", "H", 3, 6, 1, 8)),
    }


def test_each_commune_has_its_place() -> None:
    communes = {f"commune {rank:02}": 150_000 // rank**2 for rank in range(1, 22)}
    targets = quotas_from_margins([Margin("commune", communes, minimum_each=1)], 42, method=Method.SAINTE_LAGUE)
    assert [quota.minimum for quota in targets.quotas] == [18, 4, 2] + [1] * 18
    assert str(targets.apportionments["commune"].reason("commune 21")) == (
        "commune 21: 1 place, the 1 guaranteed to each; its exact share would be 0.060."
    )


@given(POPULATIONS, st.integers(1, 60), st.sampled_from(Method), st.sampled_from(Spread), st.integers(0, 2))
def test_quotas_leave_room_for_the_panel(
    populations: list[int], size: int, method: Method, spread: Spread, slack: int
) -> None:
    margin = Margin("âge", {f"{place}": weight for place, weight in enumerate(populations)})
    quotas = quotas_from_margins([margin], size, method=method, ranges=Ranges(spread, slack, 1)).quotas
    assert sum(quota.minimum for quota in quotas) <= size <= sum(quota.maximum for quota in quotas)
    assert all(
        0 <= quota.flexible_minimum <= quota.minimum <= quota.maximum <= quota.flexible_maximum for quota in quotas
    )


CELLS = [("F", "jeune"), ("F", "vieux"), ("H", "jeune"), ("H", "vieux")]


@given(st.lists(st.integers(1, 900), min_size=4, max_size=4), st.integers(1, 40), st.sampled_from(Method))
def test_a_crossing_agrees_with_its_parts(weights: list[int], size: int, method: Method) -> None:
    cells = dict(zip(CELLS, weights, strict=True))
    parts = [
        Margin(
            name, {value: sum(weights[i] for i, cell in enumerate(CELLS) if cell[side] == value) for value in values}
        )
        for side, (name, values) in enumerate((("sexe", "FH"), ("âge", ("jeune", "vieux"))))
    ]
    crossed = Margin("sexe × âge", {CROSSING.join(cell): weight for cell, weight in cells.items()})
    places = {
        (q.category, q.value): q.minimum for q in quotas_from_margins([*parts, crossed], size, method=method).quotas
    }
    for side, name in enumerate(("sexe", "âge")):
        for value in {cell[side] for cell in CELLS}:
            count = sum(places["sexe × âge", CROSSING.join(cell)] for cell in CELLS if cell[side] == value)
            assert count == places[name, value]


def test_a_crossing_alone_is_shared_out_as_a_category() -> None:
    crossed = Margin("sexe × âge", {"F × jeune": 30, "F × vieux": 25, "H × jeune": 25, "H × vieux": 20})
    assert [quota.minimum for quota in quotas_from_margins([crossed], 20).quotas] == [6, 5, 5, 4]


@given(
    st.lists(st.fractions(0, 4, max_denominator=12), min_size=4, max_size=4),
    st.integers(0, 5),
    st.integers(0, 5),
    st.integers(0, 10),
)
def test_the_table_is_the_nearest(shares: list[Fraction], first: int, second: int, left: int) -> None:
    left = min(left, first + second)
    exact = dict(zip(CELLS, shares, strict=True))
    rows, columns = {"F": first, "H": second}, {"jeune": left, "vieux": first + second - left}
    table = fit_table(exact, rows, columns)

    def cost(counts: tuple[int, ...]) -> Fraction:
        return sum(((count - share) ** 2 for count, share in zip(counts, shares, strict=True)), Fraction(0))

    tables = [
        counts
        for counts in product(range(11), repeat=4)
        if (counts[0] + counts[1], counts[2] + counts[3], counts[0] + counts[2]) == (first, second, left)
    ]
    found = tuple(table[cell] for cell in CELLS)
    assert found in tables
    assert cost(found) == min(map(cost, tables))


@pytest.mark.parametrize(
    ("crossed", "message"),
    [
        (Margin("a × b", {"x × y": 1}), "a × b: « x × y » crosses values that have no margin of their own."),
        (Margin("a × b", {"1 × 1": 1}), "No crossed table has these totals. Fill in the crossings that are missing."),
        (Margin("a × b", {"1 × 1": 0}), "a × b: nobody lives there, or fewer than nobody. Check the census file."),
        (Margin("a × b × c", {}), "a × b × c: a crossing agrees with two categories at most. Cross two of them."),
    ],
)
def test_crossings_that_cannot_agree(crossed: Margin, message: str) -> None:
    parts = [Margin(name, {"1": 1, "2": 1}) for name in "abc"]
    with pytest.raises(NotApportionable) as caught:
        quotas_from_margins([*parts, crossed], 2)
    assert str(caught.value) == message


def test_totals_that_differ() -> None:
    with pytest.raises(NotApportionable, match="The rows hold 1 places and the columns 2"):
        fit_table({}, {"F": 1}, {"jeune": 2})
