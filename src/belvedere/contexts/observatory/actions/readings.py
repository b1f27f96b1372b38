"""The three readings of an indicator: the rule's, the department's, a panel's. None replaces another."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.observatory import events
from belvedere.contexts.observatory.models import Assessment, Indicator, Target
from belvedere.contexts.observatory.queries.assessing import assessed
from belvedere.contexts.observatory.queries.figures import wholes_of
from belvedere.contexts.observatory.queries.readings import latest_assessment
from belvedere.contexts.observatory.refusals import ReadingNeedsAReason
from belvedere.contexts.observatory.states.figures import LATE_STATUSES, Confidence, Reader
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import SYSTEM, Actor, Subject, record
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.refusals import NotAllowed


def _locked(slug: str) -> Indicator:
    return Indicator.objects.select_for_update(of=("self",)).select_related("policy", "territory").get(slug=slug)


@transaction.atomic
def read_indicator(*, slug: str, now: datetime) -> Assessment | None:
    """Let the rule read an indicator; return its reading when it says something new, None otherwise."""
    indicator = _locked(slug)
    rows = wholes_of([indicator.pk], indicator.territory.siren).get(indicator.pk, [])
    target = Target.objects.filter(indicator=indicator).order_by("-number").first()
    found = assessed(indicator, rows, target, on=timezone.localdate(now))
    before = latest_assessment(indicator, Reader.COMPUTED)
    reason = found.reason.value if found.reason else ""
    inputs = {
        "target": target.number if target else None,
        "period": found.latest.on.isoformat() if found.latest else None,
    }
    if before is not None and (before.verdict, before.reason, before.inputs) == (found.status.value, reason, inputs):
        return None
    reading = Assessment.objects.create(
        indicator=indicator,
        reader=Reader.COMPUTED,
        verdict=found.status.value,
        reason=reason,
        rule_version=found.rule,
        inputs=inputs,
        made_at=now,
    )
    was_late = before is not None and before.verdict in LATE_STATUSES
    is_news = reading.verdict in LATE_STATUSES and not was_late
    kind = events.INDICATOR_TURNED_LATE if is_news else events.INDICATOR_READ
    _journal(indicator, kind, now=now, payload={"indicator": indicator.slug, "status": reading.verdict})
    return reading


@transaction.atomic
def say_confidence(
    *, slug: str, confidence: Confidence, reason: str, is_demonstration: bool = False, by: Role, now: datetime
) -> Assessment:
    """Let the department that answers for an indicator say how confident it is, and why."""
    indicator = _locked(slug)
    if not has_perm("observatory.say_confidence", by, indicator):
        raise NotAllowed
    if not reason.strip():
        raise ReadingNeedsAReason
    reading = Assessment.objects.create(
        indicator=indicator,
        reader=Reader.DEPARTMENT,
        verdict=confidence.value,
        reason=reason.strip(),
        department=by.department.name if by.department else by.body.name,
        is_demonstration=is_demonstration,
        made_at=now,
    )
    payload: dict[str, Value] = {"indicator": indicator.slug, "confidence": confidence.value}
    _journal(indicator, events.CONFIDENCE_SAID, now=now, by=by, payload=payload)
    return reading


@transaction.atomic
def note_panel_reading(
    *,
    slug: str,
    verdict: Confidence,
    reason: str,
    panel_size: int,
    panel_method: str,
    matter: str = "",
    is_demonstration: bool = False,
    by: Role,
    now: datetime,
) -> Assessment:
    """Note how a panel reads an indicator: how many they were, how they decided."""
    indicator = _locked(slug)
    if not has_perm("observatory.note_panel_reading", by, indicator):
        raise NotAllowed
    if not reason.strip() or not panel_method.strip():
        raise ReadingNeedsAReason
    reading = Assessment.objects.create(
        indicator=indicator,
        reader=Reader.PANEL,
        verdict=verdict.value,
        reason=reason.strip(),
        panel_size=panel_size,
        panel_method=panel_method.strip(),
        matter=matter,
        is_demonstration=is_demonstration,
        made_at=now,
    )
    payload: dict[str, Value] = {"indicator": indicator.slug, "verdict": verdict.value, "size": panel_size}
    _journal(indicator, events.PANEL_READING_NOTED, now=now, by=by, payload=payload, matter=matter)
    return reading


def _journal(
    indicator: Indicator,
    kind: Kind,
    *,
    now: datetime,
    by: Role | None = None,
    payload: dict[str, Value],
    matter: str = "",
) -> None:
    record(
        kind=kind,
        territory=indicator.territory,
        now=now,
        actor=Actor.role(by) if by else SYSTEM,
        subject=Subject("indicateur", indicator.slug),
        matter=matter,
        payload=payload,
    )
