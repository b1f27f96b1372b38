"""Writes of the places of a panel: confirmed, given up and replaced, until the panel is formed."""

import json
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from rules import has_perm

from belvedere.contexts.panels.actions.campaign import journal, locked_campaign, move, read_locked
from belvedere.contexts.panels.actions.places import call
from belvedere.contexts.panels.actions.renewal import turn_over
from belvedere.contexts.panels.events import draw as events
from belvedere.contexts.panels.models import Campaign, Draw, DrawFile, Panel, Seat
from belvedere.contexts.panels.queries.draw import folder_of, is_every_seat_confirmed
from belvedere.contexts.panels.refusals.draw import NobodyToCome, NotASeat, SeatsWaiting
from belvedere.contexts.panels.rules.campaign import LAUNCH
from belvedere.contexts.panels.states.campaign import CampaignVerb
from belvedere.contexts.panels.states.panel import PanelState
from belvedere.contexts.panels.states.seat import SEAT, SITTING, SeatState, SeatVerb
from belvedere.engines.ledger.canonical import Value
from belvedere.engines.sortition.publication import digest_of, replacement_file
from belvedere.engines.sortition.succession import NobodyLeft, opened
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor
from belvedere.platform.refusals import NotAllowed, NotInThisState

LONGEST_NAME = 48  # in an address: the journal keeps 64 characters, the reference among them
LEAVING = frozenset({SeatVerb.DECLINE, SeatVerb.RESIGN, SeatVerb.REMOVE})


def _locked_seat(reference: str, pseudonym: str, verb: SeatVerb, by: Role) -> tuple[Campaign, Seat, SeatState]:
    """Take the lock of a recruitment, then read the place; return it and the state that the verb leads to."""
    campaign = read_locked(reference)
    if not has_perm(LAUNCH, by, campaign):
        raise NotAllowed
    seat = Seat.objects.select_related("draw").filter(draw__campaign=campaign, pseudonym=pseudonym).first()
    if seat is None:
        raise NotASeat
    seat.draw.campaign = campaign
    state = SEAT.get((SeatState(seat.state), verb))
    if state is None:
        raise NotInThisState
    return campaign, seat, state


@transaction.atomic
def confirm_seat(*, reference: str, pseudonym: str, by: Role, now: datetime) -> Seat:
    """Write that a person drawn accepts her place."""
    campaign, seat, state = _locked_seat(reference, pseudonym, SeatVerb.CONFIRM, by)
    _move(seat, state, now)
    journal(campaign, events.SEAT_CONFIRMED, now=now, actor=Actor.role(by))
    return seat


@transaction.atomic
def replace_seat(*, reference: str, pseudonym: str, verb: SeatVerb, by: Role, now: datetime) -> Seat:
    """Write that a person gives up her place, and give it to the one whom the next link of the chain designates."""
    campaign, seat, _state = _locked_seat(reference, pseudonym, verb, by)
    if verb not in LEAVING or seat.state == SeatState.ALTERNATE:
        raise NotInThisState
    return leave_seat(campaign, seat, verb, Actor.role(by), now)


def leave_seat(campaign: Campaign, seat: Seat, verb: SeatVerb, actor: Actor, now: datetime) -> Seat:
    """Write that someone leaves her place and who comes; the caller holds the recruitment's lock and the right."""
    state = SEAT[SeatState(seat.state), verb]
    draw, number = seat.draw, 0
    coming = seat
    while number == 0 or coming.state == SeatState.DECLINED:
        number, name = _open_next_link(draw, coming.pseudonym, now)
        coming = Seat.objects.filter(draw=draw, pseudonym=name, state=SeatState.DECLINED).first() or call(
            draw, name, now
        )
    coming.panel_id, coming.cohort_id = seat.panel_id, seat.cohort_id
    coming.term_starts_on, coming.term_ends_on = seat.term_starts_on, seat.term_ends_on
    coming.save(update_fields=["panel", "cohort", "term_starts_on", "term_ends_on"])
    seat.replaced_by = coming
    seat.save(update_fields=["replaced_by"])
    _move(seat, state, now)
    payload: dict[str, Value] = {"number": number, "reason": verb.value}
    journal(campaign, events.SEAT_REPLACED, now=now, actor=actor, payload=payload)
    return coming


def _open_next_link(draw: Draw, leaving: str, now: datetime) -> tuple[int, str]:
    """Publish the next link of the chain; return its number and who comes. An alternate who declined is passed over."""
    files = folder_of(draw)
    number = sum(name.startswith("replacement-") for name in files) + 1
    hour = now.isoformat(timespec="seconds")
    value = opened(draw.succession_secret, number)
    try:
        [(name, text)] = replacement_file(files, leaving, value=value, at=hour).items()
    except NobodyLeft as error:
        raise NobodyToCome from error
    DrawFile.objects.create(draw=draw, name=name, content=text.encode(), digest=digest_of(text), is_published=True)
    return number, str(json.loads(text)["coming"])


@transaction.atomic
def decline_alternate(*, reference: str, pseudonym: str, by: Role, now: datetime) -> Seat:
    """Write that an alternate will not come: the chain passes her over."""
    campaign, seat, state = _locked_seat(reference, pseudonym, SeatVerb.DECLINE, by)
    if seat.state != SeatState.ALTERNATE:
        raise NotInThisState
    _move(seat, state, now)
    journal(campaign, events.ALTERNATE_DECLINED, now=now, actor=Actor.role(by))
    return seat


def _move(seat: Seat, state: SeatState, now: datetime) -> None:
    seat.state, seat.moved_at = state.value, now
    seat.save(update_fields=["state", "moved_at"])


@transaction.atomic
def form_panel(*, reference: str, by: Role, now: datetime) -> Panel:
    """Form the panel once every place is confirmed, and end the recruitment."""
    campaign, state = locked_campaign(reference, CampaignVerb.CLOSE, by)
    draw = Draw.objects.select_for_update().get(campaign=campaign)
    if not is_every_seat_confirmed(draw):
        raise SeatsWaiting
    cohort = turn_over(campaign, by=by, now=now)
    panel = campaign.panel or Panel.objects.create(
        territory=campaign.territory,
        body=campaign.body,
        slug=slugify(f"{campaign.title[:LONGEST_NAME]} {campaign.reference}"),
        name=campaign.title,
        purpose=campaign.purpose,
        state=PanelState.ACTIVE.value,
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
    )
    members = Seat.objects.filter(draw=draw, state__in=[one.value for one in SITTING])
    count = members.update(panel=panel, term_starts_on=campaign.starts_on, term_ends_on=campaign.ends_on, cohort=cohort)
    move(campaign, state, panel=panel, ended_at=now)
    payload: dict[str, Value] = {"members": count}
    journal(campaign, events.PANEL_FORMED, now=now, actor=Actor.role(by), payload=payload)
    return panel
