"""System checks of the whole installation: `belvedere check`."""

from collections.abc import Sequence
from typing import Any  # the arguments of a check are the framework's

from django.conf import settings
from django.core import checks

from belvedere.config import sqlite


@checks.register("database")
def one_process_on_an_old_sqlite(**_arguments: Any) -> Sequence[checks.CheckMessage]:  # noqa: ANN401 -- see the import
    """Refuse several processes on a SQLite that can corrupt a database which two of them write."""
    if not sqlite.must_keep_to_one_process(settings.DATABASES):
        return []
    message = f"SQLite {sqlite.library_version_text()} can corrupt a database opened by several processes."
    if settings.WEB_PROCESSES > 1:
        hint = "Set BELVEDERE_WEB_PROCESSES to 1, or use PostgreSQL (docs/operations/database.md)."
        return [checks.Error(message, hint=hint, id="belvedere.E001")]
    hint = "Run `belvedere up`, which keeps to one process, or use PostgreSQL (docs/operations/database.md)."
    return [checks.Warning(message, hint=hint, id="belvedere.W001")]
