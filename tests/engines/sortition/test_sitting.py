"""Reading who sits and who sat: what is there, and everything that is wrong at once."""

import pytest

from belvedere.engines.sortition.problem import Person, Problem
from belvedere.engines.sortition.reading import BadInput
from belvedere.engines.sortition.sitting import Sitting, read_former, read_sitting

PROBLEM = Problem(3, (), tuple(Person(name, ()) for name in "abcd"))


def _faults(error: BadInput) -> list[tuple[str, int | None, str]]:
    return [(fault.code, fault.line, fault.message.split(".")[0]) for fault in error.faults]


def test_ends_of_term_as_a_spreadsheet_leaves_them():
    content = "Identifiant;Term_End;sessions_served\r\nc;2027-06-30;12\r\na;2026-06-30;\r\nb;;3\r\n".encode("utf-16")

    sitting = read_sitting(content, PROBLEM)

    expected = Sitting((2, 0, 1), {2: "2027-06-30", 0: "2026-06-30"}, {2: 12, 0: 0, 1: 3}, "term_end")
    assert (sitting, sitting.labels) == (expected, ("2026-06-30", "2027-06-30"))


def test_ids_alone_are_enough():
    assert read_sitting("id\nb\n", PROBLEM) == Sitting((1,), {}, {1: 0}, "cohort")


def test_everything_wrong_is_said_at_once():
    with pytest.raises(BadInput) as caught:
        read_sitting("id,term_end,sessions_served\na,30/06/2027,4\nz,2027-06-30,-1\nb,20270630,deux\nb,,\n", PROBLEM)

    assert _faults(caught.value) == [
        ("not_a_date", 2, "« 30/06/2027 » is not a date"),
        ("not_in_pool", 3, "« z » is not among the respondents"),
        ("not_a_count", 3, "« -1 » is not a whole number from 0 up"),
        ("not_a_count", 4, "« deux » is not a whole number from 0 up"),
        ("not_a_date", 4, "« 20270630 » is not a date"),
        ("duplicate_id", 5, "« b » is the id of 2 rows: lines 4, 5"),
    ]


def test_an_empty_file_and_a_file_without_ids():
    for content, codes in (("", ["empty_file"]), ("cohort\n1\n", ["missing_column"])):
        with pytest.raises(BadInput) as caught:
            read_sitting(content, PROBLEM)
        assert [fault.code for fault in caught.value.faults] == codes


def test_who_sat_before():
    assert read_former("id\trenewals_since\nd\t3\nc\t\ngone\t9\n", PROBLEM) == {3: 3, 2: 1}


def test_what_is_wrong_with_who_sat_before():
    with pytest.raises(BadInput) as caught:
        read_former("id,renewals_since\na,0\nb,x\n", PROBLEM)
    assert _faults(caught.value) == [
        ("not_a_count", 2, "« 0 » is not a whole number from 1 up"),
        ("not_a_count", 3, "« x » is not a whole number from 1 up"),
    ]
    with pytest.raises(BadInput) as caught:
        read_former("id\na\n", PROBLEM)
    assert [fault.code for fault in caught.value.faults] == ["missing_column"]
