"""The triggers come and go with their migration."""

import pytest
from django.core.management import call_command
from django.db import connection


def triggers() -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal_event'")
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = 'journal_event'::regclass AND NOT tgisinternal"
            )
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
def test_triggers_are_reversible() -> None:
    expected = {
        "sqlite": {"journal_refuses_update", "journal_refuses_delete", "journal_refuses_replace"},
        "postgresql": {"journal_refuses_change", "journal_refuses_truncate"},
    }[connection.vendor]
    assert triggers() == expected
    try:
        call_command("migrate", "journal", "0001", verbosity=0)
        assert triggers() == set()
    finally:
        call_command("migrate", "journal", verbosity=0)
    assert triggers() == expected
