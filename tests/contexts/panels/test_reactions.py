"""A referral's step that asks for a panel opens a recruitment, once."""

import json
from datetime import date, datetime

from belvedere.contexts.observatory.actions import open_examen
from belvedere.contexts.panels.models import Campaign
from belvedere.contexts.panels.subscriptions import open_recruitment
from belvedere.platform.journal.models import Event
from belvedere.platform.territory.actions import set_parameter
from belvedere.platform.territory.states import Confidence
from tests.contexts.examens import Panel2026


def opened(world: Panel2026, referral: str, now: datetime) -> Event:
    territory = world.agent.body.territory
    examen = open_examen(territory=territory, policy_slug="mobilites", referral_reference=referral, now=now)
    return Event.objects.get(kind="observatory.examen_opened", matter=examen.reference)


def test_a_referral_that_asks_for_a_panel_opens_its_recruitment_once(world: Panel2026, now: datetime) -> None:
    event = opened(world, "S-2026-0007", now)

    for _twice in range(2):
        open_recruitment(event, now)

    campaign = Campaign.objects.get()
    assert (campaign.state, campaign.title, campaign.size) == ("preparation", "Panel sur\xa0: Mobilités", 42)
    assert (campaign.body, campaign.matter) == (world.agent.body, event.matter)
    told = Event.objects.get(kind="panels.campaign_opened")
    assert json.loads(told.payload) == {"examen": event.matter, "body": world.agent.body.slug, "size": 42}


def test_the_places_are_those_that_the_body_fixed(world: Panel2026, now: datetime) -> None:
    body = world.agent.body
    act = {"source": "Délibération", "confidence": Confidence.SECONDARY}
    set_parameter(body=body, code="panel.places", value=30, since=date(2026, 1, 1), **act)

    open_recruitment(opened(world, "S-2026-0008", now), now)

    assert Campaign.objects.get().size == 30


def test_an_examen_of_the_observatory_opens_none(world: Panel2026, now: datetime) -> None:
    open_recruitment(opened(world, "", now), now)

    assert not Campaign.objects.exists()
