"""Logs: one line by fact on the standard error, JSON in production, without personal data.

A path may carry the token of a link, a query what was typed, an error message an address: a request is named by its
route, and addresses are masked.
"""

import json
import logging
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any  # Django's LOGGING is a dictionary of anything

from django.http import HttpRequest, HttpResponse

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_access = logging.getLogger("belvedere.access")


def route_of(request: HttpRequest) -> str:
    """Return the route that answered, with the names of its parts instead of their values."""
    match = request.resolver_match
    return f"/{match.route}" if match is not None else "(no route)"


def safe_message(record: logging.LogRecord) -> str:
    """Return the message without the request's path nor any address."""
    message = record.getMessage()
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        for path in (request.get_full_path(), request.path):
            if len(path) > 1:
                message = message.replace(path, route_of(request))
    return _ADDRESS.sub("…@…", message)


class JsonLines(logging.Formatter):
    """One JSON object by line, for machines."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"time": moment, "level": record.levelname, "logger": record.name}
        line["message"] = safe_message(record)
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["exception"] = _ADDRESS.sub("…@…", self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


class PlainLines(logging.Formatter):
    """The same facts for the eyes of a developer."""

    def format(self, record: logging.LogRecord) -> str:
        facts = " ".join(f"{name}={value}" for name, value in getattr(record, "facts", {}).items())
        line = f"{record.levelname} {record.name}: {safe_message(record)} {facts}".rstrip()
        if record.exc_info:
            line += "\n" + _ADDRESS.sub("…@…", self.formatException(record.exc_info))
        return line


class AccessLogMiddleware:
    """Logs each answer: method, route, status, milliseconds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        milliseconds = round((time.perf_counter() - began) * 1000, 1)
        facts = {"method": request.method, "route": route_of(request), "status": response.status_code}
        _access.info("answered", extra={"facts": facts | {"ms": milliseconds}})
        return response


def logging_settings(*, form: str, level: str) -> dict[str, Any]:
    """Return Django's LOGGING: ``form`` is json or plain."""
    formatter = JsonLines if form == "json" else PlainLines
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's own handlers would write the path and mail the administrators.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
            "_granian": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }
