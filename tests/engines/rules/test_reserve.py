"""The reserve, computed backwards from an election: the municipal elections of 2026, and properties."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from belvedere.engines.rules.months import add_months
from belvedere.engines.rules.reserve import reserve
from belvedere.engines.rules.working_days import add_working_days

ELECTIONS = st.dates(date(2026, 1, 1), date(2040, 12, 31))


def test_the_municipal_elections_of_2026() -> None:
    found = reserve(
        date(2026, 3, 15),
        months=6,
        collection_months=3,
        admissibility_working_days=40,
        rounds_days=7,
        holidays=set(),
    )
    assert (found.starts_on, found.last_collection_on) == (date(2025, 9, 1), date(2025, 8, 31))
    assert (found.last_deposit_on, found.resumes_on) == (date(2025, 4, 6), date(2026, 3, 23))


@given(ELECTIONS, st.integers(1, 12), st.integers(1, 12), st.integers(0, 60))
def test_the_last_deposit_is_the_last_that_can_end(
    election: date, months: int, collection: int, admissibility: int
) -> None:
    found = reserve(
        election,
        months=months,
        collection_months=collection,
        admissibility_working_days=admissibility,
        rounds_days=7,
        holidays=set(),
    )
    opening = add_months(found.last_collection_on, -collection)
    assert add_working_days(found.last_deposit_on, admissibility, set()) <= opening
    assert add_working_days(found.last_deposit_on + timedelta(days=1), admissibility, set()) > opening
    assert found.last_deposit_on < found.starts_on < election < found.resumes_on
