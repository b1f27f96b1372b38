"""A bare Django view to measure ours by: one insert with a unique constraint and one counter, on the same server.

``python -m benchmarks.yardstick PORT`` with BELVEDERE_DATABASE_URL, in a database of its own.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any  # WSGI's callable has no type of its own

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from belvedere.config.databases import database_from_url


def vote(request: HttpRequest) -> HttpResponse:
    """Insert a vote under a unique constraint, and add one to the counter, in one durable transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO vote (matter, identity) VALUES (1, %s)", [request.POST["identity"]])
        cursor.execute("UPDATE counter SET total = total + 1 WHERE matter = 1")
    return HttpResponse(status=302, headers={"Location": "/"})


def configure() -> None:
    """Settle the little that a bare Django needs, in each process of the server."""
    if settings.configured:
        return
    settings.configure(
        SECRET_KEY="of-the-benchmark",  # noqa: S106 -- it signs nothing
        ROOT_URLCONF="benchmarks.yardstick",
        MIDDLEWARE=[],
        ALLOWED_HOSTS=["*"],
        DATABASES={"default": database_from_url(os.environ["BELVEDERE_DATABASE_URL"], data_dir=Path())},
    )
    django.setup()


def application(*_given: object, **_named: object) -> Callable[..., Any]:
    """Load the application in a process of the server."""
    configure()
    return get_wsgi_application()


def main(port: int) -> None:
    """Make the tables, then serve until the process ends."""
    configure()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS counter (matter integer PRIMARY KEY, total bigint NOT NULL)")
        cursor.execute("CREATE TABLE IF NOT EXISTS vote (matter integer, identity text, UNIQUE (matter, identity))")
        cursor.execute("INSERT INTO counter VALUES (1, 0) ON CONFLICT DO NOTHING")
    connection.close()
    server = Server(
        "yardstick",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=int(os.environ["BELVEDERE_WEB_PROCESSES"]),
        blocking_threads=int(os.environ["BELVEDERE_WEB_THREADS"]),
        websockets=False,
        log_level=LogLevels.error,
    )
    server.serve(target_loader=application, wrap_loader=False)


urlpatterns = [path("vote/", vote)]

if __name__ == "__main__":
    main(int(sys.argv[1]))
