"""The work of a panel: missions, sessions, attendance, allowances, hearings; what is refused, what is journalled."""

import json
from datetime import date, datetime, timedelta

import pytest

from belvedere.contexts.panels.actions import allowance, attendance, hearing, mission, session
from belvedere.contexts.panels.actions import standing as actions
from belvedere.contexts.panels.actions.attendance import Presence
from belvedere.contexts.panels.actions.hearing import HearingRequest
from belvedere.contexts.panels.actions.member import resign_seat
from belvedere.contexts.panels.actions.mission import MissionSheet
from belvedere.contexts.panels.actions.session import SessionSheet
from belvedere.contexts.panels.actions.standing import PanelSheet
from belvedere.contexts.panels.models import Allowance, Attendance, Seat, Session, SessionDocument
from belvedere.contexts.panels.queries.allowance import exports_of
from belvedere.contexts.panels.queries.hearing import proposed_hearings, public_hearings
from belvedere.contexts.panels.queries.standing import composition_of, panel_by_slug, seats_waiting
from belvedere.contexts.panels.refusals.standing import (
    NothingToExport,
    NotThere,
    SessionNotBegun,
    SheetClosed,
    TooManySessions,
    UnknownDocument,
    WrongDates,
)
from belvedere.contexts.panels.states.panel import AttendanceState, MissionKind, MissionVerb
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.actions import set_parameter
from belvedere.platform.territory.states import Confidence
from tests.contexts.panels.standing import Standing
from tests.factories import RoleFactory

OWN = MissionSheet(MissionKind.OWN_CHOICE, "L’ombre", "Où planter ?")
HERE = AttendanceState.PRESENT


def events(standing: Standing, kind: str) -> list[dict[str, object]]:
    rows = Event.objects.filter(kind=f"panels.{kind}", subject_kind="panel", subject_id=standing.panel.slug)
    return [json.loads(row.payload) for row in rows.order_by("sequence")]


def fix(standing: Standing, **cents: int) -> None:
    """Fix amounts in the règlement of the panel's body."""
    for kind, value in cents.items():
        set_parameter(
            body=standing.panel.body,
            code=f"panel.{kind}_allowance_cents",
            value=value,
            since=date(2020, 1, 1),
            source="Délibération du 12 mars 2020",
            confidence=Confidence.SECONDARY,
        )


def test_a_mission_is_proposed_accepted_and_done(standing: Standing) -> None:
    given = {"slug": standing.slug, "by": standing.by, "now": standing.now}
    examen = MissionSheet(MissionKind.EXAMEN, "Le bus", "Quels horaires ?", examen_reference="E-2026-0001")
    consultation = MissionSheet(MissionKind.CONSULTATION, "Le parc", "Quel parc ?", consultation="C-2026-0003")
    made = [mission.open_mission(sheet=sheet, **given) for sheet in (examen, consultation, OWN)]
    assert [(row.number, row.kind, row.consultation, row.examen is not None) for row in made] == [
        (1, "examen", "", True),
        (2, "concertation", "C-2026-0003", False),
        (3, "choix_du_panel", "", False),
    ]
    for verb, state in ((MissionVerb.ACCEPT, "en_cours"), (MissionVerb.FINISH, "accomplie")):
        assert mission.move_mission(number=1, verb=verb, **given).state == state
    assert mission.move_mission(number=3, verb=MissionVerb.ABANDON, **given).state == "abandonnee"
    with pytest.raises(NotInThisState):
        mission.move_mission(number=1, verb=MissionVerb.ABANDON, **given)
    with pytest.raises(NotThere):
        mission.move_mission(number=9, verb=MissionVerb.ACCEPT, **given)
    assert events(standing, "mission_opened")[0] == {"mission": 1, "kind": "examen", "examen": "E-2026-0001"}
    assert len(events(standing, "mission_moved")) == 3


def test_nobody_else_runs_the_panel(standing: Standing) -> None:
    elected = RoleFactory(body=standing.panel.body, kind=RoleKind.ELECTED)
    for stranger in (RoleFactory(kind=RoleKind.AGENT), elected):
        with pytest.raises(NotAllowed):
            mission.open_mission(slug=standing.slug, sheet=OWN, by=stranger, now=standing.now)
        with pytest.raises(NotAllowed):
            session.plan_session(slug=standing.slug, sheet=standing.sheet(1), by=stranger, now=standing.now)
        with pytest.raises(NotAllowed):
            allowance.export_allowances(slug=standing.slug, by=stranger, now=standing.now)
        with pytest.raises(NotAllowed):
            actions.end_panel(slug=standing.slug, by=stranger, now=standing.now)
    foreign = MissionSheet(MissionKind.EXAMEN, "Ailleurs", "?", examen_reference="E-2026-9999")
    with pytest.raises(NotAllowed):
        mission.open_mission(slug=standing.slug, sheet=foreign, by=standing.by, now=standing.now)
    with pytest.raises(NotAllowed):
        mission.open_mission(slug="inconnu", sheet=OWN, by=standing.by, now=standing.now)


def test_a_session_beyond_the_cap_is_refused_with_the_reason(standing: Standing) -> None:
    capped = PanelSheet("Panel", "Servir", date(2028, 1, 1), most_sessions_by_year=2)
    actions.describe_panel(slug=standing.slug, sheet=capped, by=standing.by, now=standing.now)
    Seat.objects.update(term_starts_on=date(2026, 1, 1), term_ends_on=date(2028, 12, 31))
    for days in (1, 3):
        standing.plan(days)
    in_year = standing.sheet(2).starts_at.year
    with pytest.raises(TooManySessions) as refused:
        standing.plan(2)
    assert str(refused.value.message) == (
        f"4 membres auraient plus de 2 séances en {in_year}\xa0: c’est la limite de ce panel."
    )
    session.change_session(slug=standing.slug, number=2, sheet=standing.sheet(9), by=standing.by, now=standing.now)
    session.cancel_session(slug=standing.slug, number=1, by=standing.by, now=standing.now)
    assert standing.plan(2).number == 3
    assert standing.plan(400).number == 4


def test_a_member_whose_term_has_not_begun_is_not_counted(standing: Standing) -> None:
    capped = PanelSheet("Panel", "Servir", None, most_sessions_by_year=1)
    actions.describe_panel(slug=standing.slug, sheet=capped, by=standing.by, now=standing.now)
    first = standing.plan(1)
    later = standing.sheet(8)
    Seat.objects.update(term_starts_on=later.starts_at.date(), term_ends_on=None)
    assert (
        session.plan_session(slug=standing.slug, sheet=later, by=standing.by, now=standing.now).number
        == first.number + 1
    )


def test_attendance_makes_allowances_due_once_the_session_is_held(standing: Standing) -> None:
    fix(standing, session=7500, care=4000, access=2000)
    first = standing.plan(1)
    names = [seat.pseudonym for seat in standing.members]
    sheet = {
        names[0]: Presence(HERE, needs_care=True),
        names[1]: Presence(HERE, needs="Boucle magnétique"),
        names[2]: Presence(AttendanceState.EXCUSED),
        "INCONNUE": Presence(HERE),
    }
    given = {"slug": standing.slug, "number": 1, "by": standing.by}
    with pytest.raises(SessionNotBegun):
        attendance.record_attendance(presences=sheet, now=standing.now, **given)
    with pytest.raises(SessionNotBegun):
        session.hold_session(now=standing.now, **given)
    evening = first.ends_at
    attendance.record_attendance(presences=sheet, now=evening, **given)
    assert Allowance.objects.count() == 0
    session.hold_session(now=evening, **given)
    owed = Allowance.objects.order_by("seat__pseudonym", "kind").values_list("seat__pseudonym", "kind", "amount_cents")
    assert list(owed) == [
        (names[0], "garde", 4000),
        (names[0], "indemnite", 7500),
        (names[1], "accessibilite", 2000),
        (names[1], "indemnite", 7500),
    ]
    corrected = {names[0]: Presence(AttendanceState.ABSENT), names[3]: Presence(HERE)}
    attendance.record_attendance(presences=corrected, now=evening, **given)
    assert sorted(Allowance.objects.values_list("seat__pseudonym", flat=True)) == [names[1], names[1], names[3]]
    assert events(standing, "attendance_recorded")[-1] == {"session": 1, "present": 1, "excused": 0, "absent": 1}


def test_amounts_come_from_the_regulation_of_the_day(standing: Standing) -> None:
    standing.held(1)
    assert Allowance.objects.count() == 0
    fix(standing, session=7500)
    tomorrow = standing.sheet(8).starts_at.date()
    set_parameter(
        body=standing.panel.body,
        code="panel.session_allowance_cents",
        value=9000,
        since=tomorrow,
        source="Délibération",
        confidence=Confidence.SECONDARY,
    )
    standing.held(5)
    standing.held(9)
    assert sorted(set(Allowance.objects.values_list("session__number", "amount_cents"))) == [(2, 7500), (3, 9000)]


def test_what_is_owed_is_exported_once_then_paid(standing: Standing) -> None:
    fix(standing, session=7500)
    given = {"slug": standing.slug, "by": standing.by, "now": standing.now + timedelta(days=30)}
    with pytest.raises(NothingToExport):
        allowance.export_allowances(**given)
    held = standing.held(1)
    assert allowance.export_allowances(**given) == 1
    with pytest.raises(NothingToExport):
        allowance.export_allowances(**given)
    names = [seat.pseudonym for seat in standing.members]
    attendance.record_attendance(
        slug=standing.slug,
        number=1,
        presences={names[0]: Presence(AttendanceState.ABSENT)},
        by=standing.by,
        now=held.ends_at,
    )
    assert set(Allowance.objects.values_list("state", "export_number")) == {("transmise", 1)}
    standing.held(8)
    assert allowance.export_allowances(**given) == 2
    assert allowance.mark_paid(export_number=1, **given) == 4
    with pytest.raises(NotInThisState):
        allowance.mark_paid(export_number=1, **given)
    assert [(row.number, row.lines, row.cents, row.is_paid) for row in exports_of(standing.panel)] == [
        (2, 4, 30000, False),
        (1, 4, 30000, True),
    ]
    assert events(standing, "allowances_exported")[0] == {"export": 1, "lines": 4, "cents": 30000}


def test_a_sheet_closes_when_needs_are_erased(standing: Standing) -> None:
    held = standing.held(1)
    name = standing.member.pseudonym
    given = {"slug": standing.slug, "number": 1, "by": standing.by}
    sheet = {name: Presence(HERE, needs_care=True, needs="Fauteuil")}
    attendance.record_attendance(presences=sheet, now=held.ends_at, **given)
    assert attendance.erase_needs(now=held.ends_at + timedelta(days=89)) == 0
    assert attendance.erase_needs(now=held.ends_at + timedelta(days=91)) == 1
    assert Attendance.objects.exclude(needs="", needs_care=False).count() == 0
    with pytest.raises(SheetClosed):
        attendance.record_attendance(presences=sheet, now=held.ends_at + timedelta(days=91), **given)


def test_minutes_and_documents_of_a_session(standing: Standing) -> None:
    given = {"slug": standing.slug, "number": 1, "by": standing.by, "now": standing.now}
    standing.plan(1)
    with pytest.raises(NotInThisState):
        session.write_minutes(minutes="Rien encore.", **given)
    with pytest.raises(UnknownDocument):
        session.add_document(title="Virus", content=b"MZ\x90\x00", is_public=True, **given)
    document = session.add_document(title="Le dossier", content=b"%PDF-1.7 rien", is_public=False, **given)
    assert (document.media_type, document.is_public) == ("application/pdf", False)
    session.remove_document(document_id=document.pk, **given)
    with pytest.raises(NotThere):
        session.remove_document(document_id=document.pk, **given)
    assert SessionDocument.objects.count() == 0
    session.hold_session(**{**given, "now": standing.now + timedelta(days=2)})
    assert session.write_minutes(minutes="Nous avons entendu.", **given).minutes == "Nous avons entendu."
    with pytest.raises(NotInThisState):
        session.cancel_session(**given)
    assert [len(str(row["digest"])) for row in events(standing, "minutes_written")] == [64]


def test_a_hearing_is_asked_answered_late_and_held(standing: Standing) -> None:
    given = {"slug": standing.slug, "by": standing.by}
    due = standing.now.date() + timedelta(days=10)
    past = HearingRequest("Le service", "L’eau", standing.now.date() - timedelta(days=1))
    with pytest.raises(WrongDates):
        hearing.ask_hearing(request=past, now=standing.now, **given)
    asked = hearing.ask_hearing(
        request=HearingRequest("Le service de l’eau", "Les fuites", due, body=standing.panel.body),
        now=standing.now,
        **given,
    )
    with pytest.raises(NotInThisState):
        hearing.hold_hearing(hearing_id=asked.pk, session_number=1, now=standing.now, **given)
    answered_at = standing.now + timedelta(days=14)
    hearing.answer_hearing(hearing_id=asked.pk, accepts=True, answer="Volontiers.", now=answered_at, **given)
    [row] = public_hearings(standing.panel, answered_at.date() + timedelta(days=50))
    assert (row.days, row.days_late, row.is_answered, row.hearing.state) == (14, 4, True, "acceptee")
    planned = standing.plan(20)
    with pytest.raises(NotInThisState):
        hearing.hold_hearing(hearing_id=asked.pk, session_number=planned.number, now=standing.now, **given)
    session.hold_session(slug=standing.slug, number=planned.number, by=standing.by, now=planned.ends_at)
    held = hearing.hold_hearing(hearing_id=asked.pk, session_number=planned.number, now=planned.ends_at, **given)
    assert (held.state, held.session) == ("tenue", planned)
    assert proposed_hearings(standing.panel) == []
    assert "Le service" not in "".join(Event.objects.values_list("payload", flat=True))


def test_a_mandate_does_not_end_before_it_begins(standing: Standing) -> None:
    backwards = PanelSheet("Panel", "Servir", date(2020, 1, 1))
    with pytest.raises(WrongDates):
        actions.describe_panel(slug=standing.slug, sheet=backwards, by=standing.by, now=standing.now)


def test_a_composition_counts_those_who_sit_and_hides_small_numbers(standing: Standing) -> None:
    hidden = [(table.category, {count for _value, count in table.counts}) for table in composition_of(standing.panel)]
    assert hidden == [("Commune", {None}), ("Sexe", {None})]
    resign_seat(seat=standing.member, now=standing.now)
    found = panel_by_slug(standing.slug)
    assert found is not None
    assert (found.members, seats_waiting(standing.panel).count()) == (3, 1)


def test_a_panel_ends_and_its_members_have_served(standing: Standing) -> None:
    actions.end_panel(slug=standing.slug, by=standing.by, now=standing.now)
    assert set(Seat.objects.values_list("state", flat=True)) == {"mandat_accompli"}
    with pytest.raises(NotInThisState):
        standing.plan(1)
    assert events(standing, "panel_ended") == [{"members": 4}]


def test_sessions_are_numbered_in_their_panel(standing: Standing, now: datetime) -> None:
    assert [standing.plan(days).number for days in (1, 2, 3)] == [1, 2, 3]
    assert now < Session.objects.order_by("number")[0].starts_at
    with pytest.raises(NotThere):
        session.plan_session(
            slug=standing.slug,
            sheet=SessionSheet("Sans mission", now, now + timedelta(hours=1), mission_number=7),
            by=standing.by,
            now=now,
        )
