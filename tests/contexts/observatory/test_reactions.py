"""The observatory follows the journal: a threshold, an avis, an answer."""

from datetime import datetime

import pytest

from belvedere.contexts.observatory.models import Examen
from belvedere.contexts.observatory.states import ExamenState
from belvedere.contexts.panels.actions.opinion import draft_opinion, record_opinion
from belvedere.contexts.referrals.events import THRESHOLD_REACHED
from belvedere.platform.journal.actions import SYSTEM, Subject, record
from belvedere.platform.journal.subscriptions import subscription_named
from belvedere.platform.search.queries import search
from tests.contexts.examens import WHOLE, Panel2026


def react(name: str, event: object, now: datetime) -> None:
    subscription = subscription_named(name)
    assert subscription is not None
    for _time in range(2):
        subscription.react(event, now)  # type: ignore[arg-type]  # an event, whatever the helper's type


@pytest.mark.parametrize(("effect", "opened"), [("panel", [("mobilites", ExamenState.OPENED)]), ("debate", [])])
def test_a_step_that_asks_for_a_panel_opens_one_examen(
    world: Panel2026, now: datetime, effect: str, opened: list[tuple[str, ExamenState]]
) -> None:
    event = record(
        kind=THRESHOLD_REACHED,
        territory=world.body.territory,
        now=now,
        actor=SYSTEM,
        subject=Subject("saisine", "S-2026-0007"),
        matter="S-2026-0007",
        payload={"policy": "mobilites", "threshold": 40, "supports": 40, "step": "panel", "effect": effect},
    )
    react("observatory.open_examen", event, now)
    found = Examen.objects.filter(referral_reference="S-2026-0007")
    assert [(examen.policy.slug, examen.state) for examen in found] == opened


def test_an_opinion_moves_the_examen_at_the_hour_it_was_recorded(world: Panel2026, now: datetime) -> None:
    draft_opinion(examen_reference="E-2026-0001", draft=WHOLE, by=world.agent, now=now)
    record_opinion(examen_reference="E-2026-0001", by=world.agent, now=now)
    event = world.body.territory.events.get(kind="panels.opinion_recorded")
    react("observatory.note_opinion", event, datetime.fromisoformat("2027-01-01T09:00+00:00"))
    examen = Examen.objects.get()
    assert (examen.state, examen.moved_at) == (ExamenState.OPINION_GIVEN, now)


def test_an_opened_examen_can_be_found(world: Panel2026, now: datetime) -> None:
    event = world.body.territory.events.get(kind="observatory.examen_opened")
    react("search.examens", event, now)
    assert [(hit.kind, hit.url) for hit in search("E-2026-0001")] == [("examen", "/observatoire/examens/E-2026-0001/")]
