import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from belvedere.config import sqlite
from belvedere.config.checks import one_process_on_an_old_sqlite
from belvedere.config.databases import database_from_url

SQLITE = {"default": {"ENGINE": "belvedere.platform.queued_sqlite"}}
POSTGRESQL = {"default": {"ENGINE": "django.db.backends.postgresql"}}


@pytest.mark.parametrize(
    ("version", "databases", "processes", "codes"),
    [
        ((3, 40, 1), SQLITE, 1, ["belvedere.W001"]),
        ((3, 40, 1), SQLITE, 2, ["belvedere.E001"]),
        ((3, 51, 2), SQLITE, 2, ["belvedere.E001"]),
        ((3, 51, 3), SQLITE, 2, []),
        ((3, 40, 1), POSTGRESQL, 2, []),
    ],
)
def test_an_old_sqlite_bears_one_process(
    monkeypatch: pytest.MonkeyPatch,
    version: tuple[int, ...],
    databases: dict[str, dict[str, str]],
    processes: int,
    codes: list[str],
) -> None:
    monkeypatch.setattr(sqlite, "library_version", lambda: version)
    monkeypatch.setattr(settings, "DATABASES", databases)
    monkeypatch.setattr(settings, "WEB_PROCESSES", processes)
    assert [message.id for message in one_process_on_an_old_sqlite()] == codes


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_several_processes_refuse_to_start_on_an_old_sqlite(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setattr(sqlite, "library_version", lambda: (3, 40, 1))
    monkeypatch.setattr(settings, "DATABASES", SQLITE)
    monkeypatch.setattr(settings, "WEB_PROCESSES", 2)
    with pytest.raises(SystemCheckError, match=r"belvedere\.E001"):
        call_command(command, skip_checks=False)


def test_sqlite_flushes_each_commit_and_takes_the_lock_first(tmp_path: object) -> None:
    options = database_from_url("sqlite:///x.db", data_dir=tmp_path)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]
