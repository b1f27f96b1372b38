"""Describing an indicator and setting its targets: what was said before stays readable."""

from datetime import datetime
from itertools import pairwise

from django.db import transaction
from django.urls import reverse
from rules import has_perm

from belvedere.contexts.observatory import events
from belvedere.contexts.observatory.models import Indicator, Policy, SheetVersion, Target
from belvedere.contexts.observatory.refusals import PeriodsAreNotInOrder, TargetMovesForAReason
from belvedere.contexts.observatory.states.sheets import IndicatorSheet, TargetSheet
from belvedere.engines.indicators.periods import end_of
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import SYSTEM, Actor, Subject, record
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.search.actions import index_document
from belvedere.platform.territory.models import Department


@transaction.atomic
def describe_indicator(
    *,
    policy: Policy,
    sheet: IndicatorSheet,
    department: Department | None = None,
    by: Role | None = None,
    reason: str = "",
    now: datetime,
) -> Indicator:
    """Write an indicator's sheet, or write it again: each version is kept with its day and its reason."""
    if by is not None and not has_perm("observatory.keep_figures", by, policy):
        raise NotAllowed
    Policy.objects.select_for_update().get(pk=policy.pk)
    known = Indicator.objects.filter(territory=policy.territory, slug=sheet.slug).first()
    if by is not None and known is not None and not has_perm("observatory.keep_figures", by, known):
        raise NotAllowed
    indicator, _is_new = Indicator.objects.update_or_create(
        territory=policy.territory,
        slug=sheet.slug,
        defaults=sheet.columns | {"policy": policy, "body": policy.body, "department": department},
    )
    last = SheetVersion.objects.filter(indicator=indicator).order_by("-number").first()
    if last is not None and last.said == sheet.said:
        return indicator
    number = last.number + 1 if last else 1
    SheetVersion.objects.create(indicator=indicator, number=number, said=sheet.said, reason=reason, written_at=now)
    _index(indicator)
    record(
        kind=events.INDICATOR_DESCRIBED,
        territory=policy.territory,
        now=now,
        actor=Actor.role(by) if by else SYSTEM,
        subject=Subject("indicateur", indicator.slug),
        matter="",
        payload={"indicator": indicator.slug, "version": number},
    )
    return indicator


def _index(indicator: Indicator) -> None:
    index_document(
        territory=indicator.territory,
        kind="indicateur",
        key=indicator.slug,
        title=indicator.name,
        text=f"{indicator.definition}\n{indicator.source}",
        url=reverse("observatory:indicator", args=[indicator.slug]),
    )


@transaction.atomic
def set_target(*, indicator: Indicator, sheet: TargetSheet, by: Role | None = None, now: datetime) -> Target:
    """Set a target, or move it: the former one stays on the chart, with the reason why it moved."""
    indicator = Indicator.objects.select_for_update(of=("self",)).select_related("policy").get(pk=indicator.pk)
    if by is not None and not has_perm("observatory.keep_figures", by, indicator):
        raise NotAllowed
    _check_order(sheet)
    number = Target.objects.filter(indicator=indicator).count() + 1
    if number > 1 and not sheet.reason.strip():
        raise TargetMovesForAReason
    target = Target.objects.create(
        indicator=indicator,
        number=number,
        base_period=sheet.base_period,
        base_value=sheet.base_value,
        due_period=sheet.due_period,
        value=sheet.value,
        milestones=[list(milestone) for milestone in sheet.milestones],
        act=sheet.act,
        source=sheet.source,
        is_demonstration=sheet.is_demonstration,
        reason=sheet.reason.strip(),
        set_at=now,
    )
    record(
        kind=events.TARGET_SET,
        territory=indicator.territory,
        now=now,
        actor=Actor.role(by) if by else SYSTEM,
        subject=Subject("indicateur", indicator.slug),
        matter="",
        payload={"indicator": indicator.slug, "number": number},
    )
    return target


def _check_order(sheet: TargetSheet) -> None:
    """The base, the milestones and the horizon follow each other, as days and as they are written."""
    periods = [sheet.base_period, *(period for period, _value in sheet.milestones), sheet.due_period]
    days = [end_of(period) for period in periods]
    if any(later <= earlier for earlier, later in pairwise(days)) or sheet.due_period <= sheet.base_period:
        raise PeriodsAreNotInOrder
