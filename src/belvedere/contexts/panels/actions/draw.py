"""Writes of a draw: compute its lottery, commit it in public, launch it by two people with the witnesses' dice."""

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from rules import has_perm

from belvedere import __version__
from belvedere.contexts.panels.actions.campaign import journal, locked_campaign, move, read_locked
from belvedere.contexts.panels.events import draw as events
from belvedere.contexts.panels.models import Campaign, Candidate, Draw, DrawFile, Seat, WitnessThrow
from belvedere.contexts.panels.queries.draw import folder_of
from belvedere.contexts.panels.refusals.draw import (
    AlreadyDrawn,
    CeremonyInThePast,
    DrawNotReady,
    NotCommitted,
    OneOfficerAlone,
    PoolChanged,
    ThrowsDiffer,
    TooEarly,
)
from belvedere.contexts.panels.rules.campaign import LAUNCH, are_two_people
from belvedere.contexts.panels.states.campaign import CampaignState, CampaignVerb, DrawState, Randomness
from belvedere.engines.ledger.canonical import Value
from belvedere.engines.sortition.publication import (
    COMMITMENT,
    PROBLEM,
    RESULT,
    Folder,
    Promise,
    commitment_text,
    digest_of,
    drawn_files,
)
from belvedere.engines.sortition.randomness import Kind
from belvedere.engines.sortition.randomness import Randomness as Chance
from belvedere.engines.sortition.succession import anchor_of
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import SYSTEM, Actor
from belvedere.platform.refusals import NotAllowed, NotInThisState

ANSWER_DAYS = 14


@transaction.atomic
def ask_draw(*, reference: str, by: Role, now: datetime) -> Draw:
    """Ask for the lottery of a frozen pool; asked again, the one that was computed is thrown away."""
    campaign = read_locked(reference)
    if not has_perm(LAUNCH, by, campaign):
        raise NotAllowed
    if campaign.state != CampaignState.FROZEN:
        raise NotInThisState
    Draw.objects.filter(campaign=campaign).delete()
    draw = Draw.objects.create(campaign=campaign, seed=campaign.pool_digest, asked_at=now)
    journal(campaign, events.LOTTERY_ASKED, now=now, actor=Actor.role(by), payload={"draw": draw.pk})
    return draw


@transaction.atomic
def record_lottery(*, draw_id: int, files: Mapping[str, str], now: datetime) -> bool:
    """Keep a lottery that was computed, unless the pool changed or it was asked again meanwhile; say whether it was."""
    draw = _locked_draw(draw_id)
    if draw is None or draw.state != DrawState.COMPUTING:
        return False
    if sha256(files[PROBLEM].encode()).hexdigest() != draw.campaign.pool_digest:
        _fail(draw, PoolChanged.code)
        return False
    _keep(draw, files, is_published=False)
    draw.state, draw.computed_at, draw.code_version = DrawState.READY, now, __version__
    draw.save(update_fields=["state", "computed_at", "code_version"])
    payload: dict[str, Value] = {"panels": draw.lottery_size}
    journal(draw.campaign, events.LOTTERY_COMPUTED, now=now, actor=SYSTEM, payload=payload)
    return True


@transaction.atomic
def record_failure(*, draw_id: int, reason: str) -> None:
    """Keep why no lottery can be computed, in the words of the engine."""
    draw = _locked_draw(draw_id)
    if draw is not None and draw.state == DrawState.COMPUTING:
        _fail(draw, reason)


def _fail(draw: Draw, reason: str) -> None:
    draw.state, draw.failure = DrawState.FAILED, reason
    draw.save(update_fields=["state", "failure"])


def _locked_draw(draw_id: int) -> Draw | None:
    found = Draw.objects.select_for_update(of=("self",)).select_related("campaign__territory", "campaign__examen")
    return found.filter(pk=draw_id).first()


def _keep(draw: Draw, files: Mapping[str, str], *, is_published: bool) -> None:
    DrawFile.objects.bulk_create(
        DrawFile(draw=draw, name=name, content=text.encode(), digest=digest_of(text), is_published=is_published)
        for name, text in sorted(files.items())
    )


@transaction.atomic
def commit_draw(*, reference: str, ceremony_at: datetime, place: str, dice: int, by: Role, now: datetime) -> Draw:
    """Publish the pool, the quotas and the lottery, with their mark, before the dice are thrown."""
    campaign, state = locked_campaign(reference, CampaignVerb.COMMIT, by)
    draw = Draw.objects.select_for_update().filter(campaign=campaign).first()
    if draw is None or draw.state != DrawState.READY:
        raise DrawNotReady
    if ceremony_at <= now:
        raise CeremonyInThePast
    files = folder_of(draw, is_published=False)
    if digest_of(files[PROBLEM]) != campaign.pool_digest:
        raise PoolChanged
    secret = secrets.token_hex(32)
    promise = Promise(Kind.DICE_10, dice, _hour(ceremony_at), place)
    text = commitment_text(
        files,
        promise=promise,
        anchor=anchor_of(secret),
        objective=draw.objective,
        version=draw.code_version,
        at=_hour(now),
    )
    DrawFile.objects.filter(draw=draw).update(is_published=True)
    _keep(draw, {COMMITMENT: text}, is_published=True)
    draw.state, draw.commitment, draw.committed_at = DrawState.COMMITTED, digest_of(text), now
    draw.succession_secret, draw.succession_anchor = secret, anchor_of(secret)
    draw.ceremony_at, draw.ceremony_place, draw.randomness_kind = ceremony_at, place, Randomness.DICE.value
    draw.save()
    move(campaign, state)
    payload: dict[str, Value] = {
        "commitment": draw.commitment,
        "panels": draw.lottery_size,
        "not_before": _hour(ceremony_at),
    }
    journal(campaign, events.DRAW_COMMITTED, now=now, actor=Actor.role(by), payload=payload)
    return draw


def _hour(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


@transaction.atomic
def type_dice(*, reference: str, faces: Sequence[int], by: Role, now: datetime) -> Draw:
    """Type the witnesses' dice: a first person launches the draw, a second one who types the same faces makes it.

    Everything or nothing: the panel, its seats, the published result and the journal are written together.
    """
    campaign = read_locked(reference)
    if not has_perm(LAUNCH, by, campaign):
        raise NotAllowed
    draw = _launchable(campaign, now)
    folder = Folder(folder_of(draw))
    chance = Chance(Kind.DICE_10, tuple(str(face) for face in faces))
    if len(faces) != folder.promise.count:
        raise ThrowsDiffer
    if draw.state == DrawState.COMMITTED:
        return _launch(campaign, draw, faces, by, now)
    if draw.first_officer is None or not are_two_people(draw.first_officer, by):
        raise OneOfficerAlone
    first = WitnessThrow.objects.filter(draw=draw, keying=1).order_by("position").values_list("face", flat=True)
    if list(first) != list(faces):
        raise ThrowsDiffer
    _write_throws(draw, 2, faces, now)
    return _draw(campaign, draw, folder, chance, by, now)


def _launchable(campaign: Campaign, now: datetime) -> Draw:
    """Return the locked draw, if dice may be typed now; each refusal has its page."""
    draw = (
        Draw.objects.select_for_update(of=("self",))
        .select_related("first_officer__user")
        .filter(campaign=campaign)
        .first()
    )
    if draw is None or draw.committed_at is None:
        raise NotCommitted
    if draw.state == DrawState.DRAWN:
        raise AlreadyDrawn
    if draw.ceremony_at is None or now < draw.ceremony_at:
        raise TooEarly
    if digest_of(folder_of(draw)[COMMITMENT]) != draw.commitment:
        raise PoolChanged
    return draw


def _launch(campaign: Campaign, draw: Draw, faces: Sequence[int], by: Role, now: datetime) -> Draw:
    _write_throws(draw, 1, faces, now)
    draw.state, draw.first_officer, draw.first_officer_at = DrawState.LAUNCHED, by, now
    draw.save(update_fields=["state", "first_officer", "first_officer_at"])
    payload: dict[str, Value] = {"dice": len(faces)}
    journal(campaign, events.DRAW_LAUNCHED, now=now, actor=Actor.role(by), payload=payload)
    return draw


@transaction.atomic
def take_dice_back(*, reference: str, by: Role) -> Draw:
    """Forget what the first person typed, before anything is drawn: a die was misread."""
    campaign = read_locked(reference)
    if not has_perm(LAUNCH, by, campaign):
        raise NotAllowed
    draw = Draw.objects.select_for_update().filter(campaign=campaign).first()
    if draw is None or draw.state != DrawState.LAUNCHED:
        raise NotInThisState
    WitnessThrow.objects.filter(draw=draw).delete()
    draw.state, draw.first_officer, draw.first_officer_at = DrawState.COMMITTED, None, None
    draw.save(update_fields=["state", "first_officer", "first_officer_at"])
    return draw


def _write_throws(draw: Draw, keying: int, faces: Sequence[int], now: datetime) -> None:
    WitnessThrow.objects.bulk_create(
        WitnessThrow(draw=draw, position=position, keying=keying, face=face, typed_at=now)
        for position, face in enumerate(faces, 1)
    )


def _draw(campaign: Campaign, draw: Draw, folder: Folder, chance: Chance, by: Role, now: datetime) -> Draw:
    """Write the panel that the dice give."""
    added = drawn_files(folder.files, chance, at=_hour(now))
    _keep(draw, added, is_published=True)
    result = json.loads(added[RESULT])
    number, members = int(result["panel"]), sorted(map(str, result["ids"]))
    draw.state, draw.second_officer, draw.launched_at = DrawState.DRAWN, by, now
    draw.drawn_at, draw.drawn_panel, draw.randomness = now, number, " ".join(chance.values)
    draw.save()
    give_seats(draw, members, now)
    move(campaign, CampaignState.CONFIRMATION)
    payload: dict[str, Value] = {"panel": number, "seats": len(members), "commitment": draw.commitment}
    journal(campaign, events.PANEL_DRAWN, now=now, actor=Actor.role(by), payload=payload)
    return draw


def give_seats(draw: Draw, pseudonyms: Sequence[str], now: datetime) -> list[Seat]:
    """Give places to people of the pool; one who asked to be erased since keeps a place that nobody holds."""
    people = Candidate.objects.filter(campaign=draw.campaign, pseudonym__in=pseudonyms)
    by_name = dict(people.values_list("pseudonym", "pk"))
    due = (now + timedelta(days=ANSWER_DAYS)).date()
    return Seat.objects.bulk_create(
        Seat(
            draw=draw,
            candidate_id=by_name.get(name),
            pseudonym=name,
            drawn_at=now,
            moved_at=now,
            answer_due_on=due,
        )
        for name in pseudonyms
    )
