"""A supporter known more surely: by a code to a telephone, once by telephone, counted at its level."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from belvedere.contexts.referrals.actions.counting import verify_counts
from belvedere.contexts.referrals.actions.follow import close_collection, erase_identities
from belvedere.contexts.referrals.actions.merger import carry_support, merge_referral
from belvedere.contexts.referrals.actions.proof import ask_phone_code, confirm_phone_code, forget_old_codes
from belvedere.contexts.referrals.actions.support import withdraw_support
from belvedere.contexts.referrals.models import LedgerEntry, PhoneCode, Referral, Support, SupportProof
from belvedere.contexts.referrals.queries import support_token, tally_of
from belvedere.contexts.referrals.refusals import CodeExpired, CollectionClosed, PhoneTaken
from belvedere.platform.refusals import NotInThisState
from belvedere.platform.sms.models import TextMessage
from tests.contexts.referrals.conftest import World

NUMBER, OTHER = "+33612345678", "+33712345678"


@pytest.fixture
def gathering(world: World, now: datetime) -> Referral:
    return world.admitted(now)


@pytest.fixture
def mine(world: World, gathering: Referral, now: datetime) -> Support:
    return world.supported(gathering, "a@exemple.fr", now)


def sent_code() -> str:
    """Return the code of the last message."""
    found = re.match(r"\d{6}", TextMessage.objects.latest("pk").text)
    assert found
    return found[0]


def prove(support: Support, now: datetime, number: str = NUMBER) -> bool:
    ask_phone_code(support=support, number=number, language="fr", now=now)
    return confirm_phone_code(support=support, code=sent_code(), now=now)


def test_a_code_counts_the_support_at_its_level(gathering: Referral, mine: Support, now: datetime) -> None:
    before = tally_of(gathering)
    assert prove(mine, now) is True
    after = tally_of(gathering)
    assert (after.total, after.by_commune) == (before.total, before.by_commune)
    assert after.by_level == {"email": before.total - 1, "sms": 1}
    mine.refresh_from_db()
    assert (mine.level, PhoneCode.objects.count()) == ("sms", 0)
    entries = LedgerEntry.objects.filter(referral=gathering, action="verification").order_by("pk")
    assert list(entries.values_list("level", "delta")) == [("email", -1), ("sms", 1)]
    assert verify_counts(referral=gathering, now=now) is True


def test_one_telephone_proves_one_support(world: World, gathering: Referral, mine: Support, now: datetime) -> None:
    other = world.supported(gathering, "b@exemple.fr", now)
    prove(mine, now)
    ask_phone_code(support=other, number=NUMBER, language="fr", now=now)
    said = f"Ce téléphone a déjà confirmé un soutien à la saisine {gathering.reference}."
    assert TextMessage.objects.latest("pk").text == said
    assert prove(other, now, OTHER) is True
    assert tally_of(gathering).by_level["sms"] == 2


def test_two_who_ask_before_either_confirms_count_once(
    world: World, gathering: Referral, mine: Support, now: datetime
) -> None:
    other = world.supported(gathering, "b@exemple.fr", now)
    ask_phone_code(support=mine, number=NUMBER, language="fr", now=now)
    code = sent_code()
    assert prove(other, now) is True
    with pytest.raises(PhoneTaken):
        confirm_phone_code(support=mine, code=code, now=now)
    assert tally_of(gathering).by_level["sms"] == 1


def test_the_same_telephone_proves_on_another_referral(world: World, mine: Support, now: datetime) -> None:
    prove(mine, now)
    another = world.supported(world.admitted(now, email="d2@exemple.fr"), "a@exemple.fr", now)
    assert prove(another, now) is True
    marks = SupportProof.objects.values_list("identity", flat=True)
    assert len(set(marks)) == 2


def test_five_wrong_codes_are_borne(mine: Support, now: datetime) -> None:
    ask_phone_code(support=mine, number=NUMBER, language="fr", now=now)
    right = sent_code()
    wrong = f"{(int(right) + 1) % 10**6:06}"
    assert [confirm_phone_code(support=mine, code=wrong, now=now) for _ in range(5)] == [False] * 5
    with pytest.raises(CodeExpired):
        confirm_phone_code(support=mine, code=right, now=now)
    assert prove(mine, now) is True


def test_a_code_waits_ten_minutes(mine: Support, now: datetime) -> None:
    ask_phone_code(support=mine, number=NUMBER, language="fr", now=now)
    late = now + timedelta(minutes=10, seconds=1)
    with pytest.raises(CodeExpired):
        confirm_phone_code(support=mine, code=sent_code(), now=late)
    assert forget_old_codes(now=now + timedelta(minutes=9)) == 0
    assert forget_old_codes(now=late) == 1


def test_only_who_counts_and_has_more_to_prove_may(mine: Support, now: datetime) -> None:
    prove(mine, now)
    with pytest.raises(NotInThisState):
        ask_phone_code(support=mine, number=OTHER, language="fr", now=now)
    Support.objects.filter(pk=mine.pk).update(state="a_confirmer", confirmed_at=None, level="email")
    with pytest.raises(NotInThisState):
        ask_phone_code(support=mine, number=OTHER, language="fr", now=now)


def test_after_the_collection_nothing_is_raised(gathering: Referral, mine: Support, now: datetime) -> None:
    ask_phone_code(support=mine, number=NUMBER, language="fr", now=now)
    assert gathering.closes_on is not None
    past = now + timedelta(days=(gathering.closes_on - now.date()).days + 1)
    with pytest.raises(CollectionClosed):
        confirm_phone_code(support=mine, code=sent_code(), now=past)


def test_withdrawing_erases_the_proof(gathering: Referral, mine: Support, now: datetime) -> None:
    prove(mine, now)
    withdraw_support(support=mine, now=now)
    assert SupportProof.objects.count() == 0
    assert "sms" not in {level for level, count in tally_of(gathering).by_level.items() if count}
    assert verify_counts(referral=gathering, now=now) is True


def test_the_end_of_the_retention_erases_the_proofs(gathering: Referral, mine: Support, now: datetime) -> None:
    prove(mine, now)
    closed = now + timedelta(days=200)
    close_collection(referral=gathering, now=closed)
    erase_identities(referral=gathering, now=closed + timedelta(days=400))
    assert SupportProof.objects.count() == 0


def test_a_proof_is_worth_its_own_referral(world: World, gathering: Referral, mine: Support, now: datetime) -> None:
    prove(mine, now)
    mother = world.admitted(now, email="d2@exemple.fr")
    merge_referral(duplicate=gathering, mother=mother, by=world.agent, now=now)
    carried = carry_support(support=mine, now=now)
    assert carried is not None
    assert carried.level == "email"


def test_the_pages_lead_from_the_receipt_to_the_code(client: Client, world: World, settings: Settings) -> None:
    settings.SMS_GATEWAY = "console"
    now = timezone.now()
    referral = world.admitted(now)
    token = support_token(world.supported(referral, "a@exemple.fr", now))
    ask, confirm, receipt = (reverse(f"referrals:{name}", args=[token]) for name in ("phone", "phone_code", "receipt"))
    assert ask in client.get(receipt).content.decode()
    refused = client.post(ask, {"phone": "04 73 12 34 56"})
    assert (refused.status_code, TextMessage.objects.count()) == (422, 0)
    assert "commence par 06 ou 07" in refused.content.decode()
    assert client.post(ask, {"phone": "06 12 34 56 78"})["Location"] == confirm
    wrong = client.post(confirm, {"code": f"{(int(sent_code()) + 1) % 10**6:06}"})
    assert (wrong.status_code, "Ce n’est pas ce code" in wrong.content.decode()) == (422, True)
    assert client.post(confirm, {"code": "12a"}).status_code == 422
    code = sent_code()
    assert client.post(confirm, {"code": f"{code[:3]} {code[3:]}"})["Location"] == receipt
    assert tally_of(referral).by_level["sms"] == 1
    assert client.get(ask).status_code == 404
    assert ask not in client.get(receipt).content.decode()


def test_a_forged_link_or_no_gateway_shows_nothing(client: Client, world: World, settings: Settings) -> None:
    now = timezone.now()
    token = support_token(world.supported(world.admitted(now), "a@exemple.fr", now))
    settings.SMS_GATEWAY = ""
    for name in ("phone", "phone_code"):
        assert client.get(reverse(f"referrals:{name}", args=[token])).status_code == 404
        assert client.get(reverse(f"referrals:{name}", args=[f"{token}x"])).status_code == 410


def test_codes_are_limited_by_telephone(client: Client, world: World, settings: Settings) -> None:
    settings.SMS_GATEWAY = "console"
    now = timezone.now()
    referral = world.admitted(now)
    supports = [world.supported(referral, f"{letter}@exemple.fr", now) for letter in "abcd"]
    asked = [reverse("referrals:phone", args=[support_token(support)]) for support in supports]
    statuses = [client.post(path, {"phone": "0612345678"}).status_code for path in asked]
    assert statuses == [302, 302, 302, 429]
    assert TextMessage.objects.count() == 3


def test_the_pages_of_a_support_say_the_language_of_its_title_in_english(
    client: Client, gathering: Referral, mine: Support
) -> None:
    for name in ("withdraw_support", "receipt"):
        page = client.get(reverse(f"referrals:{name}", args=[support_token(mine)]), headers={"accept-language": "en"})
        assert f'<p lang="fr">{gathering.title}</p>' in page.content.decode(), name
