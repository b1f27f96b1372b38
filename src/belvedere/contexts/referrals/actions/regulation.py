"""The règlement: drafted, published with the day from which it holds, frozen on each referral."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.referrals import events
from belvedere.contexts.referrals.actions.steps import open_steps
from belvedere.contexts.referrals.models import Referral, Regulation
from belvedere.contexts.referrals.queries.regulation import LONGEST_DAYS, figures_for, rules_in_force, rules_of
from belvedere.contexts.referrals.queries.steps import judge_counts, needed_by
from belvedere.contexts.referrals.refusals import RegulationBackdated, RegulationPublished
from belvedere.contexts.referrals.states import Collection
from belvedere.engines.ledger.canonical import Value
from belvedere.engines.rules.judgement import closing_day
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor, Subject, record
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Body, Territory


def freeze_rules(referral: Referral, *, now: datetime) -> date:
    """Freeze on a referral the règlement of the day of its deposit, open its steps; return its last day."""
    today = timezone.localdate(now)
    kept = rules_in_force(referral.body, timezone.localdate(referral.received_at or now))
    first = judge_counts(kept.rules, (), on=today, figures=figures_for(kept.rules, referral.body)).steps[0]
    referral.regulation, referral.rules, referral.collection = kept.row, kept.data, Collection.OPEN
    referral.threshold, referral.threshold_source = needed_by(first), kept.rules.source[:300]
    referral.closes_on = closing_day(kept.rules, today) or today + timedelta(days=LONGEST_DAYS)
    names = ["regulation", "rules", "collection", "threshold", "threshold_source", "closes_on"]
    referral.save(update_fields=names)
    open_steps(referral, kept.rules)
    return referral.closes_on


@transaction.atomic
def draft_regulation(
    *, territory: Territory, body: Body | None, content: Mapping[str, Value], source: str, by: Role
) -> Regulation:
    """Keep a new version as a draft: it changes nothing yet. Data that the engine cannot read is refused by it."""
    if not has_perm("referrals.write_regulation", by, by):
        raise NotAllowed
    rules_of(content)
    Territory.objects.select_for_update().get(pk=territory.pk)
    last = Regulation.objects.filter(territory=territory).aggregate(last=Max("number"))["last"] or 0
    return Regulation.objects.create(
        territory=territory, body=body, number=last + 1, content=dict(content), source=source
    )


@transaction.atomic
def change_draft(*, number: int, content: Mapping[str, Value], source: str, by: Role) -> Regulation:
    """Write a draft again."""
    row = _draft(number, by)
    rules_of(content)
    row.content, row.source = dict(content), source
    row.save(update_fields=["content", "source"])
    return row


@transaction.atomic
def discard_draft(*, number: int, by: Role) -> None:
    """Throw away a draft: it never held for anybody."""
    _draft(number, by).delete()


@transaction.atomic
def publish_regulation(*, number: int, since: date, by: Role, now: datetime) -> Regulation:
    """Publish a version: referrals deposited from that day on are judged by it, the others keep theirs."""
    row = _draft(number, by)
    if since < timezone.localdate(now):
        raise RegulationBackdated
    row.since, row.published_at, row.published_by = since, now, by
    row.save(update_fields=["since", "published_at", "published_by"])
    record(
        kind=events.REGULATION_PUBLISHED,
        territory=row.territory,
        now=now,
        actor=Actor.role(by),
        subject=Subject("reglement", str(row.number)),
        matter="",
        payload={"number": row.number, "since": since.isoformat(), "body": row.body.slug if row.body else ""},
    )
    return row


def _draft(number: int, by: Role) -> Regulation:
    row = Regulation.objects.select_for_update(of=("self",)).select_related("territory", "body").get(number=number)
    if not has_perm("referrals.write_regulation", by, by) or (row.body_id and row.body_id != by.body_id):
        raise NotAllowed
    if row.published_at is not None:
        raise RegulationPublished
    return row
