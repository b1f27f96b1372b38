"""A problem counts and refuses by plain arithmetic."""

from belvedere.engines.sortition.problem import Person, Problem, Quota

QUOTAS = (Quota("sexe", "F", 1, 2), Quota("sexe", "H", 1, 1), Quota("age", "16-24", 0, 1), Quota("age", "25+", 1, 3))
PEOPLE = (
    Person("a", ("F", "16-24"), "1 rue Haute"),
    Person("b", ("H", "25+"), "1 rue Haute"),
    Person("c", ("H", "25+")),
    Person("d", ("F", "25+")),
    Person("e", ("F", "16-24")),
)
PROBLEM = Problem(3, QUOTAS, PEOPLE)


def test_categories_in_the_order_of_the_quotas() -> None:
    assert PROBLEM.categories == ("sexe", "age")


def test_each_quota_knows_whom_it_counts() -> None:
    assert PROBLEM.rows == ((0, 3, 4), (1, 2), (0, 4), (1, 2, 3))


def test_households_of_one_are_not_rows() -> None:
    assert PROBLEM.households == ((0, 1),)
    assert PROBLEM.without_households().households == ()


def test_a_panel_breaks_no_rule() -> None:
    assert list(PROBLEM.broken_rules((0, 2, 3))) == []
    assert PROBLEM.is_panel((0, 2, 3))


def test_each_broken_rule_is_said() -> None:
    assert list(PROBLEM.broken_rules((0, 1))) == [
        "2 people instead of 3",
        "several people of the household of a",
    ]
    assert list(PROBLEM.broken_rules((0, 4, 4))) == [
        "someone is there twice",
        "sexe = H: 0, outside 1–1",
        "age = 16-24: 2, outside 0–1",
        "age = 25+: 0, outside 1–3",
    ]
