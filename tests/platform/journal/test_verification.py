# ruff: noqa: S608 -- every statement is written here
"""Nothing in the journal can be changed, and what is changed behind its back is found and named."""

import io
import re
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belvedere.engines.ledger.chain import Break
from belvedere.platform.journal.models import ChainHead, Event
from belvedere.platform.journal.queries import verify_chain
from belvedere.platform.territory.models import Territory
from tests.journal_lock import unlocked_journal
from tests.platform.journal.writing import write

TEXTS = [
    "kind",
    "actor_kind",
    "actor_id",
    "subject_kind",
    "subject_id",
    "matter",
    "payload",
    "previous_digest",
    "digest",
]
COLUMNS = ["id", "at", "sequence", *TEXTS]
COUNT = 5


@pytest.fixture
def journal(territory: Territory, now: datetime) -> Territory:
    """A territory whose journal holds five events."""
    for number in range(1, COUNT + 1):
        write(territory, now + timedelta(minutes=number, microseconds=123_456), number)
    return territory


def execute(statement: str, *arguments: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_event SET matter = 'E-2' WHERE sequence = 3",
        "DELETE FROM journal_event WHERE sequence = 5",
        "DELETE FROM journal_event",
    ],
)
def test_database_refuses_changes(journal: Territory, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        execute(statement)
    assert Event.objects.count() == COUNT


def test_database_refuses_replacement_and_truncation(journal: Territory) -> None:
    if connection.vendor == "sqlite":
        columns = ", ".join(field.column for field in Event._meta.fields)
        statement = f"INSERT OR REPLACE INTO journal_event ({columns}) SELECT {columns} FROM journal_event"
    else:
        statement = "TRUNCATE journal_event CASCADE"
        execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        execute(statement)
    assert Event.objects.count() == COUNT


def test_intact_chain_holds(journal: Territory) -> None:
    output = io.StringIO()
    call_command("verify_journal", stdout=output)
    digest = ChainHead.objects.get().digest
    assert output.getvalue() == f"{journal.slug} : 5 événements, chaîne intacte, dernière empreinte {digest}\n"


def test_verification_counts_its_queries(journal: Territory, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(2):
        assert verify_chain(journal) is None


def changed(value: str, position: int) -> str:
    """Change one character into another of the same sort, so that the database accepts it."""
    position %= max(len(value), 1)
    character = value[position : position + 1]
    if character.isdigit():
        other = "7" if character != "7" else "3"
    elif character in "abcdef":
        other = "b" if character != "b" else "c"
    else:
        other = "x" if character != "x" else "y"
    return value[:position] + other + value[position + 1 :]


def stored(column: str, sequence: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT CAST({column} AS TEXT) FROM journal_event WHERE sequence = %s", [sequence])
        return cursor.fetchone()[0]


def tamper(column: str, sequence: int, position: int) -> bool:
    """Change one character of a column; return whether the database took it as another value."""
    before = stored(column, sequence)
    column_type = {"id": "uuid", "at": "timestamptz", "sequence": "bigint"}.get(column, "text")
    cast = f"CAST(%s AS {column_type})" if connection.vendor == "postgresql" else "%s"
    try:
        with transaction.atomic():
            execute(
                f"UPDATE journal_event SET {column} = {cast} WHERE sequence = %s", changed(before, position), sequence
            )
            return column == "sequence" or stored(column, sequence) != before
    except DatabaseError:
        return False  # the column's type refuses this character


@pytest.mark.parametrize("column", COLUMNS)
@given(sequence=st.integers(1, COUNT), position=st.integers(0, 200))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_changed_character_is_found(journal: Territory, column: str, sequence: int, position: int) -> None:
    rollback = transaction.atomic()
    rollback.__enter__()
    try:
        with unlocked_journal():
            was_taken = tamper(column, sequence, position)
        found = verify_chain(journal)
        if was_taken:
            assert found is not None
            assert found.sequence == sequence
            with pytest.raises(CommandError, match=rf"nº {sequence} ") as error:
                call_command("verify_journal")
            assert error.value.returncode == 1
        else:
            assert found is None
    finally:
        transaction.set_rollback(True)
        rollback.__exit__(None, None, None)


def test_every_position_of_an_identifier_and_a_date(journal: Territory) -> None:
    for column in ("id", "at"):
        for position in range(len(stored(column, 3))):
            point = transaction.savepoint()
            with unlocked_journal():
                was_taken = tamper(column, 3, position)
            assert verify_chain(journal) in ([Break(3, "altered")] if was_taken else [None])
            transaction.savepoint_rollback(point)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("DELETE FROM journal_event WHERE sequence = 2", Break(2, "missing")),
        ("DELETE FROM journal_event WHERE sequence > 3", Break(4, "missing")),
        ("DELETE FROM journal_event", Break(1, "missing")),
        ("UPDATE journal_event SET sequence = 0 WHERE sequence = 4", Break(0, "misplaced")),
        ("UPDATE journal_event SET sequence = 44 WHERE sequence = 4", Break(4, "missing")),
        ("UPDATE journal_chainhead SET sequence = 3", Break(4, "unexpected")),
        (
            "UPDATE journal_chainhead SET digest = previous_digest FROM journal_event AS e WHERE e.sequence = 5",
            Break(5, "end"),
        ),
        ("DELETE FROM journal_chainhead", Break(1, "unexpected")),
    ],
)
def test_removed_moved_or_cut(journal: Territory, statement: str, found: Break) -> None:
    with unlocked_journal():
        execute(statement)
    assert verify_chain(journal) == found


def test_event_given_to_another_territory(journal: Territory) -> None:
    other = Territory.objects.create(slug="ailleurs", name="Ailleurs", siren="200000000")
    with unlocked_journal():
        execute("UPDATE journal_event SET territory_id = %s WHERE sequence = 4", other.pk)
    assert verify_chain(journal) == Break(4, "missing")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL gives each type one spelling")
@pytest.mark.parametrize(
    "change",
    [
        "id = upper(id)",
        "at = replace(at, ' ', 'T')",
        "at = at || '000'",
        "at = CAST(x'ff' AS TEXT)",
        "kind = CAST(x'ff' AS TEXT)",
        "payload = CAST(payload AS BLOB) || x'00'",
        "at = 'hier'",
    ],
)
def test_another_spelling_of_the_same_value(journal: Territory, change: str) -> None:
    with unlocked_journal():
        execute("UPDATE journal_event SET id = 'abcdefabcdefabcdefabcdefabcdefab' WHERE sequence = 3")
        execute(f"UPDATE journal_event SET {change} WHERE sequence = 3")
    assert verify_chain(journal) == Break(3, "altered")
    with pytest.raises(CommandError) as error:
        call_command("verify_journal")
    assert re.search(r"nº 3 \(", str(error.value))
