"""Database triggers that make a table append-only, whoever holds the connection.

A migration that rebuilds such a table on SQLite must lock it again: the rebuilt table has no trigger.
"""

from dataclasses import dataclass

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LOCKED: list["AppendOnly"] = []


@dataclass(frozen=True)
class AppendOnly:
    """A table whose rows are added and never changed.

    ``name`` begins the name of its triggers; ``same_row`` tells, between ``e`` and ``NEW``, which row a new one would
    take the place of. Neither comes from outside the code.
    """

    table: str
    name: str
    refusal: str
    same_row: str = "e.id = NEW.id"

    def __post_init__(self) -> None:
        LOCKED.append(self)

    def lock(self, _apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Refuse UPDATE, DELETE and TRUNCATE from now on."""
        for statement in self.lock_statements(schema_editor.connection.vendor):
            schema_editor.execute(statement)

    def unlock(self, _apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Take the triggers away (to undo the migration)."""
        for statement in self.unlock_statements(schema_editor.connection.vendor):
            schema_editor.execute(statement)

    def lock_statements(self, vendor: str) -> tuple[str, ...]:
        return self._sqlite_locks() if vendor == "sqlite" else self._postgresql_locks()

    def unlock_statements(self, vendor: str) -> tuple[str, ...]:
        if vendor == "sqlite":
            return tuple(f"DROP TRIGGER IF EXISTS {self.name}_refuses_{what}" for what in self._sqlite_events())
        return (
            f"DROP TRIGGER IF EXISTS {self.name}_refuses_change ON {self.table}",
            f"DROP TRIGGER IF EXISTS {self.name}_refuses_truncate ON {self.table}",
            f"DROP FUNCTION IF EXISTS {self.name}_refuses()",
        )

    def _sqlite_events(self) -> dict[str, str]:
        known = f"SELECT 1 FROM {self.table} AS e WHERE {self.same_row}"  # noqa: S608 -- names of our own code
        return {
            "update": f"BEFORE UPDATE ON {self.table}",
            "delete": f"BEFORE DELETE ON {self.table}",
            # INSERT OR REPLACE deletes without firing the delete trigger.
            "replace": f"BEFORE INSERT ON {self.table} WHEN EXISTS ({known})",
        }

    def _sqlite_locks(self) -> tuple[str, ...]:
        return tuple(
            f"CREATE TRIGGER IF NOT EXISTS {self.name}_refuses_{what} {event}"
            f" BEGIN SELECT RAISE(ABORT, '{self.refusal}'); END"
            for what, event in self._sqlite_events().items()
        )

    def _postgresql_locks(self) -> tuple[str, ...]:
        return (
            f"""CREATE OR REPLACE FUNCTION {self.name}_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION '{self.refusal}' USING ERRCODE = 'restrict_violation'; END $$""",
            f"""CREATE OR REPLACE TRIGGER {self.name}_refuses_change BEFORE UPDATE OR DELETE ON {self.table}
                FOR EACH ROW EXECUTE FUNCTION {self.name}_refuses()""",
            f"""CREATE OR REPLACE TRIGGER {self.name}_refuses_truncate BEFORE TRUNCATE ON {self.table}
                FOR EACH STATEMENT EXECUTE FUNCTION {self.name}_refuses()""",
        )
