"""The desk: one at a time, criteria checked, letters, appeals judged by another, several at once."""

import io
import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from belvedere.contexts.referrals.actions.appeal import appeal_refusal, decide_appeal
from belvedere.contexts.referrals.actions.criteria import check_criteria
from belvedere.contexts.referrals.actions.decide import admit_referral, forward_referral, reject_referral
from belvedere.contexts.referrals.actions.follow import tell_batch
from belvedere.contexts.referrals.actions.hold import hold_referral, release_referral, take_over_referral
from belvedere.contexts.referrals.models import Appeal, CriterionCheck, Hold, Referral
from belvedere.contexts.referrals.queries import referrals_open_to, support_token
from belvedere.contexts.referrals.queries.desk import findings_of, hold_of, last_day_of_appeal, suggested_reason
from belvedere.contexts.referrals.refusals import (
    AppealNotOpen,
    CriteriaMissing,
    HeldByAnother,
    OwnDecision,
    WordsMissing,
    WrongLink,
)
from belvedere.contexts.referrals.states import Publication, RejectionReason
from belvedere.contexts.referrals.states.desk import AppealVerb, Criterion
from belvedere.contexts.referrals.words import letter_of
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.personal_data import erase_personal_data, personal_data
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.models import Message
from belvedere.platform.refusals import NotAllowed, NotInThisState
from tests.contexts.referrals.conftest import World
from tests.contexts.referrals.test_views import as_
from tests.factories import RoleFactory, UserFactory

ALL_MET = {criterion.value: "oui" for criterion in Criterion}
WHY = "La compétence est bien celle de la Métropole."


@pytest.fixture
def colleague(world: World) -> Role:
    return RoleFactory(body=world.body)


def refused(world: World, now: datetime, **words: str) -> Referral:
    return reject_referral(
        referral=world.received(now, **words),
        reason=RejectionReason.UNCLEAR,
        next_door=world.other.body,
        note="Dites quelle ligne de bus.",
        by=world.agent,
        now=now,
    )


def token_of(referral: Referral) -> str:
    return support_token(referral.supports.get(is_depositor=True))


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)


# -- one at a time


def test_while_somebody_works_on_it_nobody_else_decides(world: World, now: datetime, colleague: Role) -> None:
    referral = world.received(now)
    hold_referral(referral=referral, by=world.agent, now=now)
    with pytest.raises(HeldByAnother):
        hold_referral(referral=referral, by=colleague, now=now)
    with pytest.raises(HeldByAnother):
        admit_referral(referral=referral, criteria=Criterion, by=colleague, now=now)
    with pytest.raises(HeldByAnother):
        check_criteria(referral=referral, findings={Criterion.CLEAR: True}, by=colleague, now=now)
    admit_referral(referral=referral, criteria=Criterion, by=world.agent, now=now)
    assert (Referral.objects.get().publication, Hold.objects.count()) == (Publication.ADMITTED, 0)


def test_a_hold_ends_by_itself_is_taken_over_and_let_go(world: World, now: datetime, colleague: Role) -> None:
    referral = world.received(now)
    hold_referral(referral=referral, by=world.agent, now=now)
    assert hold_of(referral, now=now + timedelta(minutes=20)) is None
    hold_referral(referral=referral, by=world.agent, now=now)
    take_over_referral(referral=referral, by=colleague, now=now)
    release_referral(referral=referral, by=world.agent)
    found = hold_of(referral, now=now)
    assert found is not None
    assert found.role == colleague
    release_referral(referral=referral, by=colleague)
    assert hold_of(referral, now=now) is None


def test_nobody_of_another_body_nor_another_office_holds(world: World, now: datetime) -> None:
    referral, moderator = world.received(now), RoleFactory(body=world.body, kind=RoleKind.MODERATOR)
    for role in (world.foreign_agent, moderator):
        for action in (hold_referral, take_over_referral):
            with pytest.raises(NotAllowed):
                action(referral=referral, by=role, now=now)


# -- criteria


def test_admitted_only_with_every_criterion(world: World, now: datetime) -> None:
    referral = world.received(now)
    with pytest.raises(CriteriaMissing):
        admit_referral(referral=referral, criteria=set(Criterion) - {Criterion.NEW}, by=world.agent, now=now)
    assert (Referral.objects.get().publication, CriterionCheck.objects.count()) == (Publication.RECEIVED, 0)
    admit_referral(referral=referral, criteria=Criterion, by=world.agent, now=now)
    assert findings_of(referral) == dict.fromkeys(Criterion, True)


def test_what_was_found_is_kept_and_suggests_a_reason(world: World, now: datetime) -> None:
    referral = world.received(now)
    check_criteria(referral=referral, findings={Criterion.CLEAR: False, Criterion.NEW: True}, by=world.agent, now=now)
    check_criteria(referral=referral, findings={Criterion.NEW: False}, by=world.agent, now=now)
    assert findings_of(referral) == {Criterion.CLEAR: False, Criterion.NEW: False}
    assert suggested_reason(findings_of(referral)) == RejectionReason.UNCLEAR
    assert suggested_reason({Criterion.CLEAR: True}) == ""
    with pytest.raises(NotAllowed):
        check_criteria(referral=referral, findings={Criterion.NEW: True}, by=world.foreign_agent, now=now)


# -- letters


def test_the_letters_say_why_where_and_how_to_contest(world: World, now: datetime) -> None:
    referral = refused(world, now)
    officer, depositor = as_(world.agent), Client()
    for client, url in (
        (officer, f"/espace/recevabilite/{referral.reference}/refus.pdf"),
        (depositor, f"/saisines/soutien/{token_of(referral)}/refus.pdf"),
    ):
        letter = text_of(client.get(url).content)
        for words in ("Demande imprécise", "Dites quelle ligne de bus.", "Beaumont", "23 janvier 2027"):
            assert words in letter, words
    assert "Dites quelle ligne de bus." not in depositor.get(f"/saisines/{referral.reference}/").content.decode()


def test_a_transfer_has_its_letter_for_both_bodies_and_keeps_the_rank(world: World, now: datetime) -> None:
    referral = world.received(now)
    forward_referral(referral=referral, to=world.other.body, by=world.agent, now=now, words="La cour est communale.")
    url = f"/espace/recevabilite/{referral.reference}/transmission.pdf"
    for client in (as_(world.agent), as_(world.foreign_agent)):
        letter = text_of(client.get(url).content)
        for words in ("L. 114-2", "La cour est communale.", "garde son numéro, son rang et ses soutiens"):
            assert words in letter, words
    assert Client().get(f"/saisines/soutien/{token_of(referral)}/transmission.pdf").status_code == 200
    row = Referral.objects.get()
    assert (row.received_at, row.deposited_at, row.reference) == (now, now, referral.reference)
    assert "Transmises à un autre organisme" in as_(world.agent).get("/espace/recevabilite/").content.decode()


def test_letters_are_not_for_others(world: World, now: datetime) -> None:
    referral, waiting = refused(world, now), world.received(now, email="b@exemple.fr")
    supporter = world.admitted(now, email="c@exemple.fr")
    other = support_token(world.supported(supporter, "d@exemple.fr", now))
    base = "/espace/recevabilite"
    assert [
        as_(world.foreign_agent).get(f"{base}/{referral.reference}/refus.pdf").status_code,
        as_(world.foreign_agent).get(f"{base}/{referral.reference}/transmission.pdf").status_code,
        as_(world.agent).get(f"{base}/{waiting.reference}/refus.pdf").status_code,
        as_(world.agent).get(f"{base}/{waiting.reference}/transmission.pdf").status_code,
        Client().get(f"/saisines/soutien/{other}/refus.pdf").status_code,
        Client().get("/saisines/soutien/forge/refus.pdf").status_code,
    ] == [404, 404, 404, 404, 404, 410]


def test_the_mail_of_a_refusal_leads_to_its_letter_and_to_the_appeal(world: World, now: datetime) -> None:
    referral = refused(world, now)
    event = Event.objects.get(kind="referrals.rejected")
    tell_batch(event=event, referral=referral, after=0, depositor_only=True, now=now)
    links = re.findall(r"/saisines/soutien/\S+?/(refus\.pdf|recours/)", Message.objects.latest("pk").text)
    assert links == ["refus.pdf", "recours/"]
    said, letter = " ".join(Message.objects.latest("pk").text.split()), letter_of(referral.rejection_reason)
    door = referral.next_door
    assert door is not None
    for words in (str(letter.why), str(letter.what_next), f"La porte suivante\u00a0: {door.name}"):
        assert " ".join(words.split()) in said


# -- appeals


def test_an_appeal_is_judged_by_another_and_opens_the_reading_again(
    world: World, now: datetime, colleague: Role
) -> None:
    referral = refused(world, now)
    later = now + timedelta(days=10)
    appeal_refusal(support=referral.supports.get(), words=f" {WHY} ", now=later)
    with pytest.raises(OwnDecision):
        decide_appeal(referral=referral, verb=AppealVerb.ACCEPT, answer="Oui, en effet.", by=world.agent, now=later)
    with pytest.raises(NotAllowed):
        decide_appeal(referral=referral, verb=AppealVerb.ACCEPT, answer="Oui.", by=world.foreign_agent, now=later)
    with pytest.raises(WordsMissing):
        decide_appeal(referral=referral, verb=AppealVerb.ACCEPT, answer=" ", by=colleague, now=later)
    decide_appeal(referral=referral, verb=AppealVerb.ACCEPT, answer="Oui, en effet.", by=colleague, now=later)
    row = Referral.objects.get()
    assert (row.publication, row.decided_at, row.rejection_reason, row.next_door, row.decision_due_on) == (
        Publication.RECEIVED,
        None,
        "",
        None,
        date(2026, 12, 24),
    )
    assert list(Appeal.objects.values_list("words", "answer", "state")) == [(WHY, "Oui, en effet.", "accepte")]
    with pytest.raises(NotInThisState):
        decide_appeal(referral=referral, verb=AppealVerb.REFUSE, answer="Non.", by=colleague, now=later)
    kinds = Event.objects.filter(kind__startswith="referrals.appeal").order_by("sequence")
    assert list(kinds.values_list("kind", flat=True)) == ["referrals.appeal_asked", "referrals.appeal_accepted"]


def test_a_refusal_maintained_is_contested_once(world: World, now: datetime) -> None:
    referral, elected = refused(world, now), RoleFactory(body=world.body, kind=RoleKind.ELECTED)
    support = referral.supports.get()
    appeal_refusal(support=support, words=WHY, now=now)
    with pytest.raises(AppealNotOpen):
        appeal_refusal(support=support, words=WHY, now=now)
    decide_appeal(referral=referral, verb=AppealVerb.REFUSE, answer="Le texte reste flou.", by=elected, now=now)
    assert Referral.objects.get().publication == Publication.REJECTED
    with pytest.raises(AppealNotOpen):
        appeal_refusal(support=support, words=WHY, now=now)


def test_an_appeal_comes_in_time_from_the_depositor_with_words(world: World, now: datetime) -> None:
    referral = refused(world, now)
    support = referral.supports.get()
    assert last_day_of_appeal(referral) == date(2027, 1, 23)
    with pytest.raises(AppealNotOpen):
        appeal_refusal(support=support, words=WHY, now=now.replace(year=2027, month=1, day=24))
    with pytest.raises(WordsMissing):
        appeal_refusal(support=support, words=" ", now=now)
    admitted = world.admitted(now, email="b@exemple.fr")
    with pytest.raises(AppealNotOpen):
        appeal_refusal(support=admitted.supports.get(), words=WHY, now=now)
    with pytest.raises(WrongLink):
        appeal_refusal(support=world.supported(admitted, "c@exemple.fr", now), words=WHY, now=now)


def test_the_words_of_an_appeal_are_exported_and_erased(world: World, now: datetime) -> None:
    referral = refused(world, now)
    appeal_refusal(support=referral.supports.get(), words=WHY, now=now)
    user = UserFactory(email="suzanne@exemple.fr")
    assert personal_data(user)["saisine.recours"] == [{"saisine": referral.reference, "texte": WHY, "reponse": ""}]
    erase_personal_data(user)
    assert WHY not in str(Appeal.objects.values())


# -- by the pages


def test_by_the_pages_it_is_held_noted_and_admitted(world: World, now: datetime, colleague: Role) -> None:
    referral = world.received(timezone.now())
    base = f"/espace/recevabilite/{referral.reference}/"
    officer, other = as_(world.agent), as_(colleague)
    assert officer.post(f"{base}tenir/", {"verb": "prendre"}).headers["Location"] == base
    assert "Prendre à sa place" in other.get(base).content.decode()
    assert other.post(f"{base}recevable/", ALL_MET).status_code == 409
    assert officer.post(f"{base}recevable/", {"clarte": "oui", "verb": "noter"}).headers["Location"] == base
    stopped = officer.post(f"{base}recevable/", ALL_MET | {"nouveaute": "non", "verb": "declarer"})
    assert (stopped.status_code, "Ce critère doit être rempli" in stopped.content.decode()) == (422, True)
    assert officer.post(f"{base}recevable/", {"clarte": "peut-être"}).status_code == 422
    assert Referral.objects.get().publication == Publication.RECEIVED
    assert officer.post(f"{base}recevable/", ALL_MET).headers["Location"] == base
    assert Referral.objects.get().publication == Publication.ADMITTED
    assert officer.post(f"{base}tenir/", {"verb": "autre"}).status_code == 404
    assert as_(world.foreign_agent).post(f"{base}tenir/", {"verb": "prendre"}).status_code == 404


def test_by_the_pages_a_refusal_is_contested_and_judged(world: World, now: datetime, colleague: Role) -> None:
    referral = refused(world, timezone.now())
    link = reverse("referrals:appeal", args=[token_of(referral)])
    visitor, judge = Client(), as_(colleague)
    assert "Demande imprécise" in visitor.get(link).content.decode()
    assert visitor.post(link, {"words": "court"}).status_code == 422
    assert visitor.post(link, {"words": WHY}).headers["Location"] == f"/saisines/{referral.reference}/"
    assert visitor.get(link).status_code == 409
    assert WHY not in visitor.get(f"/saisines/{referral.reference}/").content.decode()
    assert "Recours à juger" in judge.get("/espace/recevabilite/").content.decode()
    base = f"/espace/recevabilite/{referral.reference}/"
    assert WHY in judge.get(base).content.decode()
    assert judge.post(f"{base}recours/", {"verb": "accepter", "answer": ""}).status_code == 422
    assert judge.post(f"{base}recours/", {"answer": "Vous avez raison."}).status_code == 404
    assert as_(world.agent).post(f"{base}recours/", {"verb": "refuser", "answer": "Non, vraiment."}).status_code == 403
    assert (
        judge.post(f"{base}recours/", {"verb": "accepter", "answer": "Vous avez raison."}).headers["Location"] == base
    )
    assert Referral.objects.get().publication == Publication.RECEIVED
    assert visitor.get("/saisines/soutien/forge/recours/").status_code == 410


def test_several_at_once_each_decided_alone(world: World, now: datetime, colleague: Role) -> None:
    today = timezone.now()
    first, second, held = (world.received(today, email=f"{name}@exemple.fr") for name in "abc")
    hold_referral(referral=held, by=colleague, now=today)
    ticked = {"saisine": [first.reference, second.reference, held.reference]}
    officer, page = as_(world.agent), "/espace/recevabilite/ensemble/"
    said = officer.post(page, ticked | {"verb": "irrecevable"}, follow=True).content.decode()
    assert "Choisissez le motif" in said
    assert "Aucune saisine n’est cochée" in officer.post(page, {"verb": "prendre"}, follow=True).content.decode()
    reject = {"verb": "irrecevable", "refus-reason": "deja_saisie", "refus-next_door": "", "refus-note": ""}
    said = officer.post(page, ticked | reject, follow=True).content.decode()
    assert ("2 saisines sont faites." in said, held.reference in said) == (True, True)
    assert [Referral.objects.get(pk=row.pk).publication for row in (first, second, held)] == [
        Publication.REJECTED,
        Publication.REJECTED,
        Publication.RECEIVED,
    ]
    assert officer.post(page, {"saisine": held.reference, "verb": "voler"}).status_code == 404
    assert officer.post(page, {"saisine": "\x00", "verb": "prendre"}).status_code == 400
    foreign = as_(world.foreign_agent).post(page, {"saisine": held.reference, "verb": "prendre"})
    assert (foreign.status_code, Hold.objects.get().role) == (404, colleague)
    other = world.received(today, email="d@exemple.fr")
    sent = {"saisine": other.reference, "verb": "transmettre", "envoi-to": world.other.body.slug, "envoi-words": ""}
    assert officer.post(page, sent).headers["Location"] == "/espace/recevabilite/"
    assert Referral.objects.get(pk=other.pk).body == world.other.body


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_as_many_questions_whatever_waits(
    world: World, now: datetime, django_assert_num_queries: object, count: int
) -> None:
    for number in range(count):
        row = world.received(timezone.now(), email=f"p{number}@exemple.fr")
        hold_referral(referral=row, by=world.agent, now=timezone.now())
        forward_referral(
            referral=world.received(timezone.now(), email=f"q{number}@exemple.fr"),
            to=world.other.body,
            by=world.agent,
            now=timezone.now(),
        )
    officer = as_(world.agent)
    officer.get("/espace/recevabilite/")
    with django_assert_num_queries(DESK_QUERIES):  # type: ignore[operator]
        page = officer.get("/espace/recevabilite/").content.decode()
    assert page.count("s’en occupe") >= count


DESK_QUERIES = 12


def test_the_checklist_says_what_looks_personal_in_the_text(world: World, now: datetime) -> None:
    plain = world.received(now)
    named = world.received(now, email="anne@exemple.fr", request="Appelez le 06 12 34 56 78.")
    pages = [as_(world.agent).get(f"/espace/recevabilite/{row.reference}/").content.decode() for row in (plain, named)]
    assert ["Repéré dans le texte\u00a0: numéro de téléphone." in page for page in pages] == [False, True]


def test_what_waits_is_on_the_desk_however_many_were_decided(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("belvedere.contexts.referrals.queries._MOST_DECIDED", 1)
    first = world.admitted(now, email="p0@exemple.fr")
    last = world.admitted(now + timedelta(hours=1), email="p1@exemple.fr")
    waiting = [world.received(now, email=f"q{day}@exemple.fr") for day in (5, 4)]
    for row, day in zip(waiting, (5, 4), strict=True):
        Referral.objects.filter(pk=row.pk).update(decision_due_on=date(2026, 12, day))
    assert first.decided_at is not None
    assert last.decided_at is not None
    assert first.decided_at < last.decided_at
    assert referrals_open_to(world.agent) == [*reversed(waiting), last]
