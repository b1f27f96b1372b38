"""Every route of the workspace, with every kind of person: who is sent to sign in, who is refused, what never breaks.

The routes come from the URLconf, so that a new one is tested the day it is written. A context whose route captures
something that no converter describes adds an example in ``routes.EXAMPLES``; one that answers to POST only adds its
name in ``POST_ONLY``.
"""

import hashlib

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
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


def all_routes() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("route", ROUTES, ids=str)


def rows() -> dict[str, str]:
    """Return a digest of the rows of each table."""
    digests = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - TABLES_THAT_READING_TOUCHES):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- names from the database
            digests[table] = hashlib.sha256("\n".join(sorted(map(repr, cursor.fetchall()))).encode()).hexdigest()
    return digests


@pytest.fixture(params=list(RoleKind), ids=str)
def role(request: pytest.FixtureRequest, metropole: Body) -> Role:
    held = RoleFactory(body=metropole, kind=request.param)
    Authenticator.objects.create(user=held.user, type=Authenticator.Type.TOTP, data={})
    return held


def test_the_workspace_has_routes() -> None:
    assert {"workspace", "switch_role", "people", "people_grant", "people_end"} <= {route.name for route in ROUTES}
    assert {route.name for route in ROUTES} >= POST_ONLY


@all_routes()
def test_an_anonymous_visitor_signs_in_first(metropole: Body, client: Client, route: Route) -> None:
    for answer in (client.get(route.path), client.post(route.path)):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(reverse("account_login") + "?next=/espace/")


@all_routes()
def test_someone_without_a_role_is_refused(metropole: Body, client: Client, route: Route) -> None:
    client.force_login(UserFactory())
    assert [client.get(route.path).status_code, client.post(route.path).status_code] == [403, 403]


@all_routes()
def test_reading_changes_nothing_and_never_breaks(role: Role, client: Client, route: Route) -> None:
    client.force_login(role.user)
    before = rows()
    answer = client.get(route.path)
    assert rows() == before
    assert answer.status_code in ({403, 404, 405} if route.has_arguments else {200, 302, 403, 405})


@pytest.mark.parametrize("name", sorted(POST_ONLY))
def test_what_changes_something_is_never_read(role: Role, client: Client, name: str) -> None:
    client.force_login(role.user)
    path = next(route.path for route in ROUTES if route.name == name)
    assert client.get(path).status_code in {403, 405}


@pytest.mark.parametrize("route", UNKNOWN_IDS, ids=str)
def test_what_does_not_exist_is_not_found(role: Role, client: Client, route: Route) -> None:
    client.force_login(role.user)
    before = rows()
    assert client.post(route.path, {"text": "x"}).status_code in {403, 404, 405}
    assert rows() == before


@all_routes()
def test_a_form_without_its_token_changes_nothing(metropole: Body, route: Route) -> None:
    held = RoleFactory(body=metropole, kind=RoleKind.AGENT)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(held.user)
    before = rows()
    assert strict.post(route.path, {"text": "x"}).status_code == 403
    assert rows() == before
