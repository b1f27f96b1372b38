"""Commitments for programs."""

from datetime import datetime

from django.test import Client

from belvedere.contexts.actionplan.models import Action
from tests.contexts.actionplan.test_actions import created, done
from tests.contexts.opinions import Body2026

LIST = "/api/v1/commitments/"


def test_one_commitment_with_its_history(client: Client, world: Body2026, now: datetime) -> None:
    done(world, now)
    row = Action.objects.get()
    said = client.get(f"{LIST}{row.reference}").json()
    assert (said["reference"], said["state"], said["percent"]) == (row.reference, "faite", 100)
    assert (said["opinion"], said["recommendation"], said["due_on"]) == ("A-2026-0001", 1, row.due_on.isoformat())
    assert said["url"] == f"http://127.0.0.1:8000/plan-d-actions/{row.reference}/"
    assert [line["state"] for line in said["history"]][-1] == "faite"


def test_the_list_by_body_and_state(client: Client, world: Body2026, now: datetime) -> None:
    created(world, now)
    [row] = client.get(LIST).json()["items"]
    assert "history" not in row
    assert client.get(f"{LIST}?body={world.body.slug}&state={row['state']}").json() == {"items": [row], "next": None}
    assert client.get(f"{LIST}?state=faite").json() == {"items": [], "next": None}
    assert client.get(f"{LIST}?body=nulle-part").json() == {"items": [], "next": None}


def test_what_was_never_promised_does_not_exist(client: Client, world: Body2026) -> None:
    assert client.get(f"{LIST}P-2026-0001").status_code == 404
