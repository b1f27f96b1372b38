"""Samples, reserves, and the pages by which an officer does what is done with supports."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from belvedere.contexts.referrals.actions.audit import draw_audit, note_check, publish_audit
from belvedere.contexts.referrals.actions.decide import admit_referral
from belvedere.contexts.referrals.actions.reserve import follow_reserve, plan_reserve, withdraw_reserve
from belvedere.contexts.referrals.models import AuditCheck, ElectoralReserve, PaperBatch, Referral
from belvedere.contexts.referrals.refusals import (
    AuditUnderWay,
    ChecksMissing,
    CollectionClosed,
    NothingToCheck,
    ReserveHolds,
    ReserveInThePast,
)
from belvedere.contexts.referrals.states.desk import Criterion
from belvedere.contexts.referrals.states.paper import CheckResult
from belvedere.engines.ledger.sampling import draw_sample, estimate
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.subscriptions import subscription_named
from belvedere.platform.refusals import NotAllowed, NotInThisState
from tests.contexts.referrals.conftest import World, crowd, payloads, sheet, signed_in


def test_a_sample_is_drawn_checked_published_and_drawn_again_by_anyone(world: World, now: datetime) -> None:
    referral = crowd(world, now)
    said = {"referral": referral, "by": world.agent, "now": now}
    audit = draw_audit(size=4, seed="7 4 1", **said)
    names = list(AuditCheck.objects.filter(audit=audit).values_list("commitment", flat=True))
    ledger = list(referral.ledger.values_list("commitment", flat=True))
    assert tuple(names) == draw_sample(ledger, 4, "7 4 1")
    with pytest.raises(AuditUnderWay):
        draw_audit(size=1, seed="1", **said)
    with pytest.raises(ChecksMissing):
        publish_audit(**said)
    for rank, result in enumerate((CheckResult.VALID, CheckResult.VALID, CheckResult.INVALID, CheckResult.VALID), 1):
        note_check(rank=rank, result=result, **said)
    note_check(rank=4, result=CheckResult.UNREACHABLE, **said)
    published = publish_audit(**said)
    found = estimate(6, 4, 2)
    assert (published.valid, published.checked, published.least, published.most) == (2, 4, found.least, found.most)
    assert Referral.objects.get(pk=referral.pk).verification == "verifiee"
    assert payloads("referrals.audit_published") == [
        {"audit": 1, "checked": 4, "valid": 2, "least": found.least, "most": found.most}
    ]
    with pytest.raises(NotInThisState):
        note_check(rank=1, result=CheckResult.VALID, **said)


def test_what_is_forgotten_is_not_checked(world: World, now: datetime) -> None:
    referral = crowd(world, now)
    Referral.objects.filter(pk=referral.pk).update(identity_key="")
    with pytest.raises(NothingToCheck):
        draw_audit(referral=referral, size=4, seed="7", by=world.agent, now=now)
    with pytest.raises(NotAllowed):
        draw_audit(referral=referral, size=4, seed="7", by=world.foreign_agent, now=now)


def test_a_reserve_is_computed_backwards_stops_and_gives_the_days_back(world: World, now: datetime) -> None:
    election = date(now.year + 1, 9, 20)
    row = plan_reserve(body=None, title="Élections", election_on=election, source="Décret", by=world.agent, now=now)
    assert (row.starts_on, row.resumes_on) == (date(now.year + 1, 3, 1), date(now.year + 1, 9, 28))
    opened = now.replace(year=now.year + 1, month=2, day=20)
    referral = world.admitted(opened - timedelta(days=200), email="suzanne@exemple.fr")
    Referral.objects.filter(pk=referral.pk).update(closes_on=row.starts_on + timedelta(days=10))
    during = opened + timedelta(days=20)
    follow_reserve(referral=referral, now=opened)
    assert Referral.objects.get(pk=referral.pk).collection == "ouverte"
    follow_reserve(referral=referral, now=during)
    with pytest.raises(CollectionClosed):
        world.asked(Referral.objects.get(pk=referral.pk), "anne@exemple.fr", during)
    after = now.replace(year=now.year + 1, month=9, day=28)
    follow_reserve(referral=referral, now=after)
    again = Referral.objects.get(pk=referral.pk)
    lost = after.date() - during.date()
    assert (again.collection, again.closes_on) == ("ouverte", row.starts_on + timedelta(days=10) + lost)
    kinds = Event.objects.filter(matter=referral.reference, kind__startswith="referrals.collection")
    assert list(kinds.order_by("sequence").values_list("kind", flat=True)) == [
        "referrals.collection_suspended",
        "referrals.collection_resumed",
    ]


def test_nothing_is_deposited_that_could_not_end(world: World, now: datetime) -> None:
    ElectoralReserve.objects.create(
        territory=world.territory,
        body=world.body,
        title="Élections",
        source="Décret",
        election_on=now.date() + timedelta(days=200),
        starts_on=now.date() + timedelta(days=20),
        last_deposit_on=now.date() - timedelta(days=1),
        resumes_on=now.date() + timedelta(days=208),
    )
    with pytest.raises(ReserveHolds):
        world.submitted(now)
    with pytest.raises(ReserveInThePast):
        plan_reserve(body=None, title="É", election_on=now.date(), source="D", by=world.agent, now=now)


def test_an_officer_does_it_all_by_the_pages(world: World, now: datetime) -> None:
    referral, officer = crowd(world, now), signed_in(world.agent)
    base = f"/espace/recevabilite/{referral.reference}/soutiens/"
    assert "Compte pas encore vérifié" in officer.get(base).content.decode()
    assert officer.post(f"{base}recompter/").headers["Location"] == base
    typed = {"sheet": "A7", "lines": sheet(world)}
    assert "Deux fois sur la feuille" in officer.post(f"{base}papier/", {**typed, "look": "1"}).content.decode()
    assert PaperBatch.objects.count() == 0
    assert officer.post(f"{base}papier/", {"sheet": "", "lines": ""}).status_code == 422
    assert officer.post(f"{base}papier/", {**typed, "count": "1"}).headers["Location"] == base
    assert officer.post(f"{base}papier/1/annuler/").headers["Location"] == base
    asked = {"email_domain": "jetable.example", "reason": "robot"}
    assert "4 soutiens seraient écartés" in officer.post(f"{base}ecarter/", asked).content.decode()
    assert officer.post(f"{base}ecarter/", {"reason": "robot"}).status_code == 422
    assert officer.post(f"{base}ecarter/", {**asked, "run": "1"}).headers["Location"] == base
    public = Client().get(f"/saisines/{referral.reference}/").content.decode()
    assert "4 soutiens écartés" in public
    assert officer.post(f"{base}ecarter/1/annuler/").headers["Location"] == base
    assert officer.post(f"{base}sondage/", {"size": "2", "seed": "7 1"}).headers["Location"] == f"{base}sondage/"
    assert officer.post(f"{base}sondage/1/", {"result": "bof"}).status_code == 404
    for rank in (1, 2):
        assert officer.post(f"{base}sondage/{rank}/", {"result": "valide"}).headers["Location"] == f"{base}sondage/"
    assert "valide" in officer.get(f"{base}sondage/").content.decode()
    assert officer.post(f"{base}sondage/publier/").headers["Location"] == base
    assert "95 fois sur 100" in Client().get(f"/saisines/{referral.reference}/").content.decode()
    assert officer.post(f"{base}regrouper/", {"mother": "S-1900-0001"}).status_code == 422
    other = admit_referral(
        criteria=Criterion, referral=world.received(now, email="jeanne@exemple.fr"), by=world.agent, now=now
    )
    assert officer.post(f"{base}regrouper/", {"mother": other.reference.lower()}).headers["Location"] == base
    assert "regroupée" in Client().get(f"/saisines/{referral.reference}/").content.decode().lower()
    assert officer.post(f"{base}separer/").headers["Location"] == base


def test_a_reserve_is_planned_by_the_page_and_said_where_it_matters(world: World, now: datetime) -> None:
    referral, officer = crowd(world, now), signed_in(world.agent)
    assert "Aucune réserve prévue" in officer.get("/espace/reserves/").content.decode()
    assert officer.post("/espace/reserves/", {"title": "Élections"}).status_code == 422
    today = timezone.localdate()
    said = {"title": "Élections", "election_on": (today + timedelta(days=240)).isoformat(), "source": "Décret"}
    assert officer.post("/espace/reserves/", said).headers["Location"] == "/espace/reserves/"
    planned = ElectoralReserve.objects.get()
    assert officer.get("/espace/reserves/").content.decode().count(f"/espace/reserves/{planned.pk}/annuler/") == 1
    assert "Dernier jour pour déposer" in Client().get(f"/saisines/{referral.reference}/").content.decode()


def heard(now: datetime) -> None:
    """Let the latest event be heard by what referrals listen to."""
    event = Event.objects.latest("sequence")
    listener = subscription_named("referrals.follow_reserves")
    assert listener is not None
    assert event.kind in listener.kinds
    listener.react(event, now)


def test_a_reserve_planned_by_mistake_stops_at_once_and_is_taken_back(world: World, now: datetime) -> None:
    referral, today = crowd(world, now), timezone.now()
    Referral.objects.filter(pk=referral.pk).update(closes_on=timezone.localdate(today) + timedelta(days=60))
    election = timezone.localdate(today) + timedelta(days=40)
    row = plan_reserve(body=world.body, title="Élections", election_on=election, source="D", by=world.agent, now=today)
    heard(today)
    assert Referral.objects.get(pk=referral.pk).collection == "suspendue"
    path, officer = f"/espace/reserves/{row.pk}/annuler/", signed_in(world.agent)
    assert signed_in(world.foreign_agent).post(path).status_code == 404
    assert officer.get(path).status_code == 405
    assert officer.post(path).headers["Location"] == "/espace/reserves/"
    assert "La réserve est annulée" in officer.get("/espace/reserves/").content.decode()
    assert officer.post(path).status_code == 404
    heard(today)
    again = Referral.objects.get(pk=referral.pk)
    assert (again.collection, again.closes_on) == ("ouverte", timezone.localdate(today) + timedelta(days=60))
    assert payloads("referrals.reserve_withdrawn") == [{"election_on": election.isoformat(), "body": world.body.slug}]


def test_a_reserve_that_is_over_stays_in_the_record(world: World, now: datetime) -> None:
    election = date(now.year + 1, 9, 20)
    row = plan_reserve(body=world.body, title="Élections", election_on=election, source="D", by=world.agent, now=now)
    with pytest.raises(NotAllowed):
        withdraw_reserve(reserve=row, by=world.foreign_agent, now=now)
    with pytest.raises(ReserveInThePast):
        withdraw_reserve(reserve=row, by=world.agent, now=now.replace(year=now.year + 1, month=9, day=28))
    assert ElectoralReserve.objects.get() == row
