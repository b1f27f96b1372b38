"""The web server: granian, with as many processes and threads as the database bears."""

import os
import signal
import socket
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any  # WSGI's callable has no type of its own

from django.conf import settings
from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from belvedere.config.processes import end_with_parent

SWITCH_SECONDS = 0.0005
STOP_SECONDS = 5


class PortTaken(Exception):
    """Another program listens on the port: the message says what to do."""


def refuse_taken_port(host: str, port: int) -> None:
    """Raise when something listens already: the server itself would share the port with it, silently."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"Cannot listen on {host}:{port} ({error.strerror}). Stop what uses it, or choose another port: "
                f"make run PORT={port + 1} (or BELVEDERE_PORT)."
            ) from None


def _application(parent: int, begin: Callable[[], None] | None) -> Callable[..., Any]:
    """Load the application in a process of the server, which ends with its parent."""
    end_with_parent(parent, signal.SIGKILL)
    sys.setswitchinterval(SWITCH_SECONDS)
    from belvedere.config.wsgi import application  # noqa: PLC0415 -- after the fork: threads do not survive one

    if begin is not None:
        begin()
    return application


def serve(*, begin: Callable[[], None] | None = None) -> None:
    """Serve until SIGINT or SIGTERM; with ``begin``, in one process only, which calls it before it answers."""
    refuse_taken_port(settings.HOST, settings.PORT)
    import_module(settings.ROOT_URLCONF)  # read once, before the fork: the processes share it
    connections.close_all()  # a connection does not survive the fork either
    server = Server(
        "belvedere.config.wsgi:application",
        address=settings.HOST,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        workers=1 if begin is not None else settings.WEB_PROCESSES,
        blocking_threads=settings.WEB_THREADS,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )
    server.serve(target_loader=partial(_application, os.getpid(), begin), wrap_loader=False)
