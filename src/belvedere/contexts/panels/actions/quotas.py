"""Writes of the quotas: a category with its quotas, its bounds, adopting them all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.panels.actions.campaign import journal, locked_campaign, move
from belvedere.contexts.panels.actions.pool import freeze_again
from belvedere.contexts.panels.events import campaign as events
from belvedere.contexts.panels.models import Campaign, Category, Target
from belvedere.contexts.panels.queries.margins import KnownMargin
from belvedere.contexts.panels.queries.quotas import Bounds, QuotaFault, quota_faults, quotas_digest
from belvedere.contexts.panels.refusals.campaign import CategoryExists, QuotasDoNotFit, QuotasNotComputed
from belvedere.contexts.panels.states.campaign import CampaignState, CampaignVerb, CategoryKind
from belvedere.engines.ledger.canonical import Value
from belvedere.engines.sortition.apportionment import NotApportionable
from belvedere.engines.sortition.margins import Margin, Ranges, Spread, quotas_from_margins
from belvedere.engines.sortition.problem import CROSSING, Quota
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor
from belvedere.platform.refusals import NotInThisState

FLEXIBLE_PLACES = 2
_NOTHING = _("Il n’y a encore aucun quota : ajoutez au moins un critère.")


@dataclass(frozen=True)
class Rounding:
    """How a population becomes quotas: places guaranteed to each value, and places of slack each way."""

    minimum_each: int = 0
    slack_places: int = 0

    @property
    def ranges(self) -> Ranges:
        return Ranges(Spread.FLOOR_TO_CEILING, self.slack_places, FLEXIBLE_PLACES)


@transaction.atomic
def add_category(*, reference: str, margin: KnownMargin, rounding: Rounding, by: Role) -> Category:
    """Add a category whose quotas are shared out by its populations."""
    campaign = _open_quotas(reference, by)
    weights = Margin(margin.name, dict(margin.values), rounding.minimum_each)
    quotas = _computed([weights], campaign.size, rounding)
    category = Category(
        campaign=campaign,
        kind=margin.kind.value,
        name=margin.name,
        question=margin.question,
        source=margin.source,
        source_date=margin.date,
    )
    return _added(category, quotas, dict(margin.values), margin.communes or {})


@transaction.atomic
def cross_categories(*, reference: str, first: str, second: str, rounding: Rounding, by: Role) -> Category:
    """Add the crossing of two categories; without a table of both, their populations are taken as independent."""
    campaign = _open_quotas(reference, by)
    weights = {name: _weights(campaign, name) for name in (first, second)}
    totals = {name: sum(values.values()) or 1 for name, values in weights.items()}
    name = f"{first}{CROSSING}{second}"
    cells = {
        f"{row}{CROSSING}{column}": Fraction(count * other, totals[first] * totals[second])
        for row, count in weights[first].items()
        for column, other in weights[second].items()
    }
    margins = [Margin(part, values) for part, values in weights.items()]
    quotas = _computed([*margins, Margin(name, cells)], campaign.size, rounding)
    source = " ; ".join(
        dict.fromkeys(Category.objects.filter(campaign=campaign, name__in=weights).values_list("source", flat=True))
    )
    category = Category(campaign=campaign, kind=CategoryKind.CROSSED.value, name=name, source=source[:300])
    return _added(category, [quota for quota in quotas if quota.category == name], {}, {})


def _weights(campaign: Campaign, name: str) -> dict[str, int]:
    rows = Target.objects.filter(category__campaign=campaign, category__name=name)
    found = {row.value: row.population or 0 for row in rows.exclude(category__kind=CategoryKind.CROSSED.value)}
    if not found:
        raise QuotasNotComputed
    return found


def _open_quotas(reference: str, by: Role) -> Campaign:
    campaign, _state = locked_campaign(reference, CampaignVerb.SET_QUOTAS, by)
    if campaign.state != CampaignState.QUOTAS:
        raise NotInThisState
    return campaign


def _computed(margins: Sequence[Margin], size: int, rounding: Rounding) -> tuple[Quota, ...]:
    try:
        return quotas_from_margins(margins, size, ranges=rounding.ranges).quotas
    except NotApportionable as error:
        raise QuotasNotComputed from error


def _added(
    category: Category, quotas: Sequence[Quota], populations: Mapping[str, int], communes: Mapping[str, int]
) -> Category:
    last = Category.objects.filter(campaign=category.campaign).aggregate(last=Max("position"))["last"] or 0
    category.position = last + 1
    try:
        with transaction.atomic():
            category.save(force_insert=True)
    except IntegrityError as error:
        raise CategoryExists from error
    Target.objects.bulk_create(
        Target(
            category=category,
            position=position,
            value=quota.value,
            commune_id=communes.get(quota.value),
            population=populations.get(quota.value),
            minimum=quota.minimum,
            maximum=quota.maximum,
            flexible_minimum=quota.flexible_minimum,
            flexible_maximum=quota.flexible_maximum,
        )
        for position, quota in enumerate(quotas, start=1)
    )
    return category


@transaction.atomic
def remove_category(*, reference: str, category_id: int, by: Role) -> None:
    """Take a category away, with the crossings that it is part of."""
    campaign = _open_quotas(reference, by)
    category = Category.objects.filter(campaign=campaign, pk=category_id).first()
    if category is None:
        return
    crossings = Category.objects.filter(campaign=campaign, kind=CategoryKind.CROSSED.value)
    concerned = [row.pk for row in crossings if category.name in row.name.split(CROSSING)]
    Category.objects.filter(pk__in=[category.pk, *concerned]).delete()


@transaction.atomic
def set_bounds(*, reference: str, bounds: Bounds, by: Role, now: datetime) -> Campaign:
    """Write the minimum and the maximum of some quotas.

    Before the registrations it is a draft; after, people have signed up under the quotas: the change is journalled,
    and must leave a panel possible.
    """
    campaign, _state = locked_campaign(reference, CampaignVerb.SET_QUOTAS, by)
    targets = list(Target.objects.select_for_update().filter(category__campaign=campaign, pk__in=list(bounds)))
    for target in targets:
        target.minimum, target.maximum = bounds[target.pk]
        target.flexible_minimum = min(target.minimum, max(0, target.minimum - FLEXIBLE_PLACES))
        target.flexible_maximum = max(target.maximum, min(campaign.size, target.maximum + FLEXIBLE_PLACES))
    Target.objects.bulk_update(targets, ["minimum", "maximum", "flexible_minimum", "flexible_maximum"])
    if campaign.state != CampaignState.QUOTAS:
        _refuse_unfit(campaign)
        journal(campaign, events.QUOTAS_CHANGED, now=now, actor=Actor.role(by), payload=_told(campaign))
        freeze_again(campaign, Actor.role(by), now)
    return campaign


def _refuse_unfit(campaign: Campaign) -> None:
    faults = quota_faults(campaign)
    if faults:
        raise QuotasDoNotFit(" ".join(_said(fault) for fault in faults))


def _told(campaign: Campaign) -> dict[str, Value]:
    quotas = Target.objects.filter(category__campaign=campaign).count()
    return {"quotas": quotas, "size": campaign.size, "digest": quotas_digest(campaign)}


@transaction.atomic
def adopt_quotas(*, reference: str, by: Role, now: datetime) -> Campaign:
    """Adopt the quotas: a panel of the size can hold them, if the right people sign up."""
    campaign, state = locked_campaign(reference, CampaignVerb.ADOPT_QUOTAS, by)
    if not Target.objects.filter(category__campaign=campaign).exists():
        raise QuotasDoNotFit(_NOTHING)
    _refuse_unfit(campaign)
    move(campaign, state)
    journal(campaign, events.QUOTAS_ADOPTED, now=now, actor=Actor.role(by), payload=_told(campaign))
    return campaign


@transaction.atomic
def revise_quotas(*, reference: str, by: Role) -> Campaign:
    """Come back to the quotas, before any letter."""
    campaign, state = locked_campaign(reference, CampaignVerb.REVISE_QUOTAS, by)
    return move(campaign, state)


def _said(fault: QuotaFault) -> str:
    return str(_("%(category)s : %(reason)s")) % {"category": fault.category, "reason": fault.message}
