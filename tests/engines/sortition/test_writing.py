"""What is written as CSV is read again as the same problem."""

from hypothesis import assume, given
from hypothesis import strategies as st

from belvedere.engines.sortition.problem import Person, Problem, Quota
from belvedere.engines.sortition.problem_json import canonical
from belvedere.engines.sortition.reading import Columns, read_problem
from belvedere.engines.sortition.reading.text import cleaned, folded
from belvedere.engines.sortition.writing import categories_csv, respondents_csv

LETTERS = "aàâçéèêëîïôùûüÿœæ AZ09-+,;\"'’×/<>&%€\t"
NAMES = st.text(LETTERS, min_size=1, max_size=8).map(cleaned).filter(bool)
IDS = st.text("abcXYZ0123456789-_ é", min_size=1, max_size=6).map(cleaned).filter(bool)
TAKEN = {"id", "household", "nationbuilder_id"}


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    names = draw(st.lists(NAMES, min_size=1, max_size=3, unique_by=folded))
    assume(not TAKEN & {folded(name) for name in names})
    values = {name: draw(st.lists(NAMES, min_size=1, max_size=3, unique_by=folded)) for name in names}
    bounds = st.tuples(st.integers(0, 2), st.integers(2, 9), st.none() | st.just(0), st.none() | st.integers(9, 12))
    quotas = tuple(Quota(name, value, *draw(bounds)) for name in names for value in values[name])
    ids = draw(st.lists(IDS, min_size=2, max_size=8, unique=True))
    homes = [draw(st.integers(0, 6)) for _ in ids]
    people = []
    for name, home in zip(ids, homes, strict=True):
        household = min(other for other, at in zip(ids, homes, strict=True) if at == home)
        profile = tuple(draw(st.sampled_from(values[category])) for category in names)
        people.append(Person(name, profile, household if homes.count(home) > 1 else None))
    return Problem(1, quotas, tuple(people))


@given(problems())
def test_round_trip(problem: Problem) -> None:
    columns = Columns(household=("household",)) if problem.households else Columns()
    reading = read_problem(categories_csv(problem), respondents_csv(problem), size=1, columns=columns)
    assert (reading.problem, reading.notices) == (canonical(problem), ())


@given(problems(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
def test_bytes(problem: Problem, encoding: str) -> None:
    columns = Columns(household=("household",)) if problem.households else Columns()
    texts = [text.encode(encoding) for text in (categories_csv(problem), respondents_csv(problem))]
    reading = read_problem(*texts, size=1, columns=columns)
    assert reading.problem == canonical(problem)
    assert {notice.code for notice in reading.notices} <= {"encoding"}
