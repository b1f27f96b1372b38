"""Agreement between readers, against published values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.engines.contributions.agreement import Agreement, cohen_kappa, disagreements, krippendorff_alpha


def test_two_observers_without_missing_data_as_published_by_krippendorff() -> None:
    pairs = zip("aabbdcccedda", "babbbccceddd", strict=True)
    found = krippendorff_alpha([{"Ben": ben, "Gerry": gerry} for ben, gerry in pairs])
    assert (found.units, round(found.coefficient or 0, 3)) == (12, 0.692)


def test_four_observers_with_missing_data_as_published_by_krippendorff() -> None:
    rows = {"A": "123321412...", "B": "1233224125.3", "C": ".3332342251.", "D": "12332441251."}
    readings = [{who: row[unit] for who, row in rows.items() if row[unit] != "."} for unit in range(12)]
    assert round(krippendorff_alpha(readings).coefficient or 0, 3) == 0.743


def test_the_table_published_by_cohen() -> None:
    table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    pairs = [(row, column) for row in range(3) for column in range(3) for _ in range(table[row][column])]
    found = cohen_kappa([row for row, _ in pairs], [column for _, column in pairs])
    assert (found.units, found.observed, round(found.coefficient or 0, 3)) == (200, 0.7, 0.492)


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("xyz")), min_size=1, max_size=40))
def test_the_two_agree_on_what_perfect_means_and_on_the_order_of_readers(pairs: list[tuple[str, str]]) -> None:
    there = krippendorff_alpha([{"A": one, "B": other} for one, other in pairs])
    back = krippendorff_alpha([{"B": one, "A": other} for one, other in pairs])
    kappa = cohen_kappa([one for one, _ in pairs], [other for _, other in pairs])
    assert there == back
    assert there.observed == pytest.approx(kappa.observed)
    if there.coefficient is not None:
        assert (there.coefficient == 1) is all(one == other for one, other in pairs)


def test_what_says_nothing_is_not_a_figure() -> None:
    assert krippendorff_alpha([]) == Agreement(0, None, None)
    assert krippendorff_alpha([{"A": 1}, {"B": 1}]) == Agreement(0, None, None)
    assert krippendorff_alpha([{"A": 1, "B": 1}]) == Agreement(1, 1.0, None)
    assert cohen_kappa([], []) == Agreement(0, None, None)
    assert cohen_kappa("aa", "aa") == Agreement(2, 1.0, None)
    with pytest.raises(ValueError, match="shorter"):
        cohen_kappa("aa", "a")


def test_what_has_to_be_talked_over() -> None:
    assert disagreements([{"A": "x", "B": "y"}, {"A": "x"}, {"A": "x", "B": "x", "C": "y"}]) == [0, 2]
