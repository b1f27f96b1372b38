"""Asked, confirmed from the mailbox, counted once, withdrawn at will; nothing says who signed."""

import re
from datetime import datetime, timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from belvedere.contexts.referrals.actions.support import confirm_support, request_support, withdraw_support
from belvedere.contexts.referrals.models import Referral, Support, SupportContact
from belvedere.contexts.referrals.queries import recounted, support_of, support_token, tally_of
from belvedere.contexts.referrals.refusals import CollectionClosed, LinkExpired
from belvedere.platform.mail.models import Message
from tests.contexts.referrals.conftest import World


def test_one_mailbox_counts_once(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    for email in ("paul@exemple.fr", "Paul@Exemple.fr", "paul+deux@exemple.fr", "paul@exemple.fr"):
        world.supported(referral, email, now)
    assert tally_of(referral).by_commune == recounted(referral) == {"63075": 1, "63032": 1}
    assert SupportContact.objects.count() == 2


def test_double_click_counts_once(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    support = world.asked(referral, "paul@exemple.fr", now)
    for _ in range(2):
        confirm_support(support=support, now=now)
    assert tally_of(referral).total == 2


def test_who_already_signed_gets_a_mail_that_says_so(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    world.supported(referral, "paul@exemple.fr", now)
    world.asked(referral, "paul@exemple.fr", now)
    subjects = Message.objects.filter(to="paul@exemple.fr").order_by("pk").values_list("subject", flat=True)
    assert list(subjects) == ["Confirmez votre soutien", "Vous soutenez déjà cette saisine"]


def test_asked_again_the_commune_is_the_one_said_last_and_time_starts_again(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    support, again = world.asked(referral, "paul@exemple.fr", now), now + timedelta(days=6)
    request_support(referral=referral, commune=world.commune, email="paul@exemple.fr", language="fr", now=again)
    confirm_support(support=support, now=now + timedelta(days=12))
    assert tally_of(referral).by_commune == {"63075": 2}


def test_an_expired_link_counts_nothing(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    support = world.asked(referral, "paul@exemple.fr", now)
    with pytest.raises(LinkExpired):
        confirm_support(support=support, now=now + timedelta(days=7, seconds=1))
    assert tally_of(referral).total == 1


def test_after_the_last_day_nothing_is_asked_nor_counted(world: World, now: datetime, later: datetime) -> None:
    referral = world.admitted(now)
    support = world.asked(referral, "paul@exemple.fr", later - timedelta(days=2))
    with pytest.raises(CollectionClosed):
        confirm_support(support=support, now=later)
    with pytest.raises(CollectionClosed):
        world.asked(referral, "jeanne@exemple.fr", later)
    assert (tally_of(referral).total, Support.objects.count()) == (1, 2)


def test_a_referral_that_is_not_admitted_gathers_nothing(world: World, now: datetime) -> None:
    with pytest.raises(CollectionClosed):
        world.asked(world.received(now), "paul@exemple.fr", now)


def test_withdrawn_then_signed_again(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    support = world.supported(referral, "paul@exemple.fr", now)
    for _ in range(2):
        withdraw_support(support=support, now=now)
    assert (tally_of(referral).by_commune, SupportContact.objects.count()) == ({"63075": 1}, 1)
    with pytest.raises(LinkExpired):
        confirm_support(support=support, now=now)
    world.supported(referral, "paul@exemple.fr", now)
    assert tally_of(referral).by_commune == recounted(referral) == {"63075": 1, "63032": 1}


def test_forged_and_foreign_links_open_nothing(world: World, client: Client, now: datetime) -> None:
    support = world.asked(world.admitted(now), "paul@exemple.fr", now)
    token = support_token(support)
    foreign = signing.dumps(str(support.uuid), salt="autre")
    for wrong in (token[:-1] + ("A" if token[-1] != "A" else "B"), foreign, str(support.uuid), "x"):
        assert support_of(wrong) is None
        for name in ("confirm_support", "withdraw_support", "confirm_deposit"):
            path = reverse(f"referrals:{name}", args=[wrong])
            assert [client.get(path).status_code, client.post(path).status_code] == [410, 410]
    assert Support.objects.get(pk=support.pk).state == "a_confirmer"


def test_opening_a_link_changes_nothing(world: World, client: Client) -> None:
    referral = world.admitted(timezone.now())
    support = world.asked(referral, "paul@exemple.fr", timezone.now())
    for name in ("confirm_support", "withdraw_support"):
        path = reverse(f"referrals:{name}", args=[support_token(support)])
        assert [client.get(path).status_code, client.head(path).status_code] == [200, 200]
    assert (Support.objects.get(pk=support.pk).state, tally_of(referral).total) == ("a_confirmer", 1)


def test_by_the_pages_confirm_and_withdraw(world: World, client: Client) -> None:
    referral = world.admitted(timezone.now())
    support = world.asked(referral, "paul@exemple.fr", timezone.now())
    page = reverse("referrals:referral", args=[referral.reference])
    totals = []
    for name in ("confirm_support", "withdraw_support"):
        answer = client.post(reverse(f"referrals:{name}", args=[support_token(support)]))
        assert (answer.status_code, answer.headers["Location"]) == (302, page)
        totals.append(tally_of(referral).total)
    assert totals == [2, 1]


def test_the_link_of_a_support_that_counts_asks_nothing_more_and_leads_to_its_receipt(
    world: World, client: Client
) -> None:
    support = world.asked(world.admitted(timezone.now()), "paul@exemple.fr", timezone.now())
    path = reverse("referrals:confirm_support", args=[support_token(support)])
    before = client.get(path).content.decode()
    client.post(path)
    after = client.get(path).content.decode()
    assert [("Confirmer mon soutien" in page, "/recu/" in page) for page in (before, after)] == [
        (True, False),
        (False, True),
    ]


def _seen(client: Client, referral: Referral, email: str) -> tuple[int, str, bytes]:
    path = reverse("referrals:support", args=[referral.reference])
    sent = client.post(path, {"email": email, "commune": "beaumont", "is_old_enough": "on"})
    page = client.get(sent.headers["Location"]).content
    return sent.status_code, sent.headers["Location"], re.sub(rb'(csrfmiddlewaretoken" value|nonce)="[^"]*"', b"", page)


def test_nothing_says_whether_an_address_has_signed(world: World) -> None:
    referral = world.admitted(timezone.now())
    world.asked(referral, "attend@exemple.fr", timezone.now())
    world.supported(referral, "confirme@exemple.fr", timezone.now())
    addresses = ("nouveau@exemple.fr", "attend@exemple.fr", "confirme@exemple.fr", "suzanne@exemple.fr")
    seen = [_seen(Client(), referral, email) for email in addresses]
    assert seen == [seen[0]] * 4
    assert seen[0][0] == 302


@pytest.mark.parametrize(
    "wrong", [{"email": "pas une adresse"}, {"commune": "atlantide"}, {"is_old_enough": ""}, {"email": ""}], ids=str
)
def test_a_wrong_form_keeps_what_was_typed(world: World, client: Client, wrong: dict[str, str]) -> None:
    referral = world.admitted(timezone.now())
    typed = {"email": "paul@exemple.fr", "commune": "beaumont", "is_old_enough": "on"} | wrong
    answer = client.post(reverse("referrals:support", args=[referral.reference]), typed)
    assert answer.status_code == 422
    assert typed["email"] in answer.content.decode()
    assert Support.objects.count() == 1
