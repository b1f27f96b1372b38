"""The file of an examen: its mission, its pieces, its hearings; opened by choice, opened again."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from belvedere.contexts.observatory import actions
from belvedere.contexts.observatory.actions.files import (
    add_piece,
    choose_examen,
    reopen_examen,
    write_minutes,
    write_mission,
)
from belvedere.contexts.observatory.models import Examen, ExamenPiece
from belvedere.contexts.observatory.refusals import FileIsClosed, PieceIsIncomplete, ReadingNeedsAReason
from belvedere.contexts.observatory.states.examens import Origin, PieceKind, PieceSheet
from belvedere.platform.accounts.models import Role
from belvedere.platform.refusals import NotAllowed, NotInThisState
from tests.contexts.examens import Panel2026

HEARING = PieceSheet(
    PieceKind.HEARING, "Audition de la régie", on=date(2026, 11, 20), place="Hôtel de Métropole", heard="La directrice"
)
FACT = PieceSheet(PieceKind.FACT, "38 quais sur 100", text="Relevé de mai.", source="Relevé du service")


def closed(world: Panel2026, now: datetime) -> None:
    actions.note_opinion(reference="E-2026-0001", given_at=now, now=now)
    actions.note_answer(reference="E-2026-0001", published_at=now, now=now)
    actions.close_examen(reference="E-2026-0001", by=world.agent, now=now)


def as_(role: Role) -> Client:
    client = Client()
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("origin", [Origin.PANEL, Origin.COUNCIL])
def test_the_panel_and_the_council_open_theirs(world: Panel2026, now: datetime, origin: Origin) -> None:
    asked = {"policy_slug": "mobilites", "origin": origin, "question": "Et le soir ?", "now": now}
    opened = choose_examen(**asked, reason="Vote du panel du 3 novembre.", by=world.agent)
    assert (opened.reference, opened.origin, opened.question) == ("E-2026-0002", origin, "Et le soir ?")
    with pytest.raises(NotAllowed):
        choose_examen(**asked, reason="Vote.", by=world.facilitator)
    with pytest.raises(ReadingNeedsAReason):
        choose_examen(**asked, reason=" ", by=world.agent)
    with pytest.raises(NotInThisState):
        choose_examen(**{**asked, "origin": Origin.REFERRAL}, reason="Vote.", by=world.agent)


def test_a_file_is_kept_piece_by_piece_and_read_on_one_page(world: Panel2026, now: datetime) -> None:
    same = {"reference": "E-2026-0001", "by": world.facilitator, "now": now}
    write_mission(mission="Dites quels quais d’abord.", **same)
    add_piece(sheet=FACT, **same)
    add_piece(sheet=HEARING, **same)
    add_piece(sheet=PieceSheet(PieceKind.DATE, "Remise de l’avis", on=date(2026, 12, 15)), **same)
    write_minutes(number=2, minutes="Elle a dit que…", **same)
    with pytest.raises(NotInThisState):
        write_minutes(number=2, minutes="Autre chose", **same)
    shown = Client().get("/observatoire/examens/E-2026-0001/").content.decode().replace("\xa0", " ")
    for words in (
        "Dites quels quais d’abord.",
        "38 quais sur 100",
        "Relevé du service",
        "Elle a dit que…",
        "Remise de l’avis",
        "La directrice",
        "Le dossier reçoit une pièce (Audition, n° 2).",
    ):
        assert words in shown


@pytest.mark.parametrize(
    "sheet",
    [
        PieceSheet(PieceKind.FACT, "Sans source"),
        PieceSheet(PieceKind.HEARING, "Sans jour"),
        PieceSheet(PieceKind.QUESTION, " "),
    ],
)
def test_an_incomplete_piece_is_refused(world: Panel2026, now: datetime, sheet: PieceSheet) -> None:
    with pytest.raises(PieceIsIncomplete):
        add_piece(reference="E-2026-0001", sheet=sheet, by=world.agent, now=now)
    with pytest.raises(NotAllowed):
        add_piece(reference="E-2026-0001", sheet=FACT, by=world.elected, now=now)
    assert ExamenPiece.objects.count() == 0


def test_minutes_wait_for_the_hearing(world: Panel2026, now: datetime) -> None:
    later = PieceSheet(PieceKind.HEARING, "Plus tard", on=now.date() + timedelta(days=2))
    add_piece(reference="E-2026-0001", sheet=later, by=world.agent, now=now)
    with pytest.raises(NotInThisState):
        write_minutes(reference="E-2026-0001", number=1, minutes="…", by=world.agent, now=now)


def test_once_closed_only_a_follow_up_then_it_opens_again_once(world: Panel2026, now: datetime) -> None:
    closed(world, now)
    same = {"reference": "E-2026-0001", "by": world.agent, "now": now}
    with pytest.raises(FileIsClosed):
        add_piece(sheet=FACT, **same)
    add_piece(sheet=PieceSheet(PieceKind.FOLLOW_UP, "Un an après"), **same)
    with pytest.raises(NotAllowed):
        reopen_examen(reference="E-2026-0001", reason="Rien n’a bougé.", by=world.facilitator, now=now)
    again = reopen_examen(reason="Rien n’a bougé.", **same)
    assert (again.reference, again.reopens.reference, again.state) == ("E-2026-0002", "E-2026-0001", "ouvert")
    with pytest.raises(NotInThisState):
        reopen_examen(reason="Encore.", **same)
    assert "E-2026-0002" in Client().get("/observatoire/examens/E-2026-0001/").content.decode()
    shown = Client().get("/observatoire/examens/E-2026-0002/").content.decode()
    assert "L’examen est clos\xa0: son dossier reste public." in shown


def test_the_pages_of_a_file_are_for_those_who_keep_it(world: Panel2026) -> None:
    path = "/espace/examens/E-2026-0001/dossier/"
    assert as_(world.elected).get(path).status_code == 403
    assert as_(world.agent).get("/espace/examens/E-2026-0404/dossier/").status_code == 404
    wrong = as_(world.agent).post(path, {"do": "piece", "kind": "fait", "title": "", "text": "Gardé"})
    assert wrong.status_code == 422
    assert "Gardé" in wrong.content.decode()
    given = {"do": "piece", "kind": "fait", "title": "38 quais", "source": "Relevé", "text": "", "on": ""}
    as_(world.agent).post(path, given)
    as_(world.agent).post(path, {"do": "mission", "mission": "Dites lesquels."})
    assert as_(world.agent).post(path, {"do": "minutes", "number": "9", "minutes": "…"}).status_code == 404
    assert (ExamenPiece.objects.get().title, Examen.objects.get().mission) == ("38 quais", "Dites lesquels.")
    chosen = {"policy": "mobilites", "origin": "conseil", "question": "Et la nuit ?", "reason": "Délibération."}
    as_(world.agent).post("/espace/examens/ouvrir/", chosen)
    assert Examen.objects.filter(origin="conseil").count() == 1
