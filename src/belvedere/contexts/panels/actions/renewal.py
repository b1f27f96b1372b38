"""Writes of the rota: cut a panel in cohorts, open the recruitment that renews one, let the newcomers in."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from belvedere.contexts.panels.actions.campaign import CampaignSheet, open_campaign
from belvedere.contexts.panels.actions.standing import journal_panel, locked_panel, read_locked_panel
from belvedere.contexts.panels.events import standing as events
from belvedere.contexts.panels.models import Campaign, Category, Cohort, Draw, Panel, Seat, Target
from belvedere.contexts.panels.queries.renewal import (
    counted,
    founding_campaign,
    renewals_of,
    sitting_problem,
    values_of,
)
from belvedere.contexts.panels.queries.session import members_of
from belvedere.contexts.panels.refusals.standing import (
    AlreadyCut,
    NothingToRenew,
    NotThere,
    RenewalUnderWay,
    TooFewMembers,
    WrongDates,
)
from belvedere.contexts.panels.states.seat import SEAT, SeatState, SeatVerb
from belvedere.engines.ledger.canonical import Value
from belvedere.engines.rules.months import add_months
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor

TITLE_LENGTH = 200
_SEED_DIGITS = 12


@transaction.atomic
def cut_cohorts(*, slug: str, parts: int, months: int, by: Role, now: datetime) -> list[Cohort]:
    """Cut a panel in cohorts that leave one after the other, each as like the whole as can be.

    Who is in which is drawn by the commitment of the panel's own draw: nobody chooses.
    """
    from belvedere.engines.sortition.thirds import thirds_of  # noqa: PLC0415 -- loads a solver: only who needs it waits

    panel = locked_panel(slug, by)
    if Cohort.objects.filter(panel=panel).exists():
        raise AlreadyCut
    seats = list(members_of(panel))
    if len(seats) < parts:
        raise TooFewMembers
    today = timezone.localdate(now)
    begins = panel.starts_on or today
    last_days = [add_months(begins, months * (number + 1)) - timedelta(days=1) for number in range(parts)]
    if last_days[0] <= today:
        raise WrongDates(_("Le premier groupe serait déjà parti : donnez-lui plus de mois."))
    commitment = Draw.objects.get(pk=seats[0].draw_id).commitment
    cut = thirds_of(
        sitting_problem(values_of(seats)),
        range(len(seats)),
        parts=parts,
        candidates=(),
        seed=int(commitment[:_SEED_DIGITS], 16),
    )
    cohorts = [
        Cohort.objects.create(panel=panel, number=number, starts_on=begins, ends_on=day)
        for number, day in enumerate(last_days, 1)
    ]
    for cohort, places in zip(cohorts, cut.cohorts, strict=True):
        keys = [seats[place].pk for place in places]
        Seat.objects.filter(pk__in=keys).update(cohort=cohort, term_ends_on=cohort.ends_on)
    panel.renewal_months = months
    panel.save(update_fields=["renewal_months"])
    payload: dict[str, Value] = {"cohorts": parts, "months": months}
    journal_panel(panel, events.COHORTS_CUT, now=now, actor=Actor.role(by), payload=payload)
    return cohorts


@transaction.atomic
def open_renewal(*, slug: str, number: int, by: Role, now: datetime) -> Campaign:
    """Open the recruitment of those who will take a cohort's places: its quotas are what those who stay leave free."""
    panel = locked_panel(slug, by)
    leaving = Cohort.objects.filter(panel=panel, number=number).first()
    founding = founding_campaign(panel)
    if leaving is None or founding is None:
        raise NotThere
    if any(campaign.renews_id == leaving.pk for campaign in renewals_of(panel)):
        raise RenewalUnderWay
    members = list(members_of(panel))
    staying = [seat for seat in members if seat.cohort_id != leaving.pk]
    turns = len({seat.cohort_id for seat in members})
    size = founding.size - len(staying)
    if size < 1:
        raise NothingToRenew
    campaign = open_campaign(sheet=_sheet(panel, founding, leaving, size, turns), by=by, now=now)
    campaign.panel, campaign.renews = panel, leaving
    campaign.save(update_fields=["panel", "renews"])
    _leave_free(founding, campaign, staying)
    return campaign


def _sheet(panel: Panel, founding: Campaign, leaving: Cohort, size: int, turns: int) -> CampaignSheet:
    """Say what the recruitment is for: newcomers sit until every other cohort has left in its turn."""
    starts_on = leaving.ends_on + timedelta(days=1)
    ends_on = add_months(starts_on, (panel.renewal_months or 1) * turns) - timedelta(days=1)
    title = _("Renouvellement %(number)s : %(panel)s") % {"number": leaving.number, "panel": panel.name}
    return CampaignSheet(
        title=title[:TITLE_LENGTH],
        purpose=panel.purpose,
        size=size,
        minimum_age_years=founding.minimum_age_years,
        starts_on=starts_on,
        ends_on=ends_on,
        candidates_kept_until=ends_on,
    )


def _leave_free(founding: Campaign, campaign: Campaign, staying: list[Seat]) -> None:
    """Copy the quotas of the whole panel, less the places that those who stay hold already."""
    held = counted(values_of(staying))
    for category in Category.objects.filter(campaign=founding).prefetch_related("targets"):
        targets = list(category.targets.all())
        category.pk, category.campaign = None, campaign
        category.save(force_insert=True)
        for target in targets:
            taken = held[category.name, target.value]
            target.pk, target.category = None, category
            target.minimum, target.maximum = max(0, target.minimum - taken), max(0, target.maximum - taken)
            target.flexible_minimum = max(0, (target.flexible_minimum or 0) - taken)
            target.flexible_maximum = max(target.maximum, (target.flexible_maximum or campaign.size) - taken)
        Target.objects.bulk_create(targets)


def turn_over(campaign: Campaign, *, by: Role, now: datetime) -> Cohort | None:
    """End the terms of the cohort that a recruitment renews, and return that of the newcomers; None for a new panel.

    The caller holds the recruitment's lock.
    """
    leaving, begins, ends = campaign.renews, campaign.starts_on, campaign.ends_on
    if leaving is None or campaign.panel is None or begins is None or ends is None:  # dates are asked before the quotas
        return None
    panel = read_locked_panel(campaign.panel.slug)
    served = SEAT[SeatState.CONFIRMED, SeatVerb.SERVE].value
    members = Seat.objects.filter(panel=panel, cohort=leaving, state=SeatState.CONFIRMED.value)
    left = members.update(state=served, moved_at=now)
    number = Cohort.objects.filter(panel=panel).order_by("-number").values_list("number", flat=True)[0] + 1
    cohort = Cohort.objects.create(panel=panel, number=number, starts_on=begins, ends_on=ends)
    payload: dict[str, Value] = {"cohort": leaving.number, "left": left, "came": campaign.size}
    journal_panel(panel, events.PANEL_RENEWED, now=now, actor=Actor.role(by), payload=payload)
    return cohort
