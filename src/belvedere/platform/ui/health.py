"""Two questions of an operator's machine: does the process answer, can it serve."""

import sqlite3
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

ALIVE_PATH = "/healthz"
READY_PATH = "/readyz"


class HealthMiddleware:
    """Answers before anything else (hosts, sessions, territory), so that a broken part does not hide which one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path not in {ALIVE_PATH, READY_PATH}:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return _answer({"status": "ok"} if request.path == ALIVE_PATH else readiness())


def readiness() -> dict[str, str]:
    """Return whether the database answers and is up to date, and which engine serves it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        version = _engine_version()
        has_migrations_left = _has_migrations_left()
    except DatabaseError:
        return {"status": "unavailable", "database": "unreachable"}
    migrations = "missing" if has_migrations_left else "applied"
    status = "unavailable" if has_migrations_left else "ok"
    return {"status": status, "database": "reachable", "engine": version, "migrations": migrations}


def _engine_version() -> str:
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    return f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}"


def _has_migrations_left() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _answer(content: dict[str, str]) -> JsonResponse:
    response = JsonResponse(content, status=200 if content["status"] == "ok" else 503)
    response["Cache-Control"] = "no-store"
    return response
