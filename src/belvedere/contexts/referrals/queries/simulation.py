"""What a version of the règlement would have said of referrals that are already there."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from belvedere.contexts.referrals.models import Referral, Regulation, SupportCount
from belvedere.contexts.referrals.queries.regulation import rules_of
from belvedere.contexts.referrals.queries.steps import judge_counts
from belvedere.engines.rules.judgement import Judgement

MOST_TRIED = 50


@dataclass(frozen=True)
class Tried:
    """A referral judged by its own règlement and by another: the titles of the steps that each says are met."""

    referral: Referral
    supports: int
    by_its_own: tuple[str, ...]
    by_the_other: tuple[str, ...]

    @property
    def is_different(self) -> bool:
        return self.by_its_own != self.by_the_other


def tried(row: Regulation, *, on: date) -> list[Tried]:
    """Judge by a version the latest referrals that gathered supports: two statements, and one by percentage rule."""
    found = Referral.objects.filter(rules__isnull=False, territory=row.territory_id).select_related("body")
    if row.body_id:
        found = found.filter(body=row.body_id)
    latest = list(found.order_by("-decided_at", "-pk")[:MOST_TRIED])
    counts: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    rows = SupportCount.objects.filter(referral__in=[referral.pk for referral in latest], count__gt=0)
    for pk, name, level, count in rows.values_list("referral", "commune__name", "level", "count"):
        counts[pk].append((name, level, count))
    other = rules_of(row.content)
    return [
        Tried(
            referral,
            sum(count for _name, _level, count in counts[referral.pk]),
            _met(judge_counts(rules_of(referral.rules or {}), counts[referral.pk], on=on, referral=referral)),
            _met(judge_counts(other, counts[referral.pk], on=on, referral=referral)),
        )
        for referral in latest
    ]


def _met(found: Judgement) -> tuple[str, ...]:
    return tuple(judged.step.title.get("fr", judged.step.code) for judged in found.steps if judged.met)
