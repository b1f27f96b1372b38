"""Drafts, handing in, confirming."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from belvedere.contexts.referrals.actions.deposit import confirm_deposit, submit_deposit
from belvedere.contexts.referrals.actions.draft import purge_drafts, save_draft
from belvedere.contexts.referrals.actions.support import confirm_support
from belvedere.contexts.referrals.models import Draft, Referral
from belvedere.contexts.referrals.queries import draft_of, recounted, support_token, tally_of
from belvedere.contexts.referrals.refusals import DraftIncomplete, LinkExpired, WrongLink
from belvedere.contexts.referrals.states import Publication
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.models import Message
from tests.contexts.referrals.conftest import World


def test_a_draft_is_found_by_its_secret_and_only_a_hash_is_kept(world: World, now: datetime) -> None:
    started = world.started(now)
    assert draft_of(started.token, now=now) == started.draft
    assert draft_of("autre", now=now) is None
    assert draft_of(started.draft.token_hash, now=now) is None
    assert started.token not in str(Draft.objects.values())


def test_a_draft_lives_from_its_last_save(world: World, now: datetime) -> None:
    started = world.started(now)
    save_draft(draft=started.draft, now=now + timedelta(days=20), request="Des bus")
    assert purge_drafts(now=now + timedelta(days=49)) == 0
    assert draft_of(started.token, now=now + timedelta(days=50)) is None
    assert purge_drafts(now=now + timedelta(days=50)) == 1


def test_an_incomplete_draft_is_kept(world: World, now: datetime) -> None:
    started = world.started(now)
    with pytest.raises(DraftIncomplete):
        submit_deposit(draft=started.draft, language="fr", now=now)
    assert (Draft.objects.count(), Referral.objects.count(), Message.objects.count()) == (1, 0, 0)


def test_a_draft_is_sent_once(world: World, now: datetime) -> None:
    started = world.started(now)
    save_draft(draft=started.draft, now=now, request="Des bus le dimanche", email="suzanne@exemple.fr")
    referral = submit_deposit(draft=Draft.objects.get(), language="fr", now=now)
    with pytest.raises(DraftIncomplete):
        submit_deposit(draft=started.draft, language="fr", now=now)
    assert (referral.reference, Draft.objects.count(), Message.objects.count()) == ("S-2026-0001", 0, 1)


def test_confirmed_twice_is_received_once(world: World, now: datetime) -> None:
    referral = world.submitted(now)
    for _ in range(2):
        assert confirm_deposit(support=referral.supports.get(), now=now).publication == Publication.RECEIVED
    assert tally_of(referral).by_commune == recounted(referral) == {"63075": 1}
    assert list(Event.objects.values_list("kind", flat=True)) == ["referrals.deposited"]


def test_what_is_received_is_acknowledged_once_with_its_number_date_and_desk(world: World, now: datetime) -> None:
    referral = world.submitted(now)
    for _ in range(2):
        confirm_deposit(support=referral.supports.get(), now=now)
    received = Message.objects.get(kind="received")
    day = Referral.objects.get().decision_due_on
    assert day is not None
    assert (received.to, received.subject) == ("suzanne@exemple.fr", "S-2026-0001 · Votre saisine est reçue")
    for words in (referral.title, referral.request, world.body.name, str(day.year), "accusé de réception", "/retirer/"):
        assert words in received.text


def test_a_confirmation_waits_as_long_as_the_reglement_says(world: World, now: datetime) -> None:
    referral = world.submitted(now)
    with pytest.raises(LinkExpired) as refused:
        confirm_deposit(support=referral.supports.get(), now=now + timedelta(days=7, seconds=1))
    assert (refused.value.status, refused.value.next_url) == (410, reverse("referrals:deposit"))
    assert Referral.objects.get().publication == Publication.UNCONFIRMED
    assert confirm_deposit(support=referral.supports.get(), now=now + timedelta(days=7)).received_at is not None


def test_an_expired_link_says_what_to_do_next(world: World, client: Client) -> None:
    referral = world.submitted(timezone.now() - timedelta(days=30))
    answer = client.post(reverse("referrals:confirm_deposit", args=[support_token(referral.supports.get())]))
    assert answer.status_code == 410
    assert reverse("referrals:deposit") in answer.content.decode()


def test_the_link_of_a_deposit_confirms_no_support_nor_the_reverse(world: World, client: Client, now: datetime) -> None:
    referral = world.admitted(now)
    deposit, support = referral.supports.get(), world.asked(referral, "paul@exemple.fr", now)
    with pytest.raises(WrongLink):
        confirm_support(support=deposit, now=now)
    with pytest.raises(WrongLink):
        confirm_deposit(support=support, now=now)
    for name, found in (("confirm_support", deposit), ("confirm_deposit", support)):
        path = reverse(f"referrals:{name}", args=[support_token(found)])
        assert [client.get(path).status_code, client.post(path).status_code] == [409, 409]
    assert tally_of(referral).total == 1
