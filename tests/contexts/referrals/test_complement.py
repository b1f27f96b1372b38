"""A complement: the clock stops, the depositor answers by a link, the last day moves by working days."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from belvedere.contexts.referrals.actions.complement import ask_complement, give_complement
from belvedere.contexts.referrals.actions.decide import admit_referral, forward_referral, reject_referral
from belvedere.contexts.referrals.actions.follow import tell_batch
from belvedere.contexts.referrals.models import Complement, Referral
from belvedere.contexts.referrals.queries import support_token
from belvedere.contexts.referrals.refusals import ComplementNotAwaited, WordsMissing, WrongLink
from belvedere.contexts.referrals.states import Publication, RejectionReason
from belvedere.contexts.referrals.states.desk import Criterion
from belvedere.platform.accounts.personal_data import erase_personal_data, personal_data
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.actions import leave_list
from belvedere.platform.mail.addresses import address_hash
from belvedere.platform.mail.models import Message
from belvedere.platform.refusals import NotAllowed, NotInThisState
from tests.contexts.referrals.conftest import World
from tests.contexts.referrals.test_views import as_
from tests.factories import RoleFactory, UserFactory

QUESTION = "Dites quelle ligne de bus, et à quelle heure."


def asked(world: World, now: datetime) -> Referral:
    referral = world.received(now)
    ask_complement(referral=referral, question=QUESTION, by=world.agent, now=now)
    return Referral.objects.get(pk=referral.pk)


def link_of(referral: Referral) -> str:
    return reverse("referrals:complement", args=[support_token(referral.supports.get(is_depositor=True))])


def test_the_last_day_moves_by_the_working_days_it_took(world: World, now: datetime) -> None:
    referral = asked(world, now)
    assert (referral.publication, referral.decision_due_on) == (Publication.TO_COMPLETE, date(2026, 12, 14))
    depositor = referral.supports.get()
    # Monday to the Monday after: five working days; from December 14th, five more end on the 21st.
    row = give_complement(support=depositor, answer=" La ligne B, à 6 heures. ", now=now + timedelta(days=7))
    assert (row.publication, row.decision_due_on) == (Publication.RECEIVED, date(2026, 12, 21))
    assert list(Complement.objects.values_list("question", "answer")) == [(QUESTION, "La ligne B, à 6 heures.")]
    kinds = ["referrals.deposited", "referrals.complement_asked", "referrals.complement_given"]
    assert sorted(Event.objects.values_list("kind", flat=True)) == sorted(kinds)


def test_answered_the_same_day_no_day_is_added(world: World, now: datetime) -> None:
    referral = asked(world, now)
    row = give_complement(support=referral.supports.get(), answer="La ligne B.", now=now)
    assert row.decision_due_on == date(2026, 12, 14)


def test_answered_once_and_asked_again(world: World, now: datetime) -> None:
    referral = asked(world, now)
    depositor = referral.supports.get()
    with pytest.raises(NotInThisState):
        ask_complement(referral=referral, question=QUESTION, by=world.agent, now=now)
    give_complement(support=depositor, answer="La ligne B.", now=now)
    with pytest.raises(ComplementNotAwaited):
        give_complement(support=depositor, answer="La ligne C.", now=now)
    ask_complement(referral=referral, question="Et quel jour, le samedi aussi ?", by=world.agent, now=now)
    assert list(Complement.objects.order_by("pk").values_list("answer", flat=True)) == ["La ligne B.", ""]


def test_while_it_waits_it_may_only_be_rejected(world: World, now: datetime) -> None:
    referral = asked(world, now)
    with pytest.raises(NotInThisState):
        admit_referral(criteria=Criterion, referral=referral, by=world.agent, now=now)
    with pytest.raises(NotInThisState):
        forward_referral(referral=referral, to=world.other.body, by=world.agent, now=now)
    reason = RejectionReason.UNCLEAR
    row = reject_referral(referral=referral, reason=reason, next_door=None, by=world.agent, now=now)
    assert row.publication == Publication.REJECTED
    with pytest.raises(ComplementNotAwaited):
        give_complement(support=referral.supports.get(), answer="Trop tard.", now=now)


@pytest.mark.parametrize("kind", [RoleKind.AUDITOR, RoleKind.MODERATOR, RoleKind.ELECTED], ids=str)
def test_other_offices_and_other_bodies_ask_nothing(world: World, now: datetime, kind: RoleKind) -> None:
    referral = world.received(now)
    for role in (RoleFactory(body=world.body, kind=kind), world.foreign_agent):
        with pytest.raises(NotAllowed):
            ask_complement(referral=referral, question=QUESTION, by=role, now=now)
    assert Complement.objects.count() == 0


def test_empty_words_and_the_link_of_a_supporter_change_nothing(world: World, now: datetime) -> None:
    admitted = world.admitted(now)
    anne = world.supported(admitted, "anne@exemple.fr", now)
    with pytest.raises(WordsMissing):
        ask_complement(referral=admitted, question="  ", by=world.agent, now=now)
    with pytest.raises(WrongLink):
        give_complement(support=anne, answer="Moi aussi.", now=now)
    assert Complement.objects.count() == 0


def test_the_database_keeps_one_question_open_and_its_hour(world: World, now: datetime) -> None:
    referral = asked(world, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Complement.objects.create(referral=referral, question="Encore ?", asked_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Complement.objects.update(answer="Sans heure")


def test_the_depositor_receives_the_link(world: World, now: datetime) -> None:
    referral = asked(world, now)
    event = Event.objects.get(kind="referrals.complement_asked")
    tell_batch(event=event, referral=referral, after=0, depositor_only=True, now=now)
    message = Message.objects.order_by("pk").last()
    assert message is not None
    assert (message.to, link_of(referral) in message.text) == ("suzanne@exemple.fr", True)


def test_who_left_the_list_is_told_all_the_same(world: World, now: datetime) -> None:
    referral = asked(world, now)
    before = Message.objects.count()
    leave_list(
        message=Message(
            territory=world.territory,
            unsubscribe=f"suivi:{referral.reference}",
            address_hash=address_hash("suzanne@exemple.fr"),
        ),
        now=now,
    )
    event = Event.objects.get(kind="referrals.complement_asked")
    tell_batch(event=event, referral=referral, after=0, depositor_only=True, now=now)
    assert Message.objects.count() == before + 1


def test_the_depositor_takes_the_words_away_and_erases_them(world: World, now: datetime) -> None:
    referral = asked(world, now)
    give_complement(support=referral.supports.get(is_depositor=True), answer="La ligne 4, à 5 h.", now=now)
    user = UserFactory(email="Suzanne@exemple.fr")
    told = {"saisine": referral.reference, "question": QUESTION}
    assert personal_data(user)["saisine.complements"] == [told | {"reponse": "La ligne 4, à 5 h."}]
    erase_personal_data(user)
    assert list(Complement.objects.values_list("answer", flat=True)) == ["(effacé à la demande de la personne)"]


def test_asked_on_the_desk_and_given_by_the_link(world: World) -> None:
    today = timezone.now()
    referral, agent, suzanne = world.received(today), as_(world.agent), Client()
    desk = reverse("referrals:desk_referral", args=[referral.reference])
    ask = reverse("referrals:ask_complement", args=[referral.reference])
    assert agent.post(ask, {"question": "court"}).status_code == 422
    assert as_(world.foreign_agent).post(ask, {"question": QUESTION}).status_code == 404
    assert agent.post(ask, {"question": QUESTION}).url == desk  # type: ignore[attr-defined]  # a redirection
    assert "En attente d’un complément" in agent.get(reverse("referrals:desk")).content.decode()
    page = agent.get(desk).content.decode()
    assert (QUESTION in page, "Pas encore de réponse" in page, 'id="admettre"' in page, 'id="rejeter"' in page) == (
        True,
        True,
        False,
        True,
    )
    public = suzanne.get(reverse("referrals:referral", args=[referral.reference])).content.decode()
    assert ("le délai est suspendu" in public, QUESTION in public) == (True, False)
    assert QUESTION in suzanne.get(link_of(referral)).content.decode()
    assert suzanne.post(link_of(referral), {"answer": " "}).status_code == 422
    given = suzanne.post(link_of(referral), {"answer": "<script>alert(1)</script>"})
    assert given.headers["Location"] == reverse("referrals:referral", args=[referral.reference])
    assert suzanne.get(link_of(referral)).status_code == 409
    page = agent.get(desk).content.decode()
    assert ("&lt;script&gt;alert(1)" in page, "<script>alert" in page, 'id="admettre"' in page) == (True, False, True)


def test_a_forged_link_opens_nothing(world: World) -> None:
    asked(world, timezone.now())
    assert Client().get(reverse("referrals:complement", args=["forgé"])).status_code == 410


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_the_same_questions_whatever_was_asked(
    world: World, django_assert_num_queries: object, count: int
) -> None:
    now = timezone.now()
    referral = asked(world, now)
    for number in range(1, count):
        give_complement(support=referral.supports.get(), answer=f"Réponse {number}", now=now)
        ask_complement(referral=referral, question=f"Question {number}", by=world.agent, now=now)
    agent, path = as_(world.agent), reverse("referrals:desk_referral", args=[referral.reference])
    with django_assert_num_queries(DESK_QUERIES):  # type: ignore[operator]
        page = agent.get(path).content.decode()
    assert page.count("Demandé le") == count


DESK_QUERIES = 16
