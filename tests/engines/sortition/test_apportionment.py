"""Places are shared out in whole numbers, and each place has its reason."""

import doctest
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.engines.sortition import apportionment
from belvedere.engines.sortition.apportionment import Method, NotApportionable, apportion

BOTH = pytest.mark.parametrize("method", Method)
WEIGHTS = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(1, 10**6), min_size=1, max_size=8)
SIZES = st.integers(0, 120)
FIVE = {"A": 50_000, "B": 30_000, "C": 12_000, "D": 6_000, "E": 2_000}


def test_examples() -> None:
    assert doctest.testmod(apportionment).failed == 0


@BOTH
@given(weights=WEIGHTS, size=SIZES, minimum_each=st.integers(0, 3))
def test_all_the_places_and_no_more(method: Method, weights: dict[str, int], size: int, minimum_each: int) -> None:
    size = max(size, minimum_each * len(weights))
    seats = apportion(weights, size, method=method, minimum_each=minimum_each).seats
    assert sum(seats.values()) == size
    assert min(seats.values()) >= minimum_each
    assert list(seats) == list(weights)


@given(WEIGHTS, SIZES)
def test_largest_remainder_keeps_the_quota(weights: dict[str, int], size: int) -> None:
    given_places = apportion(weights, size, method=Method.LARGEST_REMAINDER)
    assert all(abs(given_places.seats[name] - share) < 1 for name, share in given_places.shares.items())


@given(WEIGHTS, SIZES)
def test_largest_remainder_is_nearest(weights: dict[str, int], size: int) -> None:
    """No transfer of one place between two names brings the places nearer to the shares."""
    outcome = apportion(weights, size, method=Method.LARGEST_REMAINDER)
    gaps = [outcome.seats[name] - share for name, share in outcome.shares.items()]
    assert max(gaps) - min(gaps) <= 1


@given(WEIGHTS, SIZES, st.integers(0, 3))
def test_sainte_lague_never_takes_a_place_back(weights: dict[str, int], size: int, minimum_each: int) -> None:
    size = max(size, minimum_each * len(weights))
    before = apportion(weights, size, method=Method.SAINTE_LAGUE, minimum_each=minimum_each).seats
    after = apportion(weights, size + 1, method=Method.SAINTE_LAGUE, minimum_each=minimum_each).seats
    assert sorted(after[name] - before[name] for name in weights) == [0] * (len(weights) - 1) + [1]


@given(WEIGHTS, SIZES)
def test_sainte_lague_quotients(weights: dict[str, int], size: int) -> None:
    """Each place given had a quotient at least as strong as each place refused."""
    seats = apportion(weights, size, method=Method.SAINTE_LAGUE).seats
    taken = [Fraction(weights[name], 2 * count - 1) for name, count in seats.items() if count]
    refused = [Fraction(weights[name], 2 * count + 1) for name, count in seats.items()]
    assert not taken or min(taken) >= max(refused)


@BOTH
@given(weights=WEIGHTS, size=SIZES, scale=st.integers(2, 9))
def test_neither_order_nor_unit_matters(method: Method, weights: dict[str, int], size: int, scale: int) -> None:
    seats = apportion(weights, size, method=method).seats
    other = {name: Fraction(weights[name] * scale, 7) for name in reversed(weights)}
    assert apportion(other, size, method=method).seats == seats


@BOTH
@given(weights=WEIGHTS, size=SIZES, minimum_each=st.integers(0, 2))
def test_every_place_has_a_reason(method: Method, weights: dict[str, int], size: int, minimum_each: int) -> None:
    size = max(size, minimum_each * len(weights))
    outcome = apportion(weights, size, method=method, minimum_each=minimum_each)
    assert all(str(outcome.reason(name)).startswith(f"{name}: ") for name in weights)


def test_reasons_of_the_largest_remainder() -> None:
    outcome = apportion(FIVE, 11, method=Method.LARGEST_REMAINDER, minimum_each=1)
    assert outcome.seats == {"A": 5, "B": 3, "C": 1, "D": 1, "E": 1}
    assert [str(outcome.reason(name)) for name in FIVE] == [
        "A: 5 places. Its exact share is 4.891: 4 whole, and one more because its remainder is among the 2 largest.",
        "B: 3 places. Its exact share is 2.935: 2 whole, and one more because its remainder is among the 2 largest.",
        (
            "C: 1 place. Its exact share is 1.174: 1 whole, and none more because its remainder is not among the "
            "2 largest."
        ),
        "D: 1 place, the 1 guaranteed to each; its exact share would be 0.660.",
        "E: 1 place, the 1 guaranteed to each; its exact share would be 0.220.",
    ]


def test_reasons_of_ties_and_of_whole_shares() -> None:
    tied = apportion({"A": 1, "B": 1, "C": 2}, 2, method=Method.LARGEST_REMAINDER)
    assert [str(tied.reason(name)) for name in tied.seats] == [
        (
            "A: 1 place. Its exact share is 0.500: 0 whole, and its remainder equals that of B: "
            "the larger population goes first, then the first name."
        ),
        (
            "B: 0 places. Its exact share is 0.500: 0 whole, and its remainder equals that of A: "
            "the larger population goes first, then the first name."
        ),
        "C: 1 place, its exact share.",
    ]


def test_reasons_of_sainte_lague() -> None:
    outcome = apportion(FIVE, 5, method=Method.SAINTE_LAGUE)
    assert outcome.seats == {"A": 3, "B": 1, "C": 1, "D": 0, "E": 0}
    assert str(outcome.reason("A")) == (
        "A: 3 places for an exact share of 2.500. Its last place had the quotient population / 5 = 10000.000; the "
        "weakest that got a place is 10000.000, and its own next, population / 7 = 7142.857, is not stronger."
    )
    assert str(outcome.reason("E")) == (
        "E: no place for an exact share of 0.100: population / 1 = 2000.000 is not stronger than the quotient of any "
        "place given."
    )
    assert str(apportion(FIVE, 6, method=Method.SAINTE_LAGUE, minimum_each=1).reason("E")) == (
        "E: 1 place, the 1 guaranteed to each; its exact share would be 0.120."
    )


@pytest.mark.parametrize(
    ("weights", "size", "minimum_each", "message"),
    [
        ({"A": 1, "B": 1}, 1, 1, "2 guaranteed places for 1. Lower the minimum, or ask for a larger panel."),
        ({"A": 0}, 1, 0, "Nobody lives there: every population is 0. Check the census file."),
        ({"A": -1}, 1, 0, "The population of A is negative. Check the census file."),
        ({"A": float("nan")}, 1, 0, "The population of A is not a number. Check the census file."),
    ],
)
def test_what_cannot_be_shared_out(weights: dict[str, float], size: int, minimum_each: int, message: str) -> None:
    for method in Method:
        with pytest.raises(NotApportionable) as caught:
            apportion(weights, size, method=method, minimum_each=minimum_each)
        assert (caught.value.code, str(caught.value)) == ("not_apportionable", message)


@given(st.lists(st.integers(1, 50), min_size=2, max_size=3), st.integers(1, 7))
def test_sainte_lague_against_all_the_ways_of_sharing(weights: list[int], size: int) -> None:
    """Sainte-Laguë minimises the sum of (places − share)² / share."""
    named = dict(zip("abc", weights, strict=False))
    shares = list(apportion(named, size, method=Method.SAINTE_LAGUE).shares.values())

    def spread(seats: tuple[int, ...]) -> Fraction:
        return sum(((count - share) ** 2 / share for count, share in zip(seats, shares, strict=True)), Fraction(0))

    ways = [way for way in product(range(size + 1), repeat=len(weights)) if sum(way) == size]
    best = tuple(apportion(named, size, method=Method.SAINTE_LAGUE).seats.values())
    assert spread(best) == min(map(spread, ways))
