"""Anybody may become a person of the demonstration, in the demonstration only; and nobody else, ever."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from belvedere.platform.accounts.demo import PERSONAS, load
from belvedere.platform.accounts.models import Role, User
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.models import Body, Commune
from belvedere.platform.territory.states import BodyKind
from tests.factories import BodyFactory, DepartmentFactory, UserFactory


@pytest.fixture
def loaded(metropole: Body, chamalieres: Commune, now: datetime, settings: Settings) -> Demo:
    settings.DEMO = True
    BodyFactory(territory=metropole.territory, kind=BodyKind.TRANSPORT_AUTHORITY, slug="smtc-ac")
    DepartmentFactory(body=metropole, slug="participation")
    DepartmentFactory(body=metropole, slug="mobilites")
    demo = Demo(territory=metropole.territory, today=now.date())
    load(demo=demo)
    return demo


def test_loading_twice_changes_nothing(loaded: Demo) -> None:
    before = list(Role.objects.order_by("pk").values()), list(User.objects.order_by("pk").values())
    load(demo=loaded)
    assert (list(Role.objects.order_by("pk").values()), list(User.objects.order_by("pk").values())) == before


def test_personas_hold_the_roles_they_are_given(loaded: Demo) -> None:
    held = Role.objects.order_by("user__pk").values_list("user__display_name", "kind", "body__slug", "department__slug")
    metropole = "clermont-auvergne-metropole"
    assert list(held) == [
        ("Karim", "agent", metropole, "participation"),
        ("Nadia", "agent", "chamalieres", None),
        ("Hélène", "service", metropole, "mobilites"),
        ("Marc", "elu", metropole, None),
        ("Inès", "animateur", metropole, None),
        ("Théo", "moderateur", metropole, None),
        ("Claire", "auditeur", metropole, None),
        ("Bruno", "administrateur", metropole, None),
        ("Samir", "agent", "smtc-ac", None),
    ]
    assert {kind for _, kind, _, _ in held} == set(RoleKind)


def test_the_page_offers_each_persona(loaded: Demo, client: Client) -> None:
    page = client.get("/demo/")
    assert [card.persona for card in page.context["cards"]] == list(PERSONAS)


def test_one_enters_as_a_persona(loaded: Demo, client: Client) -> None:
    karim = User.objects.get(email="karim@demo.invalid")
    answer = client.post(f"/demo/{karim.uuid}/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/espace/")
    assert client.session["_auth_user_id"] == str(karim.pk)
    assert client.get("/espace/").status_code == 200


def test_a_persona_without_role_enters_by_the_front_door(loaded: Demo, client: Client) -> None:
    suzanne = User.objects.get(email="suzanne@demo.invalid")
    assert client.post(f"/demo/{suzanne.uuid}/").headers["Location"] == "/"


def test_the_administrator_of_the_demonstration_needs_no_second_factor(loaded: Demo, client: Client) -> None:
    bruno = User.objects.get(email="bruno@demo.invalid")
    client.post(f"/demo/{bruno.uuid}/")
    assert client.get("/espace/personnes/").status_code == 200


def test_signing_in_changes_the_session_key(loaded: Demo, client: Client) -> None:
    client.session["before"] = True
    client.get("/demo/")
    session = client.session
    session["seen"] = "yes"
    session.save()
    planted = session.session_key
    client.post(f"/demo/{User.objects.get(email='karim@demo.invalid').uuid}/")
    assert client.session.session_key != planted


def test_nobody_enters_as_a_real_person(loaded: Demo, client: Client) -> None:
    someone = UserFactory(email="quelquun@exemple.fr")
    assert client.post(f"/demo/{someone.uuid}/").status_code == 404
    assert client.post(f"/demo/{uuid4()}/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_persona_who_was_closed_stays_out(loaded: Demo, client: Client) -> None:
    User.objects.filter(email="karim@demo.invalid").update(is_active=False)
    karim = User.objects.get(email="karim@demo.invalid")
    assert client.post(f"/demo/{karim.uuid}/").status_code == 404


def test_reading_never_signs_in(loaded: Demo, client: Client) -> None:
    karim = User.objects.get(email="karim@demo.invalid")
    assert client.get(f"/demo/{karim.uuid}/").status_code == 405
    assert "_auth_user_id" not in client.session


def test_outside_the_demonstration_these_pages_do_not_exist(loaded: Demo, client: Client, settings: Settings) -> None:
    settings.DEMO = False
    karim = User.objects.get(email="karim@demo.invalid")
    assert client.get("/demo/").status_code == 404
    assert client.post(f"/demo/{karim.uuid}/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_persona_cannot_be_erased(loaded: Demo, client: Client) -> None:
    suzanne = User.objects.get(email="suzanne@demo.invalid")
    client.force_login(suzanne)
    assert client.post("/compte/effacer/", {"confirmation": suzanne.email}).status_code == 409
    assert User.objects.filter(pk=suzanne.pk).exists()


def test_an_empty_demonstration_says_how_to_load_it(metropole: Body, client: Client, settings: Settings) -> None:
    settings.DEMO = True
    assert "Lancez «\xa0belvedere demo\xa0»" in client.get("/demo/").content.decode()
