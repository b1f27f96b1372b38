"""What a version of the règlement would have said of referrals that are already there."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from belvedere.contexts.referrals.models import Referral, Regulation, SupportCount
from belvedere.contexts.referrals.queries.regulation import figures_for, rules_of
from belvedere.contexts.referrals.queries.steps import judge_counts
from belvedere.engines.rules.regulation import Reference
from belvedere.engines.rules.regulation import Regulation as Rules
from belvedere.platform.languages import language_of_page
from belvedere.platform.territory.models import Commune

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
    """Judge by a version the latest referrals that gathered supports: three statements at most."""
    found = Referral.objects.filter(rules__isnull=False, territory=row.territory_id).select_related("body")
    if row.body_id:
        found = found.filter(body=row.body_id)
    latest = list(found.order_by("-decided_at", "-pk")[:MOST_TRIED])
    counts: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    rows = SupportCount.objects.filter(referral__in=[referral.pk for referral in latest], count__gt=0)
    for pk, name, level, count in rows.values_list("referral", "commune__name", "level", "count"):
        counts[pk].append((name, level, count))
    other = rules_of(row.content)
    figures: dict[int, Mapping[str, Reference]] = {}
    return [
        Tried(
            referral,
            sum(count for _name, _level, count in counts[referral.pk]),
            _met(rules_of(referral.rules or {}), referral, counts[referral.pk], on, figures),
            _met(other, referral, counts[referral.pk], on, figures),
        )
        for referral in latest
    ]


def _met(
    rules: Rules,
    referral: Referral,
    counts: list[tuple[str, str, int]],
    on: date,
    known: dict[int, Mapping[str, Reference]],
) -> tuple[str, ...]:
    """Return the titles of the steps that are met; the figures of a body are read once."""
    asked = known.get(referral.body_id) or figures_for(rules, referral.body)
    known[referral.body_id] = asked
    found = judge_counts(rules, counts, on=on, figures=asked)
    return tuple(judged.step.title.get("fr", judged.step.code) for judged in found.steps if judged.met)


def unreachable_steps(row: Regulation) -> list[str]:
    """Return the titles of the steps that ask for more communes than the territory has."""
    there = Commune.objects.filter(territory=row.territory_id).count()
    steps = rules_of(row.content).steps
    return [step.title.get(language_of_page(), step.code) for step in steps if (step.rule.territories or 0) > there]
