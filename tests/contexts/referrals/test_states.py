"""The five axes: nothing moves but by their tables, and the database knows the same states."""

from datetime import datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from tools.draw_states import drawn

from belvedere.contexts.referrals.models import Referral, Support
from belvedere.contexts.referrals.states import (
    COLLECTION,
    FOLLOW_UP,
    PUBLICATION,
    STEP,
    VERIFICATION,
    Collection,
    FollowUp,
    Publication,
    StepState,
    Verification,
)
from belvedere.contexts.referrals.states.desk import APPEAL, SUGGESTED, AppealState, Criterion
from belvedere.contexts.referrals.states.moderation import MODERATION, Moderation
from tests.contexts.referrals.conftest import World

ROOT = Path(__file__).resolve().parents[3]


def test_nothing_leaves_an_end() -> None:
    assert {state for state, _ in PUBLICATION} == {
        Publication.UNCONFIRMED,
        Publication.RECEIVED,
        Publication.TO_COMPLETE,
        Publication.REJECTED,
    }
    assert {state for state, _ in APPEAL} == {AppealState.ASKED}
    assert {state for state, _ in MODERATION} == set(Moderation)
    assert {state for state, _ in COLLECTION} == set(Collection) - {Collection.CLOSED}
    assert {state for state, _ in FOLLOW_UP} == set(FollowUp)
    assert {state for state, _ in STEP} == {StepState.WAITING, StepState.REACHED, StepState.ACTED}


def test_each_criterion_suggests_a_reason() -> None:
    assert set(SUGGESTED) == set(Criterion)


def test_every_state_is_reached() -> None:
    assert set(PUBLICATION.values()) | {Publication.UNCONFIRMED} == set(Publication)
    assert set(APPEAL.values()) | {AppealState.ASKED} == set(AppealState)
    assert set(MODERATION.values()) | {Moderation.TO_READ} == set(Moderation)
    assert set(COLLECTION.values()) | {Collection.NOT_OPEN} == set(Collection)
    assert set(FOLLOW_UP.values()) | {FollowUp.NONE} == set(FollowUp)
    assert set(STEP.values()) == set(StepState)
    assert set(VERIFICATION.values()) | {Verification.NONE} == set(Verification)


@pytest.mark.parametrize(
    "changes",
    [
        {"publication": "inconnue"},
        {"collection": "inconnue"},
        {"follow_up": "inconnue"},
        {"verification": "inconnue"},
        {"collection": "ouverte"},
        {"publication": "irrecevable"},
        {"publication": "irrecevable", "rejection_reason": "humeur"},
        {"follow_up": "examen"},
        {"follow_up": "repondue"},
        {"moderation": "inconnue"},
        {"moderation": "masque"},
        {"hidden_reason": "hors_sujet"},
    ],
    ids=str,
)
def test_the_database_refuses(world: World, now: datetime, changes: dict[str, str]) -> None:
    referral = world.received(now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(**changes)


def test_a_confirmed_support_has_its_date(world: World, now: datetime) -> None:
    referral = world.received(now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.filter(referral=referral).update(confirmed_at=None)


def test_diagrams_are_up_to_date() -> None:
    text = (ROOT / "docs" / "contexts" / "referrals.md").read_text()
    assert drawn(text) == text
