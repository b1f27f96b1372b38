"""Migrations are written by Django; one line of ours makes their tables together, which takes a third of the time."""

import pytest
from django.db.migrations import CreateModel, Migration
from django.db.migrations.loader import MigrationLoader

OURS = sorted(
    (key, migration)
    for key, migration in MigrationLoader(None).disk_migrations.items()
    if type(migration).__module__.startswith("belvedere.")
)


@pytest.mark.parametrize(("key", "migration"), OURS, ids=[".".join(key) for key, _ in OURS])
def test_tables_are_made_together(key: tuple[str, str], migration: Migration) -> None:
    alone = [operation.name for operation in migration.operations if isinstance(operation, CreateModel)]
    assert len(alone) < 2, "end the migration with: operations = made_together(operations)"
