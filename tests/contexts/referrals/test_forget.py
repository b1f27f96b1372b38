"""What is erased, when, and what stays."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth import get_user_model

from belvedere.contexts.referrals import queries
from belvedere.contexts.referrals.actions.deposit import confirm_deposit
from belvedere.contexts.referrals.actions.follow import (
    BATCH,
    close_collection,
    erase_identities,
    forget_unconfirmed,
)
from belvedere.contexts.referrals.models import Draft, Referral, Support, SupportContact
from belvedere.contexts.referrals.queries import recounted, tally_of
from belvedere.contexts.referrals.refusals import LinkExpired
from belvedere.contexts.referrals.tasks import close_collections, forget
from belvedere.platform.accounts.personal_data import erase_personal_data, personal_data
from tests.concurrency import run_at_once
from tests.contexts.referrals.conftest import World
from tests.factories import UserFactory

YEAR = timedelta(days=12 * 31)


def test_signatories_are_forgotten_and_counts_stay(world: World, now: datetime, later: datetime) -> None:
    referral = world.admitted(now)
    world.supported(referral, "paul@exemple.fr", now)
    close_collections(later)
    forget(later + YEAR - timedelta(seconds=1))
    assert SupportContact.objects.count() == 2
    for _ in range(2):
        forget(later + YEAR)
    row = Referral.objects.get()
    assert (SupportContact.objects.count(), row.identity_key) == (0, "")
    assert tally_of(row).by_commune == recounted(row) == {"63075": 1, "63032": 1}


def test_what_is_forgotten_is_not_read_again(world: World, now: datetime, later: datetime) -> None:
    referral, still_open = world.admitted(now), world.admitted(now + YEAR, email="jeanne@exemple.fr")
    close_collection(referral=referral, now=later)
    assert list(queries.referrals_to_forget(now=later)) == []
    assert list(queries.referrals_to_forget(now=later + YEAR)) == [referral]
    erase_identities(referral=referral, now=later + YEAR)
    assert list(queries.referrals_to_forget(now=later + YEAR)) == []
    assert SupportContact.objects.get().support.referral == still_open


def test_an_unconfirmed_deposit_is_erased_with_all_its_rows(world: World, now: datetime) -> None:
    world.submitted(now)
    kept = world.received(now, email="jeanne@exemple.fr")
    forget(now + timedelta(days=30))
    assert Referral.objects.count() == 2
    forget(now + timedelta(days=31))
    assert list(Referral.objects.all()) == [kept]
    assert (Support.objects.count(), SupportContact.objects.count()) == (1, 1)


def test_pending_supports_and_drafts_are_erased(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    world.asked(referral, "paul@exemple.fr", now)
    world.started(now)
    forget(now + timedelta(days=31))
    assert (Support.objects.get().is_depositor, Draft.objects.count()) == (True, 0)


def test_more_than_a_batch_is_erased(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    Support.objects.bulk_create(
        Support(referral=referral, commune=world.commune, identity=f"{number:064d}", requested_at=now)
        for number in range(BATCH + 1)
    )
    forget(now + timedelta(days=31))
    assert Support.objects.count() == 1


def test_what_we_hold_about_a_person(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    world.supported(referral, "paul@exemple.fr", now)
    data = personal_data(UserFactory(email="paul@exemple.fr"))
    assert data["saisines"] == [
        {
            "saisine": referral.reference,
            "titre": "Des bus plus tôt le dimanche",
            "depositaire": False,
            "commune": "Beaumont",
            "etat": "confirme",
            "date": now.isoformat(),
        }
    ]
    assert data["saisines.brouillons"] == []


def test_a_person_is_erased_and_nobody_else(world: World, now: datetime, later: datetime) -> None:
    closed, gathering = world.admitted(now), world.admitted(now, email="jeanne@exemple.fr")
    for referral in (closed, gathering):
        world.supported(referral, "paul@exemple.fr", now)
    close_collection(referral=closed, now=later)
    world.submitted(now, email="paul@exemple.fr")
    Draft.objects.filter(pk=world.started(now).draft.pk).update(email="Paul@exemple.fr")
    user = UserFactory(email="paul@exemple.fr")
    erase_personal_data(user)
    assert sorted(SupportContact.objects.values_list("email", flat=True)) == ["jeanne@exemple.fr", "suzanne@exemple.fr"]
    assert (tally_of(closed).total, tally_of(gathering).total) == (2, 1)
    assert (Referral.objects.count(), Draft.objects.count()) == (2, 0)
    assert personal_data(user)["saisines"] == []
    assert get_user_model().objects.filter(pk=user.pk).exists()


@pytest.mark.usefixtures("several_connections")
def test_confirming_while_forgetting_is_one_or_the_other(world: World, now: datetime) -> None:
    """Either the deposit is erased and its link says so, or it is confirmed and stays whole: never a half."""
    referral = world.submitted(now)
    support = referral.supports.get()
    refused: list[str] = []

    def act(number: int) -> None:
        if number:
            forget_unconfirmed(before=now + timedelta(days=1))
            return
        try:
            confirm_deposit(support=support, now=now)
        except LinkExpired as refusal:
            refused.append(refusal.code)

    run_at_once(2, act, territory=world.territory)
    left = list(Referral.objects.values_list("publication", flat=True))
    contacts = SupportContact.objects.count()
    assert (left, contacts, bool(refused)) in [([], 0, True), (["recue"], 1, False)]


def test_a_deposit_erased_since_its_page_was_opened_is_an_expired_link(world: World, now: datetime) -> None:
    support = world.submitted(now).supports.get()
    assert forget_unconfirmed(before=now + timedelta(days=1)) == 1
    with pytest.raises(LinkExpired):
        confirm_deposit(support=support, now=now)
