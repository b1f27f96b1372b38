import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from belvedere.config.backup import back_up
from tests.config.processes import belvedere
from tests.factories import TerritoryFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_copies_are_named_by_their_hour_and_the_oldest_go(tmp_path: Path) -> None:
    TerritoryFactory()
    suffix = "db" if connection.vendor == "sqlite" else "dump"
    made = [back_up(directory=tmp_path, keep=2, now=NOW + timedelta(hours=hour)) for hour in range(3)]
    assert [path.name for path in made] == [f"belvedere-20261123T{hour:02}0000Z.{suffix}" for hour in (9, 10, 11)]
    assert sorted(tmp_path.iterdir()) == made[1:]
    assert {path.stat().st_mode & 0o777 for path in made[1:]} == {0o600}


def test_a_copy_of_sqlite_holds_what_was_committed(tmp_path: Path) -> None:
    settings = {"DATA_DIR": str(tmp_path), "DATABASE_URL": "sqlite:///belvedere.db"}
    assert belvedere("migrate", "journal", "--verbosity=0", **settings).returncode == 0
    done = belvedere("backup", **settings)
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(done.stdout.strip()) as copy:
        applied = copy.execute("SELECT name FROM django_migrations WHERE app = 'journal' ORDER BY name").fetchall()
        known = sorted(name for app, name in MigrationLoader(None).disk_migrations if app == "journal")
        assert [name for (name,) in applied] == known


def test_a_copy_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    settings = {"DATA_DIR": str(tmp_path), "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/nothing"}
    done = belvedere("backup", "--into", str(tmp_path / "copies"), **settings)
    assert done.returncode == 1
    assert "pg_dump" in done.stderr
    assert list((tmp_path / "copies").iterdir()) == []
