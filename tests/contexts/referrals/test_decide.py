"""Who decides, once; what it opens; where it goes."""

from datetime import date, datetime, timedelta

import pytest

from belvedere.contexts.referrals.actions.decide import admit_referral, forward_referral, reject_referral
from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.refusals import SameBody
from belvedere.contexts.referrals.states import Collection, Publication, RejectionReason
from belvedere.contexts.referrals.states.desk import Criterion
from belvedere.contexts.referrals.words import LETTERS
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.words import sentence_of
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.models import Parameter
from tests.contexts.referrals.conftest import World
from tests.factories import DepartmentFactory, RoleFactory


def kinds() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def test_admitted_it_gathers_by_the_reglement_of_that_day(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    Parameter.objects.filter(code="referral.support_threshold").update(value=5_000)
    row = Referral.objects.get(pk=referral.pk)
    assert (row.publication, row.collection) == (Publication.ADMITTED, Collection.OPEN)
    assert (row.threshold, row.threshold_source) == (3, "Règlement")
    assert row.closes_on == date(2026, 11, 23) + timedelta(days=90)


def test_admitted_once(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    with pytest.raises(NotInThisState):
        admit_referral(criteria=Criterion, referral=referral, by=world.agent, now=now)
    assert kinds().count("referrals.admitted") == 1


def test_rejected_with_a_reason_and_a_next_door(world: World, now: datetime) -> None:
    referral = world.received(now)
    reason, door = RejectionReason.NOT_COMPETENT, world.other.body
    reject_referral(referral=referral, reason=reason, next_door=door, by=world.agent, now=now)
    assert f"motif : {LETTERS[reason].label}" in sentence_of(Event.objects.get(kind="referrals.rejected"))
    row = Referral.objects.get()
    assert (row.publication, row.rejection_reason, row.next_door) == (Publication.REJECTED, reason, door)


def test_forwarded_it_belongs_to_the_other_body(world: World, now: datetime) -> None:
    referral = world.received(now)
    forward_referral(referral=referral, to=world.other.body, by=world.agent, now=now)
    with pytest.raises(NotAllowed):
        admit_referral(criteria=Criterion, referral=referral, by=world.agent, now=now)
    with pytest.raises(SameBody):
        forward_referral(referral=referral, to=world.other.body, by=world.foreign_agent, now=now)
    row = admit_referral(criteria=Criterion, referral=referral, by=world.foreign_agent, now=now)
    assert (row.body, row.reference) == (world.other.body, referral.reference)


@pytest.mark.parametrize("kind", [kind for kind in RoleKind if kind != RoleKind.AGENT], ids=str)
def test_other_offices_of_the_body_decide_nothing(world: World, now: datetime, kind: RoleKind) -> None:
    referral = world.received(now)
    department = DepartmentFactory(body=world.body) if kind == RoleKind.DEPARTMENT else None
    role = RoleFactory(body=world.body, kind=kind, department=department)
    with pytest.raises(NotAllowed):
        admit_referral(criteria=Criterion, referral=referral, by=role, now=now)
    with pytest.raises(NotAllowed):
        reject_referral(referral=referral, reason=RejectionReason.UNCLEAR, next_door=None, by=role, now=now)
    with pytest.raises(NotAllowed):
        forward_referral(referral=referral, to=world.other.body, by=role, now=now)
    assert kinds() == ["referrals.deposited"]
