import json
import logging
import sys

import pytest
from django.test import Client, RequestFactory
from django.urls import resolve

from belvedere.config.logs import JsonLines, PlainLines
from belvedere.platform.territory.models import Territory


def record(message: str, *arguments: object, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("django.request", logging.ERROR, "file.py", 1, message, arguments, None)
    for name, value in extra.items():
        setattr(made, name, value)
    return made


def test_a_token_in_the_path_is_not_logged() -> None:
    request = RequestFactory().get("/saisines/soutien/secret-token/?email=moi%40exemple.fr")
    request.resolver_match = resolve("/saisines/soutien/secret-token/")
    line = PlainLines().format(record("Not Found: %s", request.path, request=request))
    assert line == "ERROR django.request: Not Found: /saisines/soutien/<str:token>/"


def test_addresses_are_masked_in_messages_and_tracebacks() -> None:
    try:
        raise ValueError("Key (email)=(marie.durand@exemple.fr) exists")
    except ValueError:
        made = record("failed for %s", "marie.durand@exemple.fr")
        made.exc_info = sys.exc_info()
    for form in (JsonLines(), PlainLines()):
        line = form.format(made)
        assert "marie.durand" not in line
        assert "ValueError: Key (email)=(…@…) exists" in line


def test_json_is_one_line_with_its_facts() -> None:
    line = JsonLines().format(record("answered\nthere", facts={"status": 200}))
    read = json.loads(line)
    assert "\n" not in line
    assert {name: read[name] for name in ("level", "logger", "message", "status")} == {
        "level": "ERROR",
        "logger": "django.request",
        "message": "answered\nthere",
        "status": 200,
    }


def test_each_answer_is_logged_by_its_route(territory: Territory, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "belvedere.access"):
        Client().get("/nulle-part/secret/?x=moi@exemple.fr")
    [logged] = [line for line in caplog.records if line.name == "belvedere.access"]
    facts = {name: value for name, value in vars(logged)["facts"].items() if name != "ms"}
    assert facts["route"] == "(no route)"
    assert facts["method"] == "GET"
    assert "secret" not in str(facts)
