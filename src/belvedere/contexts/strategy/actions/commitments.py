"""Fixing the test of a commitment, and recording when its word changes."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from belvedere.contexts.strategy import events
from belvedere.contexts.strategy.actions.locking import journal, journal_version, locked_version
from belvedere.contexts.strategy.models import CommitmentTest, Element, Measurement, StrategyVersion
from belvedere.contexts.strategy.queries.commitments import commitments_on, last_words
from belvedere.contexts.strategy.queries.indicators import indicator_named
from belvedere.contexts.strategy.refusals import UnknownIndicator
from belvedere.contexts.strategy.states import Comparison, ElementKind, VersionVerb
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Subject
from belvedere.platform.territory.models import Territory


@transaction.atomic
def set_test(
    *,
    version: StrategyVersion,
    key: str,
    indicator: str,
    comparison: Comparison,
    target: float,
    due_on: date,
    by: Role,
    now: datetime,
) -> CommitmentTest:
    """Say by which live figure a commitment of a version being drafted is tested, with which target, from which day."""
    locked = locked_version(version, VersionVerb.WRITE, by)
    if indicator_named(indicator) is None:
        raise UnknownIndicator
    element = Element.objects.get(version=locked, key=key, kind=ElementKind.COMMITMENT.value)
    facts = {"indicator": indicator, "comparison": comparison.value, "target": target, "due_on": due_on}
    test, _is_new = CommitmentTest.objects.update_or_create(element=element, defaults=facts)
    payload = {"element": key, "indicator": indicator}
    journal_version(locked, events.TEST_SET, by=by, now=now, payload=payload)
    return test


@transaction.atomic
def measure_commitments(*, territory: Territory, now: datetime, by: Role | None = None) -> list[Measurement]:
    """Test each commitment in force on live data, and record those whose word has changed since the last time.

    It may run again: what has not changed is not written.
    """
    Territory.objects.select_for_update().get(pk=territory.pk)
    today = timezone.localdate(now)
    before = last_words()
    turned = []
    for row in commitments_on(today):
        key, word = row.element.key, row.keeping.value
        if before.get(key) == word:
            continue
        measurement = Measurement.objects.create(
            territory=territory,
            element=key,
            on=today,
            value=row.measure.value,
            numerator=row.measure.numerator,
            denominator=row.measure.denominator,
            keeping=word,
        )
        turned.append(measurement)
        payload = {
            "element": key,
            "before": before.get(key, ""),
            "after": word,
            "value": "" if row.value is None else f"{row.value:g}",
            "on": today.isoformat(),
        }
        subject = Subject("engagement", key)
        journal(territory, events.COMMITMENT_TURNED, subject=subject, by=by, now=now, payload=payload, matter=key)
    return turned
