"""Writes of a recruitment itself: open it, say what it is for, pass from a step to the next, abandon it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from belvedere.contexts.observatory.queries import ExamenCard, examen_card
from belvedere.contexts.panels.events import campaign as events
from belvedere.contexts.panels.models import Campaign
from belvedere.contexts.panels.queries.campaign import usual_places
from belvedere.contexts.panels.refusals.campaign import CampaignIncomplete
from belvedere.contexts.panels.rules.campaign import PERMISSIONS
from belvedere.contexts.panels.rules.opinion import WRITERS
from belvedere.contexts.panels.states.campaign import CAMPAIGN, CampaignState, CampaignVerb
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import SYSTEM, Actor, Subject, record
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.actions import next_reference
from belvedere.platform.territory.models import Body

PREFIX = "R"


@dataclass(frozen=True)
class CampaignSheet:
    """What a recruitment is for, as typed; dates may still be missing."""

    title: str
    purpose: str
    size: int
    minimum_age_years: int = 16
    starts_on: date | None = None
    ends_on: date | None = None
    register_source: str = ""
    responses_until: date | None = None
    addresses_kept_until: date | None = None
    candidates_kept_until: date | None = None


def journal(
    campaign: Campaign, kind: Kind, *, now: datetime, actor: Actor, payload: Mapping[str, Value] | None = None
) -> None:
    """Record an act on a recruitment, under the examen that it serves or under its own reference."""
    record(
        kind=kind,
        territory=campaign.territory,
        now=now,
        actor=actor,
        subject=Subject("recrutement", campaign.reference),
        matter=campaign.matter,
        payload=payload,
    )


def locked_campaign(reference: str, verb: CampaignVerb, by: Role) -> tuple[Campaign, CampaignState]:
    """Take a recruitment's lock, check who asks and that the verb applies; return it and the state it leads to."""
    campaign = read_locked(reference)
    if not has_perm(PERMISSIONS[verb], by, campaign):
        raise NotAllowed
    return campaign, reached(campaign, verb)


def read_locked(reference: str) -> Campaign:
    """Take the lock of a recruitment and read it again; refuse one that does not exist as one that is another's."""
    found = Campaign.objects.select_for_update(of=("self",)).select_related("territory", "body", "examen")
    campaign = found.filter(reference=reference).first()
    if campaign is None:
        raise NotAllowed
    return campaign


def reached(campaign: Campaign, verb: CampaignVerb) -> CampaignState:
    """Return the state to which a verb leads; refuse one that does not apply."""
    state = CAMPAIGN.get((CampaignState(campaign.state), verb))
    if state is None:
        raise NotInThisState
    return state


@transaction.atomic
def open_campaign(*, sheet: CampaignSheet, examen_reference: str = "", by: Role, now: datetime) -> Campaign:
    """Open the recruitment of a panel, for an examen of the role's body or for the body itself."""
    if by.kind not in WRITERS:
        raise NotAllowed
    examen = examen_card(examen_reference) if examen_reference else None
    if examen_reference and (examen is None or examen.body_id != by.body_id):
        raise NotAllowed
    return _open(sheet, by.body, examen, Actor.role(by), now)


@transaction.atomic
def open_campaign_of_referral(*, examen_reference: str, now: datetime) -> Campaign | None:
    """Open the recruitment that a referral's step asks for, with its examen as file; told twice, it is opened once.

    The officer finds it in its first step, and changes what she likes.
    """
    examen = examen_card(examen_reference)
    if examen is None or Campaign.objects.filter(examen=examen.pk).exists():
        return None
    sheet = CampaignSheet(
        title=_("Panel sur : %(policy)s") % {"policy": examen.policy},
        purpose=examen.question,
        size=usual_places(examen.body, timezone.localdate(now)),
    )
    return _open(sheet, examen.body, examen, SYSTEM, now)


def _open(sheet: CampaignSheet, body: Body, examen: ExamenCard | None, actor: Actor, now: datetime) -> Campaign:
    territory = body.territory
    campaign = Campaign(
        territory=territory,
        body=body,
        reference=next_reference(territory=territory, prefix=PREFIX, year=timezone.localdate(now).year),
        examen_id=examen.pk if examen else None,
        opened_at=now,
        **vars(sheet),
    )
    campaign.save(force_insert=True)
    payload: dict[str, Value] = {"examen": examen.reference if examen else "", "body": body.slug, "size": campaign.size}
    journal(campaign, events.CAMPAIGN_OPENED, now=now, actor=actor, payload=payload)
    return campaign


@transaction.atomic
def describe_campaign(*, reference: str, sheet: CampaignSheet, by: Role) -> Campaign:
    """Save what a recruitment is for, even unfinished. A draft is not an official act: nothing is journalled."""
    campaign, _state = locked_campaign(reference, CampaignVerb.DESCRIBE, by)
    for name, value in vars(sheet).items():
        setattr(campaign, name, value)
    campaign.save(update_fields=list(vars(sheet)))
    return campaign


def missing_parts(campaign: Campaign) -> list[str]:
    """Return what must still be said before the quotas, in the words of the form."""
    wanted = {
        _("à quoi sert le panel"): campaign.purpose.strip(),
        _("le début de son travail"): campaign.starts_on,
        _("la fin de son travail"): campaign.ends_on,
        _("le dernier jour pour s’inscrire"): campaign.responses_until,
        _("jusqu’à quand les adresses sont gardées"): campaign.addresses_kept_until,
        _("jusqu’à quand les inscriptions sont gardées"): campaign.candidates_kept_until,
    }
    return [words for words, value in wanted.items() if not value]


@transaction.atomic
def begin_quotas(*, reference: str, by: Role) -> Campaign:
    """Pass from the purpose to the quotas, once everything that people will be told is written."""
    campaign, state = locked_campaign(reference, CampaignVerb.OPEN_QUOTAS, by)
    missing = missing_parts(campaign)
    if missing:
        raise CampaignIncomplete(_("Il manque : %(parts)s.") % {"parts": ", ".join(missing)})
    return move(campaign, state)


def move(campaign: Campaign, state: CampaignState, **changes: object) -> Campaign:
    """Write the state of a recruitment, and what changes with it. The caller holds its lock."""
    campaign.state = state.value
    for name, value in changes.items():
        setattr(campaign, name, value)
    campaign.save(update_fields=["state", *changes])
    return campaign


@transaction.atomic
def abandon_campaign(*, reference: str, by: Role, now: datetime) -> Campaign:
    """Give a recruitment up, before any draw: its addresses and its candidates are erased on their day."""
    campaign, state = locked_campaign(reference, CampaignVerb.ABANDON, by)
    left = campaign.state
    move(campaign, state, ended_at=now, frozen_at=None, pool_digest="")
    journal(campaign, events.CAMPAIGN_ABANDONED, now=now, actor=Actor.role(by), payload={"step": left})
    return campaign
