"""A cursor says where a reader stopped: nothing is read twice or missed, whatever comes meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.platform.exchange.cursors import decoded, encoded, latest_slice
from belvedere.platform.exchange.refusals import NotACursor
from belvedere.platform.mail.models import Message
from belvedere.platform.territory.models import Territory


@given(st.datetimes(timezones=st.just(UTC)), st.integers(0, 2**63 - 1))
def test_what_is_encoded_is_read_back(at: datetime, pk: int) -> None:
    assert decoded(encoded(at, pk)) == (at, pk)


@given(st.text() | st.binary().map(lambda raw: raw.hex()))
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(NotACursor):
        decoded(text)


@pytest.mark.parametrize("cursor", ["W10", "WzEsIDJd", "WyIyMDI2LTExLTIzIiwgMV0", "eyIwIjogMX0", "A" * 300])
def test_a_cursor_that_was_made_up_is_refused(cursor: str) -> None:
    with pytest.raises(NotACursor):
        decoded(cursor)


def post(territory: Territory, at: datetime, number: int) -> None:
    Message.objects.create(territory=territory, to="", address_hash="", kind=str(number), language="fr", created_at=at)


def test_slices_make_the_whole_list_even_when_rows_come_meanwhile(territory: Territory, now: datetime) -> None:
    for number in range(7):
        post(territory, now + timedelta(minutes=number // 3), number)
    seen: list[str] = []
    cursor, turns = "", 0
    while turns == 0 or cursor:
        part = latest_slice(
            Message.objects.all(), by="created_at", cursor=cursor, limit=3, instant=lambda row: row.created_at
        )
        seen += [row.kind for row in part.rows]
        cursor, turns = part.next_cursor, turns + 1
        post(territory, now + timedelta(hours=turns), 100 + turns)
    assert seen == ["6", "5", "4", "3", "2", "1", "0"]
    assert turns == 3
