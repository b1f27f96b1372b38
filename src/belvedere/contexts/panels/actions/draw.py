"""Writes of a draw until its chance exists: compute its lottery, commit it in public."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from django.db import transaction
from rules import has_perm

from belvedere import __version__
from belvedere.contexts.panels.actions.campaign import journal, locked_campaign, move, read_locked
from belvedere.contexts.panels.events import draw as events
from belvedere.contexts.panels.models import Draw, DrawFile
from belvedere.contexts.panels.queries.draw import folder_of
from belvedere.contexts.panels.refusals.draw import CeremonyInThePast, DrawNotReady, PastBeacon, PoolChanged
from belvedere.contexts.panels.rules.campaign import LAUNCH
from belvedere.contexts.panels.states.campaign import CampaignState, CampaignVerb, DrawState, Randomness
from belvedere.engines.ledger.canonical import Value
from belvedere.engines.sortition.beacon import QUICKNET
from belvedere.engines.sortition.publication import COMMITMENT, PROBLEM, Promise, commitment_text, digest_of
from belvedere.engines.sortition.randomness import Kind
from belvedere.engines.sortition.succession import anchor_of
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import SYSTEM, Actor
from belvedere.platform.refusals import NotAllowed, NotInThisState


@dataclass(frozen=True)
class Ceremony:
    """When and where a draw will be made, and where its chance will come from.

    With a beacon the hour asked for becomes that of the first round that is emitted then or later.
    """

    asked_at: datetime
    place: str
    chance: Randomness = Randomness.DICE
    dice: int = 3
    alternates: int = 0

    @property
    def round_number(self) -> int:
        """The round of the beacon."""
        return QUICKNET.round_at(self.asked_at.timestamp())

    @property
    def at(self) -> datetime:
        """The hour from which the chance exists."""
        if self.chance is not Randomness.BEACON:
            return self.asked_at
        return datetime.fromtimestamp(QUICKNET.emitted_at(self.round_number), UTC)

    @property
    def promise(self) -> Promise:
        """What is published of it before."""
        if self.chance is Randomness.BEACON:
            source = QUICKNET.source(self.round_number)
            return Promise(Kind.BEACON, 1, hour_of(self.at), self.place, source=source, alternates=self.alternates)
        return Promise(Kind.DICE_10, self.dice, hour_of(self.at), self.place, alternates=self.alternates)


def hour_of(moment: datetime) -> str:
    """Return an hour as the published files write it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


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
    keep_files(draw, files, is_published=False)
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


def keep_files(draw: Draw, files: Mapping[str, str], *, is_published: bool) -> None:
    DrawFile.objects.bulk_create(
        DrawFile(draw=draw, name=name, content=text.encode(), digest=digest_of(text), is_published=is_published)
        for name, text in sorted(files.items())
    )


@transaction.atomic
def commit_draw(*, reference: str, plan: Ceremony, by: Role, now: datetime) -> Draw:
    """Publish the pool, the quotas and the lottery, with their mark, before the dice are thrown."""
    campaign, state = locked_campaign(reference, CampaignVerb.COMMIT, by)
    draw = Draw.objects.select_for_update().filter(campaign=campaign).first()
    if draw is None or draw.state != DrawState.READY:
        raise DrawNotReady
    if plan.at <= now:
        raise PastBeacon if plan.chance is Randomness.BEACON else CeremonyInThePast
    files = folder_of(draw, is_published=False)
    if digest_of(files[PROBLEM]) != campaign.pool_digest:
        raise PoolChanged
    secret = secrets.token_hex(32)
    promise = plan.promise
    text = commitment_text(
        files,
        promise=promise,
        anchor=anchor_of(secret),
        objective=draw.objective,
        version=draw.code_version,
        at=hour_of(now),
    )
    DrawFile.objects.filter(draw=draw).update(is_published=True)
    keep_files(draw, {COMMITMENT: text}, is_published=True)
    draw.state, draw.commitment, draw.committed_at = DrawState.COMMITTED, digest_of(text), now
    draw.succession_secret, draw.succession_anchor = secret, anchor_of(secret)
    draw.ceremony_at, draw.ceremony_place, draw.randomness_kind = plan.at, plan.place, plan.chance.value
    draw.save()
    move(campaign, state)
    payload: dict[str, Value] = {
        "commitment": draw.commitment,
        "panels": draw.lottery_size,
        "not_before": promise.not_before,
    }
    journal(campaign, events.DRAW_COMMITTED, now=now, actor=Actor.role(by), payload=payload)
    return draw
