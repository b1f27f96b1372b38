"""Referrals for programs: what the page shows, no more."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from belvedere.contexts.referrals.actions.decide import reject_referral
from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.states import RejectionReason
from tests.contexts.referrals.conftest import World

LIST = "/api/v1/referrals/"


@pytest.fixture
def referral(world: World, now: datetime) -> Referral:
    found = world.admitted(now)
    world.supported(found, "a@exemple.fr", now)
    return found


def test_one_referral(client: Client, referral: Referral) -> None:
    assert client.get(f"{LIST}{referral.reference}").json() == {
        "reference": referral.reference,
        "url": f"http://127.0.0.1:8000/saisines/{referral.reference}/",
        "title": "Des bus plus tôt le dimanche",
        "text": "Faire partir les bus avant 7 heures le dimanche.",
        "body": {"slug": "clermont-auvergne-metropole", "name": "Clermont Auvergne Métropole"},
        "policy": {"slug": "mobilites", "name": "Mobilités"},
        "commune": {"insee": "63075", "name": "Chamalières"},
        "publication": "recevable",
        "rejection_reason": "",
        "collection": "ouverte",
        "verification": "non_verifiee",
        "follow_up": "aucune",
        "supports": 2,
        "deposited_at": "2026-11-23T09:00:00Z",
        "decided_at": "2026-11-23T09:00:00Z",
        "closes_on": "2027-02-21",
        "closed_at": None,
        "examen": None,
    }


def test_counts_by_commune_and_level(client: Client, referral: Referral) -> None:
    assert client.get(f"{LIST}{referral.reference}/counts").json() == {
        "reference": referral.reference,
        "supports": 2,
        "verified_at": None,
        "counts": [
            {"commune": {"insee": "63032", "name": "Beaumont"}, "level": "email", "supports": 1},
            {"commune": {"insee": "63075", "name": "Chamalières"}, "level": "email", "supports": 1},
        ],
    }


def test_steps_say_what_blocks_in_the_language_asked(client: Client, referral: Referral) -> None:
    path = f"{LIST}{referral.reference}/steps"
    [french] = client.get(path).json()["steps"]
    assert (french["state"], french["counted"], french["needed"]) == ("a_atteindre", 2, 3)
    assert french["explanation"] == "Il manque 1\u00a0soutien."
    [english] = client.get(path, headers={"Accept-Language": "en"}).json()["steps"]
    assert english["explanation"] == "Still missing: 1 support."


def test_what_is_not_decided_does_not_exist(client: Client, world: World, now: datetime) -> None:
    received = world.received(now)
    assert client.get(LIST).json() == {"items": [], "next": None}
    for rest in ("", "/counts", "/steps"):
        assert client.get(f"{LIST}{received.reference}{rest}").status_code == 404


def test_an_unlawful_text_is_not_given(client: Client, world: World, now: datetime) -> None:
    received = world.received(now)
    reject_referral(referral=received, reason=RejectionReason.UNLAWFUL, next_door=None, by=world.agent, now=now)
    [row] = client.get(LIST).json()["items"]
    assert (row["title"], row["text"]) == ("Texte non publié", "")


def test_the_list_is_read_by_cursor_under_its_filters(client: Client, world: World, now: datetime) -> None:
    made = [world.admitted(now, email=f"d{number}@exemple.fr").reference for number in range(3)]
    first = client.get(f"{LIST}?limit=2&state=ouverte").json()
    assert [row["reference"] for row in first["items"]] == [made[2], made[1]]
    assert first["next"].startswith(f"http://127.0.0.1:8000{LIST}?limit=2&state=ouverte&cursor=")
    last = client.get(first["next"].removeprefix("http://127.0.0.1:8000")).json()
    assert ([row["reference"] for row in last["items"]], last["next"]) == ([made[0]], None)
    assert client.get(f"{LIST}?state=close").json() == {"items": [], "next": None}
    assert client.get(f"{LIST}?commune=nulle-part").json() == {"items": [], "next": None}


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_takes_as_many_statements_whatever_its_length(
    client: Client, world: World, now: datetime, number: int, django_assert_num_queries: Callable
) -> None:
    for place in range(number):
        world.admitted(now, email=f"d{place}@exemple.fr")
    client.get(LIST)
    with django_assert_num_queries(3):
        assert len(client.get(LIST).json()["items"]) == number
