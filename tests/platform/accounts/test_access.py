"""The workspace's door: who enters, who is sent to sign in, who is refused."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Body
from tests.factories import RoleFactory, UserFactory

SignIn = Callable[[Role], None]


@pytest.fixture
def agent(metropole: Body) -> Role:
    return RoleFactory(body=metropole, kind=RoleKind.AGENT)


@pytest.fixture
def administrator(metropole: Body) -> Role:
    return RoleFactory(body=metropole, kind=RoleKind.ADMINISTRATOR)


def test_an_anonymous_visitor_signs_in_and_comes_back(metropole: Body, client: Client) -> None:
    answer = client.get("/espace/personnes/?page=2")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "/compte/connexion/?next=/espace/personnes/%3Fpage%3D2",
    )


def test_a_form_sent_after_the_session_ended_comes_back_to_the_workspace(metropole: Body, client: Client) -> None:
    answer = client.post("/espace/role/", {"role": "1"})
    assert answer.headers["Location"] == "/compte/connexion/?next=/espace/"


def test_someone_without_a_role_is_told_what_to_do(metropole: Body, client: Client) -> None:
    client.force_login(UserFactory())
    answer = client.get("/espace/")
    assert answer.status_code == 403
    assert "demandez un rôle à l’administrateur" in answer.content.decode()


def test_an_agent_enters(agent: Role, client: Client) -> None:
    client.force_login(agent.user)
    answer = client.get("/espace/")
    assert (answer.status_code, answer.context["role"]) == (200, agent)


def test_an_ended_role_opens_nothing(agent: Role, client: Client) -> None:
    Role.objects.filter(pk=agent.pk).update(until=agent.since)
    client.force_login(agent.user)
    assert client.get("/espace/").status_code == 403


def test_an_agent_is_not_an_administrator(agent: Role, client: Client) -> None:
    client.force_login(agent.user)
    assert client.get("/espace/personnes/").status_code == 403


def test_an_administrator_sets_up_a_second_factor_first(administrator: Role, client: Client) -> None:
    client.force_login(administrator.user)
    for path in ("/espace/", "/espace/personnes/"):
        assert client.get(path).headers["Location"] == "/compte/securite/obligatoire/"


@pytest.mark.parametrize("factor", [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
def test_an_administrator_with_a_second_factor_enters(
    administrator: Role, client: Client, factor: Authenticator.Type
) -> None:
    Authenticator.objects.create(user=administrator.user, type=factor, data={})
    client.force_login(administrator.user)
    assert client.get("/espace/personnes/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(administrator: Role, client: Client) -> None:
    Authenticator.objects.create(user=administrator.user, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(administrator.user)
    assert client.get("/espace/").status_code == 302


def test_an_administrator_who_acts_in_another_role_still_needs_it(
    administrator: Role, client: Client, metropole: Body
) -> None:
    agent = RoleFactory(user=administrator.user, body=metropole, kind=RoleKind.AGENT)
    client.force_login(administrator.user)
    session = client.session
    session["acting_role"] = agent.pk
    session.save()
    assert client.get("/espace/").headers["Location"] == "/compte/securite/obligatoire/"


def test_the_decorator_guards_a_view_outside_the_workspace(agent: Role, rf: RequestFactory) -> None:
    @role_required(RoleKind.ELECTED)
    def view(_request: HttpRequest) -> HttpResponse:
        raise AssertionError

    request = rf.get("/ailleurs/")
    request.user, request.role, request.roles, request.has_entered = agent.user, agent, [agent], False
    with pytest.raises(NotAllowed):
        view(request)
