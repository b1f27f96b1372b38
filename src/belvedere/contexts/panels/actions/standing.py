"""Writes of a panel itself, and what every write of its work begins and ends with: the lock, the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from rules import has_perm

from belvedere.contexts.panels.events import standing as events
from belvedere.contexts.panels.models import Panel, Seat
from belvedere.contexts.panels.refusals.standing import WrongDates
from belvedere.contexts.panels.rules.standing import RUN
from belvedere.contexts.panels.states.panel import PANEL, PanelState, PanelVerb
from belvedere.contexts.panels.states.seat import SEAT, SeatState, SeatVerb
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor, Subject, record
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.refusals import NotAllowed, NotInThisState


def journal_panel(
    panel: Panel, kind: Kind, *, now: datetime, actor: Actor, payload: Mapping[str, Value] | None = None
) -> None:
    """Record an act of a panel's life, under its own name."""
    record(
        kind=kind,
        territory=panel.territory,
        now=now,
        actor=actor,
        subject=Subject("panel", panel.slug),
        matter=panel.slug,
        payload=payload,
    )


def read_locked_panel(slug: str) -> Panel:
    """Take the lock of a panel and read it again; refuse one that does not exist as one that is another's."""
    found = Panel.objects.select_for_update(of=("self",)).select_related("territory", "body").filter(slug=slug).first()
    if found is None:
        raise NotAllowed
    return found


def locked_panel(slug: str, by: Role) -> Panel:
    """Take the lock of a panel that this role runs; its work goes on as long as the panel."""
    panel = read_locked_panel(slug)
    if not has_perm(RUN, by, panel):
        raise NotAllowed
    if panel.state != PanelState.ACTIVE:
        raise NotInThisState
    return panel


@dataclass(frozen=True)
class PanelSheet:
    """What a panel is for, until when, and how much it asks of each member."""

    name: str
    purpose: str
    ends_on: date | None = None
    most_sessions_by_year: int | None = None


@transaction.atomic
def describe_panel(*, slug: str, sheet: PanelSheet, by: Role, now: datetime) -> Panel:
    """Say what a panel is for, and the most sessions that a member may be asked for in a year."""
    panel = locked_panel(slug, by)
    if panel.starts_on and sheet.ends_on and sheet.ends_on < panel.starts_on:
        raise WrongDates(_("Le mandat ne peut pas finir avant d’avoir commencé."))
    for name, value in vars(sheet).items():
        setattr(panel, name, value)
    panel.save(update_fields=list(vars(sheet)))
    payload: dict[str, Value] = {"most_sessions_by_year": sheet.most_sessions_by_year or 0}
    journal_panel(panel, events.PANEL_DESCRIBED, now=now, actor=Actor.role(by), payload=payload)
    return panel


@transaction.atomic
def end_panel(*, slug: str, by: Role, now: datetime) -> Panel:
    """End a panel: its members have served their terms."""
    panel = locked_panel(slug, by)
    panel.state = PANEL[PanelState(panel.state), PanelVerb.END].value
    panel.save(update_fields=["state"])
    served = SEAT[SeatState.CONFIRMED, SeatVerb.SERVE].value
    members = Seat.objects.filter(panel=panel, state=SeatState.CONFIRMED.value)
    count = members.update(state=served, moved_at=now)
    journal_panel(panel, events.PANEL_ENDED, now=now, actor=Actor.role(by), payload={"members": count})
    return panel
