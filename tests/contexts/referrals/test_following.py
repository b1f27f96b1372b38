"""Following a referral: by mail at one's pace, by a feed, by a counter on another site."""

import xml.etree.ElementTree as ET
from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from belvedere.contexts.referrals import subscriptions
from belvedere.contexts.referrals.actions.decide import reject_referral
from belvedere.contexts.referrals.actions.follow import close_collection, erase_identities, tell_batch
from belvedere.contexts.referrals.actions.following import (
    ask_to_follow,
    follow_at,
    forget_unconfirmed_followers,
    last_monday,
    pace_support,
    stop_following,
    tell_followers,
    tell_week,
)
from belvedere.contexts.referrals.models import Follower, Referral, SupportContact
from belvedere.contexts.referrals.queries import support_token
from belvedere.contexts.referrals.queries.following import follower_of, follower_token, referrals_with_weekly_readers
from belvedere.contexts.referrals.refusals import LinkExpired
from belvedere.contexts.referrals.states import Pace, RejectionReason
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.models import Message
from tests.contexts.referrals.conftest import World

PAUL, LUCIE = "paul@exemple.fr", "lucie@exemple.fr"


@pytest.fixture
def gathering(world: World, now: datetime) -> Referral:
    return world.admitted(now)


def followed(referral: Referral, email: str, now: datetime, pace: Pace = Pace.EACH) -> Follower:
    ask_to_follow(referral=referral, email=email, pace=pace, language="fr", now=now)
    follower = Follower.objects.get(referral=referral, email=email)
    follow_at(follower=follower, pace=pace, now=now)
    return follower


def reached(world: World, referral: Referral, now: datetime) -> Event:
    """The threshold is reached: an event that everyone is told."""
    for letter in "xyz":
        world.supported(referral, f"{letter}@exemple.fr", now)
    return Event.objects.get(kind="referrals.threshold_reached", matter=referral.reference)


def told(kind: str = "news") -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("to", flat=True))


def test_nothing_is_sent_before_the_mailbox_confirms(world: World, gathering: Referral, now: datetime) -> None:
    event = reached(world, gathering, now)
    ask_to_follow(referral=gathering, email=" Paul@Exemple.fr ", pace=Pace.EACH, language="fr", now=now)
    assert tell_followers(event=event, referral=gathering, after=0, now=now) == 0
    assert told() == []
    follow_at(follower=Follower.objects.get(email=PAUL), pace=Pace.EACH, now=now)
    for _twice in range(2):
        tell_followers(event=event, referral=gathering, after=0, now=now)
    assert told() == [PAUL]
    text = Message.objects.get(kind="news").text
    assert "Un palier du règlement est atteint" in text
    assert "/saisines/suivi/" in text
    assert "Retirer votre soutien" not in text


def test_who_asks_twice_follows_once(gathering: Referral, now: datetime) -> None:
    followed(gathering, PAUL, now, Pace.WEEKLY)
    ask_to_follow(referral=gathering, email=PAUL, pace=Pace.EACH, language="fr", now=now)
    assert list(Follower.objects.values_list("email", "pace")) == [(PAUL, "semaine")]


def test_a_supporter_is_told_at_the_pace_chosen(world: World, gathering: Referral, now: datetime) -> None:
    slow = world.supported(gathering, LUCIE, now)
    pace_support(support=slow, pace=Pace.WEEKLY)
    event = reached(world, gathering, now)
    tell_batch(event=event, referral=gathering, after=0, depositor_only=False, now=now)
    assert LUCIE not in told()
    until = last_monday(now.date()) + timedelta(days=7)
    assert tell_week(referral=gathering, until=until, now=now) is False
    mails = Message.objects.filter(kind="news", to=LUCIE)
    assert [mail.subject for mail in mails] == [f"{gathering.reference} · la semaine passée"]
    assert "Un palier du règlement est atteint avec 3 soutiens." in mails.get().text.replace("\n", " ")


@pytest.mark.django_db(transaction=True)
def test_who_writes_meanwhile_waits_for_one_mail_at_most(world: World, gathering: Referral, now: datetime) -> None:
    event = reached(world, gathering, now)
    until = last_monday(now.date()) + timedelta(days=7)
    with CaptureQueriesContext(connection) as each:
        tell_batch(event=event, referral=gathering, after=0, depositor_only=False, now=now)
    SupportContact.objects.update(pace=Pace.WEEKLY.value)
    with CaptureQueriesContext(connection) as weekly:
        tell_week(referral=gathering, until=until, now=now)
    assert len(told()) == 8
    assert (mails_by_transaction(each), mails_by_transaction(weekly)) == ([1, 1, 1, 1], [1, 1, 1, 1, 0])


def mails_by_transaction(captured: CaptureQueriesContext) -> list[int]:
    """Return how many mails each transaction wrote, in order."""
    counts: list[int] = []
    for query in captured.captured_queries:
        if query["sql"].startswith("BEGIN"):
            counts.append(0)
        elif query["sql"].startswith("INSERT") and "mail_message" in query["sql"]:
            counts[-1] += 1
    return counts


def test_a_decision_on_ones_own_deposit_does_not_wait_for_monday(world: World, now: datetime) -> None:
    referral = world.received(now)
    SupportContact.objects.update(pace="semaine")
    reject_referral(referral=referral, reason=RejectionReason.UNCLEAR, next_door=None, by=world.agent, now=now)
    event = Event.objects.get(kind="referrals.rejected")
    tell_batch(event=event, referral=referral, after=0, depositor_only=True, now=now)
    assert told() == ["suzanne@exemple.fr"]


def test_the_week_is_told_once_and_only_what_it_brought(world: World, gathering: Referral, now: datetime) -> None:
    followed(gathering, PAUL, now, Pace.WEEKLY)
    reached(world, gathering, now)
    until = last_monday(now.date()) + timedelta(days=7)
    assert referrals_with_weekly_readers(until) == [gathering]
    for _twice in range(2):
        tell_week(referral=gathering, until=until, now=now)
    assert told() == [PAUL]
    assert referrals_with_weekly_readers(until) == []
    tell_week(referral=gathering, until=until + timedelta(days=7), now=now + timedelta(days=7))
    assert told() == [PAUL]


def test_more_than_a_batch_is_told_each_once(
    world: World, gathering: Referral, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("belvedere.contexts.referrals.actions.following.BATCH", 2)
    for number in range(5):
        followed(gathering, f"f{number}@exemple.fr", now, Pace.WEEKLY)
    reached(world, gathering, now)
    until = last_monday(now.date()) + timedelta(days=7)
    turns = 0
    while tell_week(referral=gathering, until=until, now=now):
        turns += 1
    assert (turns, told()) == (2, [f"f{number}@exemple.fr" for number in range(5)])


def test_the_reaction_asks_for_both_readers(world: World, gathering: Referral, now: datetime) -> None:
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 -- only this test looks at jobs

    event = reached(world, gathering, now)
    subscriptions.tell_supporters(event, now)
    names = [path.rpartition(".")[2] for path in DBTaskResult.objects.values_list("task_path", flat=True)]
    assert sorted(name for name in names if name.startswith("tell")) == ["tell", "tell_followers"]


def test_stopping_erases_the_address(gathering: Referral, now: datetime) -> None:
    follower = followed(gathering, PAUL, now)
    token = follower_token(follower)
    stop_following(follower=follower)
    assert (Follower.objects.count(), follower_of(token)) == (0, None)
    with pytest.raises(LinkExpired):
        follow_at(follower=follower, pace=Pace.EACH, now=now)


def test_addresses_are_erased_unconfirmed_or_at_the_end(gathering: Referral, now: datetime) -> None:
    followed(gathering, PAUL, now)
    ask_to_follow(referral=gathering, email=LUCIE, pace=Pace.EACH, language="fr", now=now)
    assert forget_unconfirmed_followers(before=now) == 0
    assert forget_unconfirmed_followers(before=now + timedelta(days=30)) == 1
    closed = now + timedelta(days=200)
    close_collection(referral=gathering, now=closed)
    erase_identities(referral=gathering, now=closed + timedelta(days=400))
    assert Follower.objects.count() == 0


def test_by_the_pages_one_follows_chooses_and_stops(client: Client, world: World) -> None:
    referral = world.admitted(timezone.now())
    ask = reverse("referrals:ask_to_follow", args=[referral.reference])
    assert ask in client.get(reverse("referrals:referral", args=[referral.reference])).content.decode()
    bad = client.post(ask, {"email": "paul", "pace": "semaine"})
    assert (bad.status_code, 'value="paul"' in bad.content.decode(), Follower.objects.count()) == (422, True, 0)
    assert client.post(ask, {"email": PAUL, "pace": "jamais"}).status_code == 422
    sent = [client.post(ask, {"email": PAUL, "pace": "semaine"}, follow=True).content for _twice in range(2)]
    assert "Un courriel vient de partir" in sent[0].decode()
    page = reverse("referrals:follow", args=[follower_token(Follower.objects.get())])
    assert "Confirmer et suivre" in client.get(page).content.decode()
    assert Follower.objects.get().confirmed_at is None
    assert "viendront à votre adresse" in client.post(page, {"pace": "semaine"}, follow=True).content.decode()
    assert client.post(page, {"pace": "toujours"}).status_code == 422
    assert (Follower.objects.get().pace, Follower.objects.get().confirmed_at is None) == ("semaine", False)
    assert "votre adresse est effacée" in client.post(page, {"stop": "1"}, follow=True).content.decode()
    assert client.get(page).status_code == 410
    assert mail.outbox == []


def test_a_supporter_chooses_by_her_link(client: Client, world: World) -> None:
    now = timezone.now()
    support = world.supported(world.admitted(now), LUCIE, now)
    token = support_token(support)  # it bears the second at which it was made
    page = reverse("referrals:pace", args=[token])
    assert page in client.get(reverse("referrals:receipt", args=[token])).content.decode()
    assert "Ne plus suivre" not in client.get(page).content.decode()
    assert client.post(page, {"pace": "semaine"}).status_code == 302
    assert SupportContact.objects.get(support=support).pace == "semaine"
    assert client.get(reverse("referrals:pace", args=[f"{support_token(support)}x"])).status_code == 410


def test_what_is_not_decided_is_not_followed(client: Client, world: World) -> None:
    referral = world.received(timezone.now())
    for name in ("ask_to_follow", "follow_sent", "counter", "counter_image", "counter_how"):
        assert client.get(reverse(f"referrals:{name}", args=[referral.reference])).status_code == 404


def test_the_feed_of_a_referral_tells_each_act(client: Client, world: World) -> None:
    referral = world.admitted(timezone.now())
    answer = client.get(reverse("referrals:referral_feed", args=[referral.reference]))
    assert answer["Content-Type"] == "application/atom+xml"
    feed = ET.fromstring(answer.content)  # noqa: S314 -- our own
    titles = [str(node.text) for node in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles[0] == f"{referral.reference} · {referral.title}"
    assert titles[1].startswith("La saisine est recevable")
    assert titles[2] == "Une saisine a été déposée et confirmée par courriel."
    ids = [node.text for node in feed.iter("{http://www.w3.org/2005/Atom}id")]
    assert ids[2] == f"urn:sha256:{Event.objects.get(kind='referrals.deposited').digest}"


def test_the_counter_is_framed_anywhere_and_follows_nobody(client: Client, world: World) -> None:
    now = timezone.now()
    referral = world.admitted(now, title="Des bus <b>plus</b> tôt")
    world.supported(referral, PAUL, now)
    frame = client.get(reverse("referrals:counter", args=[referral.reference]))
    page = frame.content.decode()
    assert "<strong>2 soutiens</strong>" in page
    assert "Des bus &lt;b&gt;plus&lt;/b&gt; tôt" in page
    assert "script" not in page
    policy = frame["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'self'" in policy
    assert "X-Frame-Options" not in frame
    image = client.get(reverse("referrals:counter_image", args=[referral.reference]))
    assert (image["Content-Type"], "<title>2 soutiens</title>" in image.content.decode()) == ("image/svg+xml", True)
    for answer in (frame, image):
        assert (answer["Cache-Control"], bool(answer.cookies)) == ("public, max-age=60", False)
    assert not client.cookies
    how = client.get(reverse("referrals:counter_how", args=[referral.reference]))
    assert how["X-Frame-Options"] == "DENY"
    assert f"/saisines/{referral.reference}/compteur/" in how.content.decode()


def test_last_monday() -> None:
    assert [last_monday(date(2026, 11, day)) for day in (23, 24, 29, 30)] == [
        date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 30),
    ]  # fmt: skip
