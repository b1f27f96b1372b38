"""An administrator gives and ends roles in one body: his own."""

import json
from collections.abc import Callable
from datetime import date, datetime

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from belvedere.platform.accounts.actions import end_role, grant_role
from belvedere.platform.accounts.models import Role, User
from belvedere.platform.accounts.refusals import (
    DepartmentOfAnotherBody,
    LastAdministrator,
    RoleAlreadyEnded,
    RoleAlreadyHeld,
)
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Body, Commune
from tests.factories import DepartmentFactory, RoleFactory, UserFactory

Counter = Callable[..., object]


def with_factor(role: Role) -> Role:
    Authenticator.objects.create(user=role.user, type=Authenticator.Type.TOTP, data={})
    return role


@pytest.fixture
def bruno(metropole: Body) -> Role:
    return with_factor(
        RoleFactory(
            body=metropole, kind=RoleKind.ADMINISTRATOR, user=UserFactory(display_name="Bruno", email="b@ex.fr")
        )
    )


@pytest.fixture
def mayor(chamalieres: Commune) -> Role:
    return with_factor(RoleFactory(body=chamalieres.body, kind=RoleKind.ADMINISTRATOR))


@pytest.fixture
def desk(bruno: Role, client: Client) -> Client:
    client.force_login(bruno.user)
    return client


def events() -> list[tuple[str, str, str, str, dict[str, str]]]:
    return [
        (event.kind, event.actor_id, event.subject_id, event.matter, json.loads(event.payload))
        for event in Event.objects.order_by("sequence")
    ]


def test_granting_a_role_is_journaled_without_naming_anybody(bruno: Role, now: datetime) -> None:
    role = grant_role(by=bruno, email=" Karim@Exemple.FR ", kind=RoleKind.AGENT, now=now, display_name="Karim")
    assert (role.user.email, role.user.display_name, role.body, role.kind, role.since, role.until) == (
        "karim@exemple.fr", "Karim", bruno.body, "agent", date(2026, 11, 23), None,
    )  # fmt: skip
    assert not role.user.has_usable_password()
    payload = {"body": "clermont-auvergne-metropole", "kind": "agent"}
    assert events() == [("accounts.role_granted", f"role:{bruno.pk}", str(role.pk), "", payload)]


def test_the_person_is_told_how_to_sign_in(bruno: Role, now: datetime) -> None:
    grant_role(by=bruno, email="karim@exemple.fr", kind=RoleKind.AGENT, now=now)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["karim@exemple.fr"], "Vous avez un rôle dans Clermont Auvergne Métropole")
    assert "http://127.0.0.1:8000/compte/connexion/" in letter.body
    assert "Participation citoyenne" in letter.body


def test_granting_to_an_existing_account_keeps_it(bruno: Role, now: datetime) -> None:
    someone = UserFactory(email="karim@exemple.fr", display_name="Karim")
    role = grant_role(by=bruno, email="KARIM@exemple.fr", kind=RoleKind.AGENT, now=now, display_name="Autre nom")
    someone.refresh_from_db()
    assert (role.user, someone.display_name) == (someone, "Karim")


def test_a_role_is_held_once(bruno: Role, now: datetime) -> None:
    grant_role(by=bruno, email="karim@exemple.fr", kind=RoleKind.AGENT, now=now)
    with pytest.raises(RoleAlreadyHeld):
        grant_role(by=bruno, email="karim@exemple.fr", kind=RoleKind.AGENT, now=now)
    assert len(events()) == 1


def test_a_department_is_one_of_the_body(bruno: Role, mayor: Role, now: datetime) -> None:
    elsewhere = DepartmentFactory(body=mayor.body)
    with pytest.raises(DepartmentOfAnotherBody):
        grant_role(by=bruno, email="h@exemple.fr", kind=RoleKind.DEPARTMENT, department=elsewhere, now=now)
    assert (events(), User.objects.filter(email="h@exemple.fr").exists()) == ([], False)


@pytest.mark.parametrize("kind", [kind for kind in RoleKind if kind != RoleKind.ADMINISTRATOR])
def test_only_an_administrator_grants_and_ends(metropole: Body, bruno: Role, now: datetime, kind: RoleKind) -> None:
    other = RoleFactory(body=metropole, kind=kind)
    with pytest.raises(NotAllowed):
        grant_role(by=other, email="x@exemple.fr", kind=RoleKind.ADMINISTRATOR, now=now)
    with pytest.raises(NotAllowed):
        end_role(by=other, role=bruno, now=now)


def test_ending_a_role_takes_effect_today_and_is_journaled(bruno: Role, now: datetime) -> None:
    karim = RoleFactory(body=bruno.body, kind=RoleKind.AGENT)
    ended = end_role(by=bruno, role=karim, now=now)
    payload = {"body": "clermont-auvergne-metropole", "kind": "agent"}
    assert ended.until == date(2026, 11, 23)
    assert events() == [("accounts.role_ended", f"role:{bruno.pk}", str(karim.pk), "", payload)]
    with pytest.raises(RoleAlreadyEnded):
        end_role(by=bruno, role=karim, now=now)


def test_a_role_given_by_mistake_ends_on_the_same_day_and_may_be_given_again(bruno: Role, now: datetime) -> None:
    given = grant_role(by=bruno, email="k@exemple.fr", kind=RoleKind.AGENT, now=now)
    end_role(by=bruno, role=given, now=now)
    again = grant_role(by=bruno, email="k@exemple.fr", kind=RoleKind.AGENT, now=now)
    assert (again.until, len(events())) == (None, 3)


def test_an_administrator_touches_no_other_body(bruno: Role, mayor: Role, now: datetime) -> None:
    theirs = RoleFactory(body=mayor.body, kind=RoleKind.AGENT)
    with pytest.raises(NotAllowed):
        end_role(by=bruno, role=theirs, now=now)
    theirs.refresh_from_db()
    assert (theirs.until, events()) == (None, [])


def test_the_last_administrator_stays(bruno: Role, now: datetime) -> None:
    with pytest.raises(LastAdministrator):
        end_role(by=bruno, role=bruno, now=now)
    second = RoleFactory(body=bruno.body, kind=RoleKind.ADMINISTRATOR)
    User.objects.filter(pk=second.user.pk).update(is_active=False)
    with pytest.raises(LastAdministrator):
        end_role(by=bruno, role=bruno, now=now)
    assert end_role(by=bruno, role=second, now=now).until == date(2026, 11, 23)


@pytest.mark.parametrize("others", [0, 2])
def test_the_list_shows_the_people_of_the_body_only(
    desk: Client, bruno: Role, mayor: Role, others: int, django_assert_num_queries: Counter
) -> None:
    colleagues = [
        RoleFactory(body=bruno.body, user=UserFactory(display_name=f"Claire {n}", email=f"c{n}@ex.fr"))
        for n in range(others)
    ]
    RoleFactory(body=bruno.body, since=date(2020, 1, 1), until=date(2021, 1, 1))
    with django_assert_num_queries(6):  # type: ignore[attr-defined]  # session, user, territory, roles, factor, list
        page = desk.get("/espace/personnes/")
    assert list(page.context["roles"]) == [bruno, *colleagues]
    assert mayor.user.email not in page.content.decode()


def test_a_role_is_given_on_screen(desk: Client, bruno: Role) -> None:
    department = DepartmentFactory(body=bruno.body, slug="mobilites")
    typed = {"email": "h@exemple.fr", "display_name": "Hélène", "kind": "service", "department": str(department.pk)}
    answer = desk.post("/espace/personnes/ajouter/", typed)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/espace/personnes/")
    role = Role.objects.get(user__email="h@exemple.fr")
    assert (role.kind, role.department, role.body) == ("service", department, bruno.body)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"email": "", "kind": "agent"}, {"email"}),
        ({"email": "pas-une-adresse", "kind": "agent"}, {"email"}),
        ({"email": "x@exemple.fr", "kind": "roi"}, {"kind"}),
        ({"email": "x@exemple.fr", "kind": "service"}, {"department"}),
        ({"email": "x@exemple.fr", "kind": "agent", "display_name": "é" * 151}, {"display_name"}),
    ],
)
def test_what_cannot_be_read_is_shown_again(desk: Client, typed: dict[str, str], wrong: set[str]) -> None:
    answer = desk.post("/espace/personnes/ajouter/", typed)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, wrong)
    assert answer.context["form"].data["email"] == typed["email"]
    assert events() == []


def test_a_department_of_another_body_cannot_be_chosen_on_screen(desk: Client, mayor: Role) -> None:
    elsewhere = DepartmentFactory(body=mayor.body)
    answer = desk.post(
        "/espace/personnes/ajouter/", {"email": "x@exemple.fr", "kind": "service", "department": str(elsewhere.pk)}
    )
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"department"})


def test_a_role_ends_on_screen_after_a_question(desk: Client, bruno: Role) -> None:
    karim = RoleFactory(body=bruno.body)
    path = f"/espace/personnes/{karim.pk}/terminer/"
    assert desk.get(path).context["ending"] == karim
    karim.refresh_from_db()
    assert karim.until is None
    assert desk.post(path).headers["Location"] == "/espace/personnes/"
    karim.refresh_from_db()
    assert karim.until is not None
    assert desk.post(path).status_code == 409


def test_another_body_s_role_is_not_found(desk: Client, mayor: Role) -> None:
    theirs = RoleFactory(body=mayor.body)
    for path in (f"/espace/personnes/{theirs.pk}/terminer/", "/espace/personnes/999999/terminer/"):
        assert (desk.get(path).status_code, desk.post(path).status_code) == (404, 404)
    theirs.refresh_from_db()
    assert theirs.until is None


def test_hostile_names_are_shown_as_text(desk: Client, bruno: Role) -> None:
    RoleFactory(body=bruno.body, user=UserFactory(display_name="<script>alert(1)</script>"))
    page = desk.get("/espace/personnes/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_an_agent_neither_reads_nor_writes(metropole: Body, bruno: Role, client: Client) -> None:
    client.force_login(RoleFactory(body=metropole, kind=RoleKind.AGENT).user)
    paths = ("/espace/personnes/", "/espace/personnes/ajouter/", f"/espace/personnes/{bruno.pk}/terminer/")
    assert [client.get(path).status_code for path in paths] == [403, 403, 403]
    assert client.post(paths[2]).status_code == 403


def test_the_list_leaves_as_a_file(desk: Client, bruno: Role, mayor: Role) -> None:
    hostile = RoleFactory(body=bruno.body, user=UserFactory(display_name="=HYPERLINK(1)", email="c@ex.fr"))
    text = b"".join(desk.get("/espace/personnes/?format=csv").streaming_content).decode("utf-8-sig")
    assert text.splitlines() == [
        "nom,adresse,role,service,depuis",
        "'=HYPERLINK(1),c@ex.fr,agent,,2020-01-01",
        "Bruno,b@ex.fr,administrateur,,2020-01-01",
    ]
    found = json.loads(b"".join(desk.get("/espace/personnes/?format=json").streaming_content))
    assert "licence" not in found
    assert [row["adresse"] for row in found["rows"]] == [hostile.user.email, bruno.user.email]
    assert desk.get("/espace/personnes/?format=exe").context["body"] == bruno.body
