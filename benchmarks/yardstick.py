"""A Django view to measure ours by: one insert with a unique constraint and one counter, on the same server.

``python -m benchmarks.yardstick KIND PORT`` with BELVEDERE_DATABASE_URL, in a database of its own. KIND is ``bare``
(no middleware, no model) or ``usual`` (as Django is usually run).
"""

import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any  # WSGI's callable has no type of its own

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from belvedere.config.databases import database_from_url

MIDDLEWARE = {
    "bare": [],
    "usual": [
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
}


def configure(kind: str) -> None:
    """Settle the little that Django needs, in each process of the server."""
    if settings.configured:
        return
    settings.configure(
        SECRET_KEY="of-the-benchmark",  # noqa: S106 -- it signs nothing
        ROOT_URLCONF=f"benchmarks.yardstick_{kind}",
        MIDDLEWARE=MIDDLEWARE[kind],
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        ALLOWED_HOSTS=["*"],
        DATABASES={"default": database_from_url(os.environ["BELVEDERE_DATABASE_URL"], data_dir=Path())},
    )
    django.setup()


def application(*_given: object, **_named: object) -> Callable[..., Any]:
    """Load the application in a process of the server."""
    configure(os.environ["YARDSTICK"])
    return get_wsgi_application()


def main(kind: str, port: int) -> None:
    """Make the tables, then serve until the process ends."""
    os.environ["YARDSTICK"] = kind
    configure(kind)
    importlib.import_module(settings.ROOT_URLCONF).make_tables()
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


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
