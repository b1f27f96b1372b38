"""Writes of a mission: proposed to the panel, taken on, done or given up."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from belvedere.contexts.observatory.queries import examen_card
from belvedere.contexts.panels.actions.standing import journal_panel, locked_panel
from belvedere.contexts.panels.events import standing as events
from belvedere.contexts.panels.models import Mission, Panel
from belvedere.contexts.panels.refusals.standing import NotThere
from belvedere.contexts.panels.states.panel import MISSION, MissionKind, MissionState, MissionVerb
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor
from belvedere.platform.refusals import NotAllowed, NotInThisState


@dataclass(frozen=True)
class MissionSheet:
    """What is asked of a panel: an examen, a consultation, or what it chose itself."""

    kind: MissionKind
    title: str
    question: str
    examen_reference: str = ""
    consultation: str = ""
    starts_on: date | None = None
    due_on: date | None = None


@transaction.atomic
def open_mission(*, slug: str, sheet: MissionSheet, by: Role, now: datetime) -> Mission:
    """Propose a mission to a panel."""
    panel = locked_panel(slug, by)
    examen = examen_card(sheet.examen_reference) if sheet.kind is MissionKind.EXAMEN else None
    if sheet.kind is MissionKind.EXAMEN and (examen is None or examen.body_id != panel.body_id):
        raise NotAllowed
    mission = Mission.objects.create(
        panel=panel,
        number=_next_number(panel),
        kind=sheet.kind.value,
        examen_id=examen.pk if examen else None,
        consultation=sheet.consultation if sheet.kind is MissionKind.CONSULTATION else "",
        title=sheet.title,
        question=sheet.question,
        starts_on=sheet.starts_on,
        due_on=sheet.due_on,
    )
    payload: dict[str, Value] = {
        "mission": mission.number,
        "kind": mission.kind,
        "examen": examen.reference if examen else "",
    }
    journal_panel(panel, events.MISSION_OPENED, now=now, actor=Actor.role(by), payload=payload)
    return mission


def _next_number(panel: Panel) -> int:
    """Return the number of the next mission; the panel's lock is held."""
    return (Mission.objects.filter(panel=panel).aggregate(last=Max("number"))["last"] or 0) + 1


def mission_of(panel: Panel, number: int) -> Mission:
    """Return a mission of a panel whose lock is held."""
    mission = Mission.objects.filter(panel=panel, number=number).first()
    if mission is None:
        raise NotThere
    return mission


@transaction.atomic
def move_mission(*, slug: str, number: int, verb: MissionVerb, by: Role, now: datetime) -> Mission:
    """Accept, finish or abandon a mission."""
    panel = locked_panel(slug, by)
    mission = mission_of(panel, number)
    state = MISSION.get((MissionState(mission.state), verb))
    if state is None:
        raise NotInThisState
    mission.state = state.value
    mission.save(update_fields=["state"])
    payload: dict[str, Value] = {"mission": number, "state": mission.state}
    journal_panel(panel, events.MISSION_MOVED, now=now, actor=Actor.role(by), payload=payload)
    return mission
