"""Who is told what at each step, and never twice."""

from datetime import datetime

import pytest

from belvedere.contexts.referrals import subscriptions
from belvedere.contexts.referrals.actions import follow
from belvedere.contexts.referrals.actions.complement import ask_complement
from belvedere.contexts.referrals.actions.decide import forward_referral, reject_referral
from belvedere.contexts.referrals.actions.support import withdraw_support
from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.queries import public_title
from belvedere.contexts.referrals.states import RejectionReason
from belvedere.contexts.referrals.words import DEPOSITOR_ONLY
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.models import Message
from tests.contexts.referrals.conftest import World

SUZANNE, PAUL, LUCIE = "suzanne@exemple.fr", "paul@exemple.fr", "lucie@exemple.fr"


def told(key: str = "") -> list[str]:
    """Return the addresses of the news posted, of one event or of all."""
    return sorted(Message.objects.filter(kind="news", key__startswith=key).values_list("to", flat=True))


def event(kind: str) -> Event:
    return Event.objects.get(kind=kind)


def tell_all(kind: str, referral: Referral, now: datetime) -> list[int]:
    """Tell batch after batch, as the jobs do; return where each ended."""
    ends, after = [], 0
    while not ends or after:
        after = follow.tell_batch(
            event=event(kind), referral=referral, after=after, depositor_only=kind in DEPOSITOR_ONLY, now=now
        )
        ends.append(after)
    return ends


@pytest.fixture
def reached(world: World, now: datetime) -> Referral:
    """A referral that reached its threshold; one more person asked and never confirmed."""
    referral = world.admitted(now)
    world.supported(referral, PAUL, now)
    world.asked(referral, "jamais@exemple.fr", now)
    world.supported(referral, LUCIE, now)
    return referral


def test_threshold_is_told_to_those_who_confirmed(reached: Referral, now: datetime) -> None:
    tell_all("referrals.threshold_reached", reached, now)
    assert told() == [LUCIE, PAUL, SUZANNE]
    mail = Message.objects.filter(kind="news", to=PAUL).get()
    assert mail.subject.startswith(reached.reference)
    assert (mail.language, mail.unsubscribe) == ("fr", f"suivi:{reached.reference}")
    assert f"/saisines/{reached.reference}/" in mail.text


def test_told_twice_each_receives_one_mail(reached: Referral, now: datetime) -> None:
    for _ in range(2):
        tell_all("referrals.threshold_reached", reached, now)
    assert told() == [LUCIE, PAUL, SUZANNE]


def test_each_batch_takes_up_where_the_last_ended(
    reached: Referral, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "BATCH", 2)
    ends = tell_all("referrals.threshold_reached", reached, now)
    assert ([bool(end) for end in ends], told()) == ([True, False], [LUCIE, PAUL, SUZANNE])


def test_who_withdrew_is_told_nothing_more(world: World, reached: Referral, now: datetime) -> None:
    withdraw_support(support=world.asked(reached, PAUL, now), now=now)
    tell_all("referrals.threshold_reached", reached, now)
    assert told() == [LUCIE, SUZANNE]


def test_admission_is_told_to_the_depositor_alone(reached: Referral, now: datetime) -> None:
    tell_all("referrals.admitted", reached, now)
    assert told() == [SUZANNE]


def test_rejection_is_told_to_the_depositor_alone(world: World, now: datetime) -> None:
    referral = world.received(now)
    reject_referral(referral=referral, reason=RejectionReason.UNCLEAR, next_door=None, by=world.agent, now=now)
    tell_all("referrals.rejected", referral, now)
    assert told() == [SUZANNE]


def test_forwarding_is_told_to_the_depositor_alone(world: World, now: datetime) -> None:
    referral = world.received(now)
    forward_referral(referral=referral, to=world.other.body, by=world.agent, now=now)
    tell_all("referrals.forwarded", referral, now)
    assert told() == [SUZANNE]


def only_news() -> tuple[str, str, str]:
    """Return the subject of the only mail of news, its words, and its page."""
    mail = Message.objects.get(kind="news")
    return mail.subject, " ".join(mail.text.replace("\xa0", " ").split()), mail.html.replace("\xa0", " ")


def test_the_depositor_is_spoken_to_and_reads_their_own_title(world: World, now: datetime) -> None:
    referral = world.received(now)
    ask_complement(referral=referral, question="Quelle ligne ?", by=world.agent, now=now)
    tell_all("referrals.complement_asked", referral, now)
    subject, text, page = only_news()
    asked = "Un complément vous est demandé : le délai est suspendu jusqu’à votre réponse."
    assert subject.replace("\xa0", " ") == f"{referral.reference} · {asked}"
    for words in (text, page):
        assert asked in words
        assert f"Des nouvelles de votre saisine « {referral.title} »." in words
        assert "Vous le recevez parce que vous avez déposé cette saisine." in words
    assert public_title(referral) != referral.title  # nobody else reads it yet


def test_the_others_are_told_of_the_referral_of_somebody(reached: Referral, now: datetime) -> None:
    tell_all("referrals.threshold_reached", reached, now)
    mail = Message.objects.get(kind="news", to=PAUL)
    text = " ".join(mail.text.replace("\xa0", " ").split())
    assert f"Des nouvelles de la saisine « {reached.title} »." in text
    assert "vous avez demandé à suivre ce dossier" in text


def test_every_public_step_of_the_thread_is_told_to_somebody() -> None:
    assert sorted(subscriptions.TOLD_TO_ALL | DEPOSITOR_ONLY) == [
        "actionplan.action_created",
        "actionplan.contest_answered",
        "actionplan.contested",
        "actionplan.done",
        "actionplan.progress_recorded",
        "answers.published",
        "answers.resumed",
        "answers.suspended",
        "observatory.examen_opened",
        "panels.opinion_recorded",
        "referrals.admitted",
        "referrals.appeal_accepted",
        "referrals.appeal_asked",
        "referrals.appeal_refused",
        "referrals.collection_closed",
        "referrals.collection_resumed",
        "referrals.collection_suspended",
        "referrals.complement_asked",
        "referrals.complement_given",
        "referrals.document_hidden",
        "referrals.forwarded",
        "referrals.merged",
        "referrals.rejected",
        "referrals.step_declined",
        "referrals.step_done",
        "referrals.text_hidden",
        "referrals.text_redacted",
        "referrals.threshold_reached",
        "referrals.unmerged",
    ]


def test_text_of_the_referral_never_runs_in_a_mail(world: World, now: datetime) -> None:
    referral = world.admitted(now, title="Des bus <script>alert(1)</script>")
    tell_all("referrals.admitted", referral, now)
    mail = Message.objects.get(kind="news")
    assert ("<script>" in mail.html, "&lt;script&gt;" in mail.html, "<script>" in mail.text) == (False, True, True)
