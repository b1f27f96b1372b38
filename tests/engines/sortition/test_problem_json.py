"""A problem has one spelling as JSON, and what is not a problem is refused with its place."""

import doctest
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.engines.sortition import problem_json
from belvedere.engines.sortition.problem import Person, Problem, Quota
from belvedere.engines.sortition.problem_json import canonical, from_json, to_json
from belvedere.engines.sortition.reading import BadInput

PROBLEM = Problem(
    1,
    (Quota("sexe", "H", 0, 1, 0, 3), Quota("sexe", "F", 0, 1), Quota("âge", "16-24", 0, 1)),
    (Person("b", ("H", "16-24"), "a"), Person("a", ("F", "25+"), "a"), Person("c", ("F", "25+"))),
)
SPELLED = (
    '{"format":"belvedere.sortition.problem","people":['
    '{"household":"a","id":"a","values":{"sexe":"F","âge":"25+"}},'
    '{"household":"a","id":"b","values":{"sexe":"H","âge":"16-24"}},'
    '{"id":"c","values":{"sexe":"F","âge":"25+"}}],"quotas":['
    '{"category":"sexe","maximum":1,"minimum":0,"value":"F"},'
    '{"category":"sexe","flexible_maximum":3,"flexible_minimum":0,"maximum":1,"minimum":0,"value":"H"},'
    '{"category":"âge","maximum":1,"minimum":0,"value":"16-24"}],"size":1,"version":1}\n'
)
NAMES = st.text(min_size=1, max_size=4)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    values = draw(st.dictionaries(NAMES, st.lists(NAMES, min_size=1, max_size=3, unique=True), min_size=1, max_size=3))
    quotas = [Quota(name, value, 1, 4, draw(st.none() | st.just(0))) for name in values for value in values[name]]
    ids = draw(st.lists(NAMES, max_size=6, unique=True))
    profile = st.tuples(*(st.sampled_from(values[name]) for name in values))
    return Problem(2, tuple(quotas), tuple(Person(name, draw(profile), draw(st.none() | NAMES)) for name in ids))


def test_examples() -> None:
    assert doctest.testmod(problem_json).failed == 0


def test_the_spelling() -> None:
    assert to_json(PROBLEM) == SPELLED
    assert from_json(SPELLED) == canonical(PROBLEM)


@given(problems())
def test_round_trip(problem: Problem) -> None:
    text = to_json(problem)
    assert from_json(text) == canonical(problem)
    assert to_json(from_json(text)) == text


@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(problem: Problem, chance: object) -> None:
    quotas, people = list(problem.quotas), list(problem.people)
    chance.shuffle(quotas)
    chance.shuffle(people)
    categories = tuple(dict.fromkeys(quota.category for quota in quotas))
    places = [problem.categories.index(name) for name in categories]
    moved = [Person(one.id, tuple(one.values[place] for place in places), one.household) for one in people]
    assert to_json(Problem(problem.size, tuple(quotas), tuple(moved))) == to_json(problem)


def _changed(change: dict[str, object]) -> str:
    return json.dumps(json.loads(SPELLED) | change)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("[", [(None, "This is not JSON (Expecting value: line 1 column 2 (char 1))")]),
        ('{"size":1,"size":2}', [(None, "This is not JSON (a key is there twice)")]),
        ('{"size":NaN}', [(None, "This is not JSON (NaN is no JSON)")]),
        ("[]", [(None, "This should be an object")]),
        (
            _changed({"version": 2}),
            [("format", "This is not a problem of format belvedere.sortition.problem, version 1")],
        ),
        (_changed({"size": True}), [("size", "This should be a whole number")]),
        (_changed({"size": 0}), [("size", "A panel has one member or more")]),
        (_changed({"author": "me"}), [("author", "This should not be here")]),
        (_changed({"people": {}}), [("people", "This should be a list")]),
        (
            _changed({"people": [{"id": "a", "values": {"sexe": "F"}}]}),
            [("people[0].values.âge", "This is missing")],
        ),
        (
            _changed({"people": [{"id": "", "values": {"sexe": "F", "âge": "1"}}]}),
            [("people[0].id", "This should be a text, not blank")],
        ),
        (
            _changed(
                {
                    "quotas": [{"category": "a", "value": "b", "minimum": 2, "maximum": 1}] * 2,
                    "people": [{"id": "a", "values": {"a": "b"}}] * 2,
                }
            ),
            [
                ("people[1].id", "« a » is there twice"),
                ("quotas[0]", "The minimum 2 and the maximum 1 do not hold"),
                ("quotas[1]", "The minimum 2 and the maximum 1 do not hold"),
                ("quotas[1]", "a = b has two quotas"),
            ],
        ),
    ],
)
def test_what_is_no_problem(text: str, faults: list[tuple[str | None, str]]) -> None:
    with pytest.raises(BadInput) as caught:
        from_json(text)
    found = [(fault.code, fault.column, fault.message) for fault in caught.value.faults]
    end = ". Write the file again from its source."
    assert found == [("bad_problem", path, reason + end) for path, reason in faults]
