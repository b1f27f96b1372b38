"""Counters are what a recount says, whatever the order; the threshold is crossed once."""

import threading
from datetime import datetime

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from belvedere.contexts.referrals.actions.support import confirm_support, request_support, withdraw_support
from belvedere.contexts.referrals.events import STEP_LOST, THRESHOLD_REACHED
from belvedere.contexts.referrals.models import Referral, Step, Support, SupportContact
from belvedere.contexts.referrals.queries import recounted, tally_of
from belvedere.contexts.referrals.states import StepState
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import Refusal
from belvedere.platform.rows import lock
from tests.concurrency import run_at_once
from tests.contexts.referrals.conftest import World

STEPS = st.lists(st.tuples(st.sampled_from(["ask", "confirm", "withdraw"]), st.integers(0, 4)), max_size=15)


LOST_AND_REACHED_AGAIN = [
    *(("ask", person) for person in range(3)),
    *(("confirm", 1), ("confirm", 2), ("withdraw", 1), ("ask", 1), ("confirm", 1), ("withdraw", 2), ("confirm", 0)),
]


def crossings(referral: Referral) -> tuple[int, int]:
    """Return how many times the threshold was reached, and lost again."""
    told = Event.objects.filter(matter=referral.reference)
    reached, lost = (told.filter(kind=kind.code).count() for kind in (THRESHOLD_REACHED, STEP_LOST))
    return reached, lost


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
@example(steps=LOST_AND_REACHED_AGAIN)
def test_counters_are_what_a_recount_says(world: World, now: datetime, steps: list[tuple[str, int]]) -> None:
    referral = world.admitted(now)
    asked: dict[int, Support] = {}
    for verb, person in steps:
        if verb == "ask":
            asked[person] = world.asked(referral, f"p{person}.{referral.pk}@exemple.fr", now)
        elif person in asked:
            act = confirm_support if verb == "confirm" else withdraw_support
            try:
                act(support=asked[person], now=now)
            except Refusal as refusal:
                assert refusal.code == "link_expired"  # noqa: PT017 -- withdrawn before
        assert tally_of(referral).by_commune == recounted(referral)
    reached, lost = crossings(referral)
    is_reached = Step.objects.get(referral=referral).state == StepState.REACHED
    assert reached == lost + is_reached


@pytest.mark.usefixtures("several_connections")
def test_two_confirmations_at_once_cross_it_once(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    supports = [world.asked(referral, f"p{number}@exemple.fr", now) for number in range(4)]
    run_at_once(4, lambda number: confirm_support(support=supports[number], now=now), territory=world.territory)
    assert tally_of(referral).by_commune == recounted(referral) == {"63075": 1, "63032": 4}
    assert (Step.objects.get().state, crossings(referral)) == ("atteint", (1, 0))


@pytest.mark.usefixtures("several_connections")
def test_one_support_confirmed_at_once_counts_once(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    support = world.asked(referral, "paul@exemple.fr", now)
    run_at_once(4, lambda _number: confirm_support(support=support, now=now), territory=world.territory)
    assert tally_of(referral).total == 2


@pytest.mark.usefixtures("several_connections")
def test_one_address_asked_at_once_is_one_support_with_its_contact(world: World, now: datetime) -> None:
    referral = world.admitted(now)

    def ask(_number: int) -> None:
        request_support(referral=referral, commune=world.other, email="paul@exemple.fr", language="fr", now=now)

    run_at_once(4, ask, territory=world.territory)
    assert (Support.objects.count(), SupportContact.objects.count()) == (2, 2)


@pytest.mark.usefixtures("several_connections")
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_who_asks_does_not_wait_for_who_confirms(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    asked, confirming = threading.Event(), threading.Barrier(2)

    def ask_while_somebody_confirms(number: int) -> bool:
        if number == 0:
            with transaction.atomic():
                lock(Referral, id=referral.pk)
                confirming.wait(timeout=10)
                return asked.wait(timeout=10)
        confirming.wait(timeout=10)
        request_support(referral=referral, commune=world.other, email="paul@exemple.fr", language="fr", now=now)
        asked.set()
        return True

    assert run_at_once(2, ask_while_somebody_confirms, territory=world.territory) == [True, True]
