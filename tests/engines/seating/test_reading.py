"""Files of a seminar: what is wrong is said whole, with its place and its mend."""

import doctest

import pytest

from belvedere.engines.seating import reading, report
from belvedere.engines.seating.constraints import Rooms, read_problem
from belvedere.engines.seating.problem import BadProblem, Person, Problem
from belvedere.engines.seating.reading import BadInput, read_participants
from belvedere.engines.seating.report import digest_of, read_seating, seating_csv

ROOMS = Rooms(tables=2, seats=2, rounds=2)
PEOPLE = "id,college,sexe\nb,élus,F\na,services,H\nc,élus,H\n"


def faults(content: bytes, **asked: object) -> list[tuple[str, int | None, str | None, str]]:
    """Return what is said of a file."""
    with pytest.raises(BadInput) as refused:
        read_participants(content, **{"college": "college", **asked})  # type: ignore[arg-type]  # the options of a test
    return [(fault.code, fault.line, fault.column, fault.message) for fault in refused.value.faults]


def test_examples_hold() -> None:
    assert doctest.testmod(reading).failed == 0
    assert doctest.testmod(report).failed == 0


def test_people_come_in_the_order_of_their_ids_whatever_the_rows() -> None:
    wanted = (Person("a", "services", ("H",)), Person("b", "élus", ("F",)), Person("c", "élus", ("H",)))
    for content in (PEOPLE, PEOPLE.replace(",", ";"), "\ufeff" + PEOPLE.replace(",", "\t")):
        found = read_participants(content.encode(), college=" College ", attributes=["sexe"])
        assert found.people == wanted


def test_a_file_of_groupselect_is_read_as_it_is() -> None:
    content = b"ID,gender,fixed,allocation\n1,male,False,0\n2,female,True,1\n"
    found = read_participants(content, college="gender")
    assert (found.people, found.fixed) == ((Person("1", "male"), Person("2", "female")), {"2": 2})
    named = read_participants(b"name,gender\nAbner Nigel,Female\n", college="gender")
    assert named.people == (Person("Abner Nigel", "Female"),)


def test_all_that_is_wrong_is_said_at_once() -> None:
    content = b"id,college\na,elus\na,elus\nb,\nc,elus,more\n"
    assert faults(content) == [
        ("duplicate_id", 3, "id", "a is there twice: keep one row."),
        ("empty_cell", 4, "college", "Empty: write a value."),
        ("cells", 5, None, "3 cells for 2 titles: check separators and quotes."),
    ]


@pytest.mark.parametrize(
    ("content", "asked", "said"),
    [
        (b"", {}, ("empty_file", 1, None, "The file is empty: write a line of titles, then one participant a row.")),
        (b"id,college\n", {}, ("empty_file", 2, None, "Nobody is in the file: write one participant a row.")),
        (PEOPLE.encode("cp1252"), {}, ("encoding", 2, None, "A character is not UTF-8: save the file as CSV UTF-8.")),
        (b"id,c\na,b\n", {}, ("missing_column", 1, "college", "No such column; the file has: id, c.")),
        (
            b"id,college\na,b\n",
            {"id_column": "x"},
            ("missing_column", 1, "x", "No such column; the file has: id, college."),
        ),
        (
            b"id,college,fixed,allocation\na,b,yes,two\n",
            {},
            ("not_a_number", 2, "allocation", "« two » is not the number of a table: write 0, 1, 2…"),
        ),
    ],
)
def test_a_bad_file_is_refused(content: bytes, asked: dict[str, object], said: tuple[object, ...]) -> None:
    assert faults(content, **asked) == [said]


def problem_of(constraints: str) -> Problem:
    """Return the problem of three people with these constraints."""
    return read_problem(read_participants(PEOPLE.encode(), college="college"), ROOMS, constraints)


def test_constraints_are_read_by_ids_tables_and_rounds() -> None:
    found = problem_of(
        '{"apart": [["a", "b"]], "together": [["b", "c"]], "fixed": {"a": [2, null]}, "tables": {"b": [1, 2]},'
        ' "absent": {"c": [2]}, "capacities": [[2, 2], [3]]}'
    )
    assert found.capacities == ((2, 2), (3,))
    assert (found.apart, found.together, found.absent) == (frozenset({(0, 1)}), ((1, 2),), frozenset({(1, 2)}))
    assert found.allowed == {(0, 0): frozenset({1}), (0, 1): frozenset({0, 1}), (1, 1): frozenset({0})}


@pytest.mark.parametrize(
    ("constraints", "said"),
    [
        ("{", "Not JSON (Expecting property name enclosed in double quotes, character 2): check commas and quotes."),
        ("[]", "Not an object: write {…}."),
        ('{"appart": []}', "Unknown; what may be asked: apart, together, fixed, tables, absent, capacities."),
        ('{"apart": [["a", "z"]]}', "« z » is not one of the 3 participants: check the id."),
        ('{"apart": ["a"]}', 'Write lists of ids: [["a", "b"]].'),
        ('{"fixed": {"a": 3}}', "3 is not a number from 1 to 2."),
        ('{"fixed": {"a": [1]}}', "1 tables for 2 rounds: one by round, or null."),
        ('{"absent": {"a": ["1"]}}', "'1' is not a number from 1 to 2."),
        ('{"absent": []}', 'Write an object by id: {"a": …}.'),
        ('{"capacities": [[0]]}', "Write, for each round, a list of the seats of each table: [[8, 8], [16]]."),
    ],
)
def test_bad_constraints_are_refused(constraints: str, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        problem_of(constraints)
    assert str(refused.value) == said


def test_a_seating_is_written_and_read_back() -> None:
    problem = problem_of("{}")
    seating = ((0, 0, 1), (1, -1, 0))
    text = seating_csv(problem, seating)
    assert text == "round,table,id\r\n1,1,a\r\n1,1,b\r\n1,2,c\r\n2,1,c\r\n2,2,a\r\n"
    assert read_seating(problem, text) == seating


@pytest.mark.parametrize("row", ["1,1,z", "3,1,a", "1,9,a", "x,1,a", "1,1"])
def test_a_seating_of_other_people_or_tables_is_refused(row: str) -> None:
    with pytest.raises(BadProblem) as refused:
        read_seating(problem_of("{}"), f"round,table,id\n{row}\n")
    assert refused.value.line == 2


def test_the_digest_changes_with_the_problem_only() -> None:
    assert digest_of(problem_of("{}")) == digest_of(problem_of('{"apart": []}'))
    assert digest_of(problem_of("{}")) != digest_of(problem_of('{"apart": [["a", "b"]]}'))
