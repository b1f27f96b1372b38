"""Writes of a launch: two people type the chance that was promised, and the panel is drawn. Once."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from rules import has_perm

from belvedere.contexts.panels.actions.campaign import journal, move, read_locked
from belvedere.contexts.panels.actions.draw import hour_of, keep_files
from belvedere.contexts.panels.actions.places import give_seats, name_alternates
from belvedere.contexts.panels.events import draw as events
from belvedere.contexts.panels.models import Campaign, Draw, WitnessThrow
from belvedere.contexts.panels.queries.draw import folder_of
from belvedere.contexts.panels.refusals.draw import (
    AlreadyDrawn,
    NotCommitted,
    OneOfficerAlone,
    OtherRound,
    PastBeacon,
    PoolChanged,
    ThrowsDiffer,
    TooEarly,
)
from belvedere.contexts.panels.rules.campaign import LAUNCH, are_two_people
from belvedere.contexts.panels.states.campaign import CampaignState, DrawState
from belvedere.engines.ledger.canonical import Value
from belvedere.engines.sortition.beacon import round_in
from belvedere.engines.sortition.publication import COMMITMENT, RESULT, Folder, digest_of, result_file
from belvedere.engines.sortition.randomness import Kind, Randomness
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor
from belvedere.platform.refusals import NotAllowed, NotInThisState


@transaction.atomic
def type_dice(*, reference: str, faces: Sequence[int], by: Role, now: datetime) -> Draw:
    """Type the witnesses' dice: a first person launches the draw, a second one who types the same faces makes it.

    Everything or nothing: the panel, its seats, the published result and the journal are written together.
    """
    campaign, draw, folder = _launchable(reference, by, now)
    chance = Randomness(Kind.DICE_10, tuple(str(face) for face in faces))
    if folder.promise.kind is not chance.kind or len(faces) != folder.promise.count:
        raise ThrowsDiffer
    keying = 1 if draw.state == DrawState.COMMITTED else 2
    typed = _typed(campaign, draw, folder, chance, by, now)
    _write_throws(draw, keying, faces, now)
    return typed


@transaction.atomic
def type_beacon(*, reference: str, round_number: int, value: str, by: Role, now: datetime) -> Draw:
    """Type the value of the beacon's round that was promised, as :func:`type_dice` does of dice."""
    campaign, draw, folder = _launchable(reference, by, now)
    if folder.promise.kind is not Kind.BEACON:
        raise ThrowsDiffer
    promised = round_in(folder.promise.source)
    if promised is None or round_number < promised:
        raise PastBeacon
    if round_number > promised:
        raise OtherRound
    return _typed(campaign, draw, folder, Randomness(Kind.BEACON, (value,)), by, now)


def _launchable(reference: str, by: Role, now: datetime) -> tuple[Campaign, Draw, Folder]:
    """Take the locks, and return what is drawn from if its chance may be typed now; each refusal has its page."""
    campaign = read_locked(reference)
    if not has_perm(LAUNCH, by, campaign):
        raise NotAllowed
    locked = Draw.objects.select_for_update(of=("self",)).select_related("first_officer__user")
    draw = locked.filter(campaign=campaign).first()
    if draw is None or draw.committed_at is None:
        raise NotCommitted
    if draw.state == DrawState.DRAWN:
        raise AlreadyDrawn
    if draw.ceremony_at is None or now < draw.ceremony_at:
        raise TooEarly
    files = folder_of(draw)
    if digest_of(files[COMMITMENT]) != draw.commitment:
        raise PoolChanged
    return campaign, draw, Folder(files)


def _typed(campaign: Campaign, draw: Draw, folder: Folder, chance: Randomness, by: Role, now: datetime) -> Draw:
    if draw.state == DrawState.COMMITTED:
        return _launch(campaign, draw, chance, by, now)
    if draw.first_officer is None or not are_two_people(draw.first_officer, by):
        raise OneOfficerAlone
    if draw.randomness != " ".join(chance.values):
        raise ThrowsDiffer
    return _draw(campaign, draw, folder, chance, by, now)


def _launch(campaign: Campaign, draw: Draw, chance: Randomness, by: Role, now: datetime) -> Draw:
    draw.state, draw.first_officer, draw.first_officer_at = DrawState.LAUNCHED, by, now
    draw.randomness = " ".join(chance.values)
    draw.save(update_fields=["state", "first_officer", "first_officer_at", "randomness"])
    payload: dict[str, Value] = {"dice": len(chance.values)}
    journal(campaign, events.DRAW_LAUNCHED, now=now, actor=Actor.role(by), payload=payload)
    return draw


@transaction.atomic
def take_chance_back(*, reference: str, by: Role, now: datetime) -> Draw:
    """Forget what the first person typed, before anything is drawn: a die was misread. The journal keeps it."""
    campaign = read_locked(reference)
    if not has_perm(LAUNCH, by, campaign):
        raise NotAllowed
    draw = Draw.objects.select_for_update().filter(campaign=campaign).first()
    if draw is None or draw.state != DrawState.LAUNCHED:
        raise NotInThisState
    payload: dict[str, Value] = {"values": draw.randomness}
    WitnessThrow.objects.filter(draw=draw).delete()
    draw.state, draw.first_officer, draw.first_officer_at = DrawState.COMMITTED, None, None
    draw.randomness = ""
    draw.save(update_fields=["state", "first_officer", "first_officer_at", "randomness"])
    journal(campaign, events.CHANCE_TAKEN_BACK, now=now, actor=Actor.role(by), payload=payload)
    return draw


def _write_throws(draw: Draw, keying: int, faces: Sequence[int], now: datetime) -> None:
    WitnessThrow.objects.bulk_create(
        WitnessThrow(draw=draw, position=position, keying=keying, face=face, typed_at=now)
        for position, face in enumerate(faces, 1)
    )


def _draw(campaign: Campaign, draw: Draw, folder: Folder, chance: Randomness, by: Role, now: datetime) -> Draw:
    """Write the panel that the chance gives."""
    added = result_file(folder.files, chance, at=hour_of(now))
    keep_files(draw, added, is_published=True)
    result = json.loads(added[RESULT])
    number, members = int(result["panel"]), sorted(map(str, result["ids"]))
    draw.state, draw.second_officer, draw.launched_at = DrawState.DRAWN, by, now
    draw.drawn_at, draw.drawn_panel = now, number
    draw.save()
    give_seats(draw, members, now)
    name_alternates(draw, Folder({**folder.files, **added}).alternates, now)
    move(campaign, CampaignState.CONFIRMATION)
    payload: dict[str, Value] = {"panel": number, "seats": len(members), "commitment": draw.commitment}
    journal(campaign, events.PANEL_DRAWN, now=now, actor=Actor.role(by), payload=payload)
    return draw
