"""Paper, removals, mergers, samples, reserves: what an officer does with supports, and how each is undone."""

import json
from datetime import date, datetime, timedelta
from typing import Any  # pytest-django's fixture has no public type

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from belvedere.contexts.referrals.actions.audit import draw_audit, note_check, publish_audit
from belvedere.contexts.referrals.actions.decide import admit_referral
from belvedere.contexts.referrals.actions.follow import tell_batch
from belvedere.contexts.referrals.actions.ledger import append_entries, settle_counts
from belvedere.contexts.referrals.actions.merger import carry_support, merge_referral, unmerge_referral
from belvedere.contexts.referrals.actions.paper import count_sheet, undo_sheet
from belvedere.contexts.referrals.actions.removal import mark_resemblances, remove_supports, undo_removal
from belvedere.contexts.referrals.actions.reserve import follow_reserve, plan_reserve
from belvedere.contexts.referrals.actions.support import confirm_support
from belvedere.contexts.referrals.models import AuditCheck, ElectoralReserve, PaperBatch, Referral, Support
from belvedere.contexts.referrals.queries import recounted, support_token, tally_of
from belvedere.contexts.referrals.queries.paper import compared, lines_of
from belvedere.contexts.referrals.queries.removal import Conditions, previewed
from belvedere.contexts.referrals.refusals import (
    AuditUnderWay,
    ChecksMissing,
    CollectionClosed,
    NothingToCheck,
    NothingToCount,
    NothingToRemove,
    NotToBeMerged,
    ReserveHolds,
    ReserveInThePast,
    SheetAlreadyCounted,
)
from belvedere.contexts.referrals.states import LedgerAction
from belvedere.contexts.referrals.states.desk import Criterion
from belvedere.contexts.referrals.states.paper import CheckResult, RemovalReason
from belvedere.engines.ledger.sampling import draw_sample, estimate
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.models import Message
from belvedere.platform.refusals import NotAllowed, NotInThisState
from tests.contexts.referrals.conftest import World


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def payloads(kind: str) -> list[dict[str, object]]:
    return [json.loads(row.payload) for row in Event.objects.filter(kind=kind).order_by("sequence")]


# -- paper


def sheet(world: World) -> str:
    name = world.other.name
    return "\n".join(
        [
            f"Anne Martin ; 3 rue des Lilas ; {name}",
            f"Martin Anne; 3 rue des lilas;{name}",
            f"Anne Martin;8 place du Marché;{name}",
            f"Paul Roux; 1 rue du Four; {world.commune.name}; paul@exemple.fr",
            "Sans adresse",
            "Jeanne Petit; 2 rue du Four; Paris",
        ]
    )


def test_the_lines_of_a_sheet_are_compared_with_what_is_there(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    world.supported(referral, "Paul@exemple.fr", now)
    lines = compared(referral, lines_of(referral, sheet(world)))
    assert [line.state for line in lines] == [
        "nouvelle",
        "deux_fois",
        "ressemble",
        "deja_la",
        "illisible",
        "illisible",
    ]


def test_a_sheet_is_counted_once_and_undone(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    said = {"referral": referral, "sheet": "A7", "by": world.agent, "now": now}
    batch = count_sheet(lines=lines_of(referral, sheet(world)), **said)
    assert (batch.lines, batch.counted) == (6, 3)
    assert tally_of(referral).by_level == {"email": 1, "declared": 3}
    with pytest.raises(NothingToCount):
        count_sheet(lines=lines_of(referral, sheet(world)), **{**said, "sheet": "A8"})
    with pytest.raises(SheetAlreadyCounted):
        count_sheet(lines=lines_of(referral, f"Autre Nom;1 rue;{world.other.name}"), **said)
    undo_sheet(referral=referral, number=batch.number, by=world.agent, now=now)
    assert tally_of(referral).by_commune == recounted(referral) == {"63075": 1}
    with pytest.raises(NotInThisState):
        undo_sheet(referral=referral, number=batch.number, by=world.agent, now=now)
    assert count_sheet(lines=lines_of(referral, sheet(world)), **said).number == 2
    assert payloads("referrals.paper_counted") == [
        {"batch": 1, "lines": 6, "counted": 3},
        {"batch": 2, "lines": 6, "counted": 3},
    ]


def test_no_name_of_a_sheet_is_kept(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    count_sheet(referral=referral, sheet="A7", lines=lines_of(referral, sheet(world)), by=world.agent, now=now)
    kept = json.dumps([list(row.values()) for row in Support.objects.values()], default=str)
    assert ("Martin" in kept, "Lilas" in kept, "paul@" in kept) == (False, False, False)


def test_paper_is_entered_by_who_holds_the_referral_while_it_gathers(
    world: World, now: datetime, later: datetime
) -> None:
    referral = world.admitted(now)
    lines = lines_of(referral, sheet(world))
    with pytest.raises(NotAllowed):
        count_sheet(referral=referral, sheet="A7", lines=lines, by=world.foreign_agent, now=now)
    with pytest.raises(CollectionClosed):
        count_sheet(referral=referral, sheet="A7", lines=lines, by=world.agent, now=later)


# -- removals


def crowd(world: World, now: datetime) -> Referral:
    referral = world.admitted(now)
    for place in range(4):
        world.supported(referral, f"p{place}@jetable.example", now)
    world.supported(referral, "anne@exemple.fr", now)
    return referral


def test_a_removal_is_previewed_run_and_undone(world: World, now: datetime) -> None:
    referral = crowd(world, now)
    conditions = Conditions(email_domain="jetable.example")
    found = previewed(referral, conditions, total=6)
    assert (found.total, found.by_commune, found.left) == (4, ((world.other.name, 4),), 2)
    assert tally_of(referral).total == 6
    said = {"referral": referral, "by": world.agent, "now": now}
    removal = remove_supports(conditions=conditions, reason=RemovalReason.DISPOSABLE, **said)
    assert (removal.count, tally_of(referral).by_commune, recounted(referral)) == (
        4,
        {"63075": 1, "63032": 1},
        {"63075": 1, "63032": 1},
    )
    with pytest.raises(NothingToRemove):
        remove_supports(conditions=conditions, reason=RemovalReason.DISPOSABLE, **said)
    undo_removal(number=removal.number, **said)
    assert tally_of(referral).by_commune == recounted(referral) == {"63075": 1, "63032": 5}
    with pytest.raises(NotInThisState):
        undo_removal(number=removal.number, **said)
    assert payloads("referrals.supports_removed") == [{"removal": 1, "reason": "adresses_jetables", "supports": 4}]


def test_no_condition_removes_nobody(world: World, now: datetime) -> None:
    referral = crowd(world, now)
    assert previewed(referral, Conditions(), total=6).total == 0
    with pytest.raises(NotAllowed):
        remove_supports(
            referral=referral,
            conditions=Conditions(origin="en_ligne"),
            reason=RemovalReason.ROBOT,
            by=world.foreign_agent,
            now=now,
        )


def test_the_depositor_s_own_is_never_removed(world: World, now: datetime) -> None:
    referral = crowd(world, now)
    remove_supports(
        referral=referral, conditions=Conditions(origin="en_ligne"), reason=RemovalReason.ROBOT, by=world.agent, now=now
    )
    assert tally_of(referral).by_commune == {"63075": 1}


def test_a_removal_loses_a_step_that_nobody_acted_on(world: World, now: datetime) -> None:
    referral = crowd(world, now)
    assert list(referral.steps.values_list("state", flat=True)) == ["atteint"]
    removal = remove_supports(
        referral=referral,
        conditions=Conditions(email_domain="jetable.example"),
        reason=RemovalReason.ROBOT,
        by=world.agent,
        now=now,
    )
    assert list(referral.steps.values_list("state", flat=True)) == ["a_atteindre"]
    undo_removal(referral=referral, number=removal.number, by=world.agent, now=now)
    assert list(referral.steps.values_list("state", flat=True)) == ["atteint"]


def test_who_was_set_aside_learns_nothing(world: World, now: datetime) -> None:
    referral = crowd(world, now)
    support = Support.objects.get(referral=referral, contact__email="p0@jetable.example")
    remove_supports(
        referral=referral, conditions=Conditions(origin="en_ligne"), reason=RemovalReason.ROBOT, by=world.agent, now=now
    )
    assert confirm_support(support=support, now=now).state == "invalide"
    world.asked(referral, "p0@jetable.example", now)
    assert Message.objects.filter(to="p0@jetable.example").latest("pk").subject == "Vous soutenez déjà cette saisine"
    assert tally_of(referral).total == 1


# -- mergers


def two(world: World, now: datetime) -> tuple[Referral, Referral]:
    mother = world.admitted(now)
    duplicate = admit_referral(
        criteria=Criterion, referral=world.received(now, email="jeanne@exemple.fr"), by=world.agent, now=now
    )
    return mother, duplicate


def test_each_supporter_carries_or_not_and_it_is_undone(world: World, now: datetime) -> None:
    mother, duplicate = two(world, now)
    anne, paul = (world.supported(duplicate, f"{name}@exemple.fr", now) for name in ("anne", "paul"))
    world.supported(mother, "paul@exemple.fr", now)
    merge_referral(duplicate=duplicate, mother=mother, by=world.agent, now=now)
    assert tally_of(mother).total == 2
    carried = carry_support(support=anne, now=now)
    assert carried is not None
    assert (carried.origin, carry_support(support=anne, now=now), carry_support(support=paul, now=now)) == (
        "reporte",
        None,
        None,
    )
    assert tally_of(mother).by_commune == recounted(mother) == {"63075": 1, "63032": 2}
    with pytest.raises(CollectionClosed):
        world.asked(duplicate, "luc@exemple.fr", now)
    unmerge_referral(duplicate=duplicate, by=world.agent, now=now)
    assert tally_of(mother).by_commune == recounted(mother) == {"63075": 1, "63032": 1}
    assert (world.supported(duplicate, "luc@exemple.fr", now).state, tally_of(duplicate).total) == ("confirme", 4)
    with pytest.raises(NotInThisState):
        carry_support(support=anne, now=now)
    assert payloads("referrals.merged") == [{"other": mother.reference}]
    assert payloads("referrals.unmerged") == [{"other": mother.reference}, {"other": duplicate.reference}]


def test_only_two_open_referrals_are_merged(world: World, now: datetime) -> None:
    mother, duplicate = two(world, now)
    with pytest.raises(NotToBeMerged):
        merge_referral(duplicate=mother, mother=mother, by=world.agent, now=now)
    with pytest.raises(NotAllowed):
        merge_referral(duplicate=duplicate, mother=mother, by=world.foreign_agent, now=now)
    merge_referral(duplicate=duplicate, mother=mother, by=world.agent, now=now)
    with pytest.raises(NotToBeMerged):
        merge_referral(duplicate=mother, mother=duplicate, by=world.agent, now=now)
    with pytest.raises(NotInThisState):
        unmerge_referral(duplicate=mother, by=world.agent, now=now)


def test_the_mail_of_a_merger_asks_each_supporter(world: World, now: datetime, client: Client) -> None:
    mother, duplicate = two(world, now)
    anne = world.supported(duplicate, "anne@exemple.fr", now)
    merge_referral(duplicate=duplicate, mother=mother, by=world.agent, now=now)
    event = Event.objects.get(kind="referrals.merged")
    tell_batch(event=event, referral=duplicate, after=0, depositor_only=False, now=now)
    link = reverse("referrals:carry", args=[support_token(anne)])
    assert link in Message.objects.get(to="anne@exemple.fr", kind="news").text
    assert mother.title in client.get(link).content.decode()
    assert client.post(link).headers["Location"] == f"/saisines/{mother.reference}/"
    assert tally_of(mother).total == 2
    stranger = reverse("referrals:carry", args=[support_token(mother.supports.get(is_depositor=True))])
    assert client.get(stranger).status_code == 410


# -- samples


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


# -- reserves


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


# -- by the pages


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


def test_addresses_that_differ_by_digits_are_marked_and_can_be_set_aside_together(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    for email in (
        "martin.robot1@exemple.fr",
        "martinrobot22@exemple.fr",
        "anne@exemple.fr",
        "a1@exemple.fr",
        "a2@exemple.fr",
    ):
        world.supported(referral, email, now)
    assert [mark_resemblances(referral=referral, limit=4) for _turn in range(3)] == [4, 2, 0]
    marks = list(Support.objects.filter(referral=referral).values_list("resemblance", flat=True))
    assert (len(set(marks)), {len(mark) for mark in marks}) == (5, {64})
    officer = signed_in(world.agent)
    base = f"/espace/recevabilite/{referral.reference}/soutiens/"
    assert "2 soutiens se ressemblent" in officer.get(base).content.decode()
    removal = remove_supports(
        referral=referral,
        conditions=Conditions(resembling=True),
        reason=RemovalReason.DUPLICATE,
        by=world.agent,
        now=now,
    )
    assert (removal.count, tally_of(referral).total) == (2, 4)
    again = world.asked(referral, "martinrobot3@exemple.fr", now)
    assert again.state == "a_confirmer"


def test_a_crowd_is_set_aside_and_restored_by_few_statements(
    world: World, now: datetime, django_assert_max_num_queries: Any
) -> None:
    referral = world.admitted(now)
    crowd_there = Support.objects.bulk_create(
        Support(
            referral=referral,
            commune=world.other,
            identity=f"{number:064}",
            origin="papier",
            state="confirme",
            requested_at=now,
            confirmed_at=now,
        )
        for number in range(1200)
    )
    append_entries(referral, crowd_there, LedgerAction.SUPPORTED, 1, now=now)
    settle_counts(referral_id=referral.pk, now=now)
    said = {"referral": referral, "by": world.agent, "now": now}
    with django_assert_max_num_queries(60):
        removal = remove_supports(conditions=Conditions(origin="papier"), reason=RemovalReason.ROBOT, **said)
    assert removal.count == 1200
    with django_assert_max_num_queries(60):
        undo_removal(number=removal.number, **said)
    assert tally_of(referral).total == 1201


def test_supports_are_exported_without_anybody_s_mark(world: World, now: datetime) -> None:
    referral, officer = crowd(world, now), signed_in(world.agent)
    base = f"/espace/recevabilite/{referral.reference}/soutiens/"
    officer.post(f"{base}papier/", {"sheet": "=A7", "lines": sheet(world), "count": "1"})
    officer.post(f"{base}ecarter/", {"email_domain": "jetable.example", "reason": "robot", "run": "1"})
    world.asked(referral, "en-attente@exemple.fr", now)
    answer = officer.get(f"{base}?format=csv")
    text = b"".join(answer).decode("utf-8-sig")
    rows = [line.split(",") for line in text.splitlines()]
    assert rows[0] == ["jour", "commune", "niveau", "origine", "etat", "feuille", "ecarte"]
    assert len(rows) - 1 == Support.objects.exclude(state="a_confirmer").count()
    kinds = {tuple(row[2:]) for row in rows[1:]}
    assert ("declared", "papier", "confirme", "'=A7", "") in kinds
    assert ("email", "en_ligne", "invalide", "", "1") in kinds
    assert not any(mark in text for mark in Support.objects.values_list("identity", flat=True))
    assert "@" not in text
    answer.close()  # at the end: it looks at the connections


def test_nobody_else_sees_the_supports(world: World, now: datetime, client: Client) -> None:
    referral, stranger = crowd(world, now), signed_in(world.foreign_agent)
    base = f"/espace/recevabilite/{referral.reference}/soutiens/"
    for page in ("", "?format=csv", "papier/", "ecarter/", "regrouper/", "sondage/"):
        assert (client.get(base + page).status_code, stranger.get(base + page).status_code) == (302, 404)
    for page in ("recompter/", "papier/1/annuler/", "ecarter/1/annuler/", "separer/", "sondage/1/", "sondage/publier/"):
        assert stranger.post(base + page).status_code == 404


def test_a_reserve_is_planned_by_the_page_and_said_where_it_matters(world: World, now: datetime) -> None:
    referral, officer = crowd(world, now), signed_in(world.agent)
    assert "Aucune réserve prévue" in officer.get("/espace/reserves/").content.decode()
    assert officer.post("/espace/reserves/", {"title": "Élections"}).status_code == 422
    today = timezone.localdate()
    said = {"title": "Élections", "election_on": (today + timedelta(days=240)).isoformat(), "source": "Décret"}
    assert officer.post("/espace/reserves/", said).headers["Location"] == "/espace/reserves/"
    assert "Dernier jour pour déposer" in Client().get(f"/saisines/{referral.reference}/").content.decode()


def test_a_blank_sheet_is_a_pdf_while_it_gathers(world: World, now: datetime, client: Client) -> None:
    referral = crowd(world, now)
    answer = client.get(f"/saisines/{referral.reference}/feuille.pdf")
    assert (answer.headers["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    Referral.objects.filter(pk=referral.pk).update(collection="close", closed_at=now)
    assert client.get(f"/saisines/{referral.reference}/feuille.pdf").status_code == 404
