"""Paper sheets: compared, counted once, undone, printed blank."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from belvedere.contexts.referrals.actions.paper import count_sheet, undo_sheet
from belvedere.contexts.referrals.models import Referral, Support
from belvedere.contexts.referrals.queries import recounted, tally_of
from belvedere.contexts.referrals.queries.paper import compared, lines_of
from belvedere.contexts.referrals.refusals import (
    CollectionClosed,
    NothingToCount,
    SheetAlreadyCounted,
)
from belvedere.platform.refusals import NotAllowed, NotInThisState
from tests.contexts.referrals.conftest import World, crowd, payloads, sheet
from tests.papers import pdf_faults


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


def test_a_blank_sheet_is_a_pdf_while_it_gathers(world: World, now: datetime, client: Client, tmp_path: Path) -> None:
    referral = crowd(world, now)
    answer = client.get(f"/saisines/{referral.reference}/feuille.pdf")
    assert (answer.headers["Content-Type"], pdf_faults(answer.content, tmp_path)) == ("application/pdf", [])
    Referral.objects.filter(pk=referral.pk).update(collection="close", closed_at=now)
    assert client.get(f"/saisines/{referral.reference}/feuille.pdf").status_code == 404
