"""Every route of the workspace, with every kind of person: who is sent to sign in, who is refused, what never breaks.

The routes come from the URLconf, so that a new one is tested the day it is written. A context whose route captures
something that no converter describes adds an example in ``routes.EXAMPLES``; one that answers to POST only adds its
name in ``POST_ONLY``. One person asks for every route in turn: nothing may be written, so none is in the others' way.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any  # what Django hands to who watches statements

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.models import Body
from tests.factories import RoleFactory, UserFactory
from tests.platform.accounts.routes import Route, routes_under

ROUTES = routes_under("/espace/")
UNKNOWN_IDS = [route for route in ROUTES if route.has_arguments]
POST_ONLY = {"switch_role", "referrals:admit", "referrals:reject", "referrals:forward"}
TABLES_THAT_READING_TOUCHES = {"django_session", "belvedere_cache"}
WRITE = re.compile(r"(?<!FOR )(?<!DO )\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+\W?(\w+)", re.IGNORECASE)
Ask = Callable[[Route], HttpResponse]


def rows() -> dict[str, str]:
    """Return a digest of the rows of each table."""
    digests = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - TABLES_THAT_READING_TOUCHES):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- names from the database
            digests[table] = hashlib.sha256("\n".join(sorted(map(repr, cursor.fetchall()))).encode()).hexdigest()
    return digests


@contextmanager
def tables_written() -> Iterator[list[str]]:
    """Yield the list, filled while the block runs, of the tables that a statement writes to."""
    found: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        found.extend(table for table in WRITE.findall(sql) if table not in TABLES_THAT_READING_TOUCHES)
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        yield found


def asked(routes: list[Route], ask: Ask) -> dict[str, tuple[int, list[str]]]:
    """Ask for each route; return by path the status of its answer and the tables written to."""
    before, answers = rows(), {}
    for route in routes:
        with tables_written() as written:
            answers[route.path] = (ask(route).status_code, written)
    assert rows() == before
    return answers


@pytest.fixture(params=list(RoleKind), ids=str)
def role(request: pytest.FixtureRequest, metropole: Body) -> Role:
    held = RoleFactory(body=metropole, kind=request.param)
    Authenticator.objects.create(user=held.user, type=Authenticator.Type.TOTP, data={})
    return held


def test_the_workspace_has_routes() -> None:
    assert {"workspace", "switch_role", "people", "people_grant", "people_end"} <= {route.name for route in ROUTES}
    assert {route.name for route in ROUTES} >= POST_ONLY


def test_writes_are_seen(metropole: Body) -> None:
    with tables_written() as written:
        Body.objects.select_for_update().get()
        Body.objects.update(name="Ailleurs")
        Client().force_login(UserFactory())
    assert written == ["territory_body", "accounts_user", "accounts_user"]


def test_an_anonymous_visitor_signs_in_first(metropole: Body, client: Client) -> None:
    sign_in = reverse("account_login") + "?next=/espace/"
    for ask in (client.get, client.post):
        places = {route.path: ask(route.path).headers.get("Location", "") for route in ROUTES}
        assert {path: place for path, place in places.items() if not place.startswith(sign_in)} == {}


def test_someone_without_a_role_is_refused(metropole: Body, client: Client) -> None:
    client.force_login(UserFactory())
    refused = {route.path: (403, []) for route in ROUTES}
    assert asked(ROUTES, lambda route: client.get(route.path)) == refused
    assert asked(ROUTES, lambda route: client.post(route.path)) == refused


def test_reading_changes_nothing_and_never_breaks(role: Role, client: Client) -> None:
    client.force_login(role.user)
    allowed = {route.path: {403, 404, 405} if route.has_arguments else {200, 302, 403, 405} for route in ROUTES}
    answers = asked(ROUTES, lambda route: client.get(route.path))
    assert {path: seen for path, seen in answers.items() if seen[0] not in allowed[path] or seen[1]} == {}


def test_what_changes_something_is_never_read(role: Role, client: Client) -> None:
    client.force_login(role.user)
    answers = asked([route for route in ROUTES if route.name in POST_ONLY], lambda route: client.get(route.path))
    assert {path: seen for path, seen in answers.items() if seen[0] not in {403, 405} or seen[1]} == {}


def test_what_does_not_exist_is_not_found(role: Role, client: Client) -> None:
    client.force_login(role.user)
    answers = asked(UNKNOWN_IDS, lambda route: client.post(route.path, {"text": "x"}))
    assert {path: seen for path, seen in answers.items() if seen[0] not in {403, 404, 405} or seen[1]} == {}


def test_a_form_without_its_token_changes_nothing(metropole: Body) -> None:
    held = RoleFactory(body=metropole, kind=RoleKind.AGENT)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(held.user)
    answers = asked(ROUTES, lambda route: strict.post(route.path, {"text": "x"}))
    assert answers == {route.path: (403, []) for route in ROUTES}
