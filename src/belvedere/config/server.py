"""The web server: granian, with as many processes and threads as the database bears."""

import gc
import os
import signal
import socket
import sys
from collections.abc import Callable
from ctypes import c_bool
from functools import partial
from importlib import import_module
from multiprocessing.sharedctypes import RawValue
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


class _StoppingServer(Server):  # type: ignore[misc,valid-type]  # granian chooses the class when it is imported
    """A server that tells its processes that it stops: what streams there ends at once, instead of being killed."""

    stopping: c_bool  # no lock: a process killed while it held one would hold up the stop

    def shutdown(self, exit_code: int = 0) -> None:
        self.stopping.value = True
        super().shutdown(exit_code)


def _application(parent: int, stopping: c_bool, begin: Callable[[], None] | None) -> Callable[..., Any]:
    """Load the application in a process of the server, which ends with its parent."""
    end_with_parent(parent, signal.SIGKILL)
    sys.setswitchinterval(SWITCH_SECONDS)
    from belvedere.config.wsgi import application  # noqa: PLC0415 -- after the fork: threads do not survive one
    from belvedere.platform.streams import end_when  # noqa: PLC0415 -- the same

    end_when(lambda: bool(stopping.value))
    if begin is not None:
        begin()
    return application


def serve(*, begin: Callable[[], None] | None = None) -> None:
    """Serve until SIGINT or SIGTERM; with ``begin``, in one process only, which calls it before it answers."""
    refuse_taken_port(settings.HOST, settings.PORT)
    import_module(settings.ROOT_URLCONF)  # read once, before the fork: the processes share it
    connections.close_all()  # a connection does not survive the fork either
    gc.freeze()  # what is loaded stays, and its pages of memory stay shared
    stopping = RawValue(c_bool)
    server = _StoppingServer(
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
    server.stopping = stopping
    server.serve(target_loader=partial(_application, os.getpid(), stopping, begin), wrap_loader=False)
