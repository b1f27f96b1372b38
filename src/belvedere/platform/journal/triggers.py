"""Database triggers that make the journal append-only, whoever holds the connection.

A migration that rebuilds the table on SQLite must call :func:`lock_journal` again: the rebuilt table has none.
"""

from collections.abc import Mapping

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_REFUSAL = "the journal is append-only"

_SQLITE_TRIGGERS: Mapping[str, str] = {
    "journal_refuses_update": "BEFORE UPDATE ON journal_event",
    "journal_refuses_delete": "BEFORE DELETE ON journal_event",
    # INSERT OR REPLACE deletes without firing the delete trigger.
    "journal_refuses_replace": (
        "BEFORE INSERT ON journal_event WHEN EXISTS (SELECT 1 FROM journal_event AS e WHERE e.id = NEW.id"
        " OR (e.territory_id = NEW.territory_id AND e.sequence = NEW.sequence))"
    ),
}

_LOCKS: Mapping[str, tuple[str, ...]] = {
    "sqlite": tuple(
        f"CREATE TRIGGER IF NOT EXISTS {name} {event} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for name, event in _SQLITE_TRIGGERS.items()
    ),
    "postgresql": (
        f"""CREATE OR REPLACE FUNCTION journal_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$""",
        """CREATE OR REPLACE TRIGGER journal_refuses_change BEFORE UPDATE OR DELETE ON journal_event
            FOR EACH ROW EXECUTE FUNCTION journal_refuses()""",
        """CREATE OR REPLACE TRIGGER journal_refuses_truncate BEFORE TRUNCATE ON journal_event
            FOR EACH STATEMENT EXECUTE FUNCTION journal_refuses()""",
    ),
}

_UNLOCKS: Mapping[str, tuple[str, ...]] = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE_TRIGGERS),
    "postgresql": (
        "DROP TRIGGER IF EXISTS journal_refuses_change ON journal_event",
        "DROP TRIGGER IF EXISTS journal_refuses_truncate ON journal_event",
        "DROP FUNCTION IF EXISTS journal_refuses()",
    ),
}


def lock_journal(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Refuse UPDATE, DELETE and TRUNCATE from now on."""
    _run(schema_editor, _LOCKS)


def unlock_journal(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away (to undo the migration)."""
    _run(schema_editor, _UNLOCKS)


def lock_statements(vendor: str) -> tuple[str, ...]:
    return _LOCKS[vendor]


def unlock_statements(vendor: str) -> tuple[str, ...]:
    return _UNLOCKS[vendor]


def _run(schema_editor: BaseDatabaseSchemaEditor, statements: Mapping[str, tuple[str, ...]]) -> None:
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
