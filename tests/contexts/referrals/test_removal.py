"""Supports set aside: previewed, run, undone, told to nobody, exported without marks."""

from datetime import datetime
from typing import Any  # pytest-django's fixture has no public type

import pytest
from django.test import Client

from belvedere.contexts.referrals.actions.ledger import append_entries, settle_counts
from belvedere.contexts.referrals.actions.removal import mark_resemblances, remove_supports, undo_removal
from belvedere.contexts.referrals.actions.support import confirm_support
from belvedere.contexts.referrals.models import Support
from belvedere.contexts.referrals.queries import recounted, tally_of
from belvedere.contexts.referrals.queries.removal import Conditions, previewed
from belvedere.contexts.referrals.refusals import (
    NothingToRemove,
)
from belvedere.contexts.referrals.states import LedgerAction
from belvedere.contexts.referrals.states.paper import RemovalReason
from belvedere.platform.mail.models import Message
from belvedere.platform.refusals import NotAllowed, NotInThisState
from tests.contexts.referrals.conftest import World, crowd, payloads, sheet, signed_in


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
