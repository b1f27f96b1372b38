"""Projects whose verdict was frozen with other rules, and what the rules in use say of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import override

from belvedere.contexts.guide.queries.versions import digest_of
from belvedere.contexts.projects.models import FrozenVerdict, Project
from belvedere.contexts.projects.queries.projects import full_projects
from belvedere.contexts.projects.queries.verdicts import trace_of
from belvedere.contexts.projects.states import MOVING
from belvedere.engines.rules.law.shipped import shipped_texts


@dataclass(frozen=True)
class ChangedRule:
    """A rule of a frozen verdict: its verdict then and now, and the regime that applies to the project."""

    rule: str
    title: str
    before: bool | None
    after: bool | None
    regime: str

    @property
    def has_changed(self) -> bool:
        return self.before is not self.after


@dataclass(frozen=True)
class Affected:
    """A project, its last frozen verdict, and the rules to look at."""

    project: Project
    verdict: FrozenVerdict
    is_of_other_rules: bool
    rules: tuple[ChangedRule, ...]


def affected_projects(today: date, rules: Iterable[str] | None = None) -> list[Affected]:
    """Return the projects that move and whose frozen verdict no longer says the same, or names one of some rules.

    ``rules`` are those that a change touches; without them, every rule whose verdict differs is told.
    """
    wanted = None if rules is None else frozenset(rules)
    current = digest_of(shipped_texts())
    moving = full_projects().filter(state__in=sorted(MOVING), verdicts__isnull=False).distinct().order_by("name", "pk")
    found = list(moving)
    last = _last_verdicts(found)
    rows = [_affected(project, last[project.pk], current, wanted, today) for project in found]
    return [row for row in rows if row.rules or (wanted is None and row.is_of_other_rules)]


def _last_verdicts(projects: list[Project]) -> Mapping[int, FrozenVerdict]:
    rows = FrozenVerdict.objects.filter(project__in=projects).order_by("project", "number")
    return {row.project_id: row for row in rows}


def _affected(
    project: Project, verdict: FrozenVerdict, current: str, wanted: frozenset[str] | None, today: date
) -> Affected:
    before = {row["rule"]: row for row in verdict.trace}
    with override("fr"):
        after = {str(row["rule"]): row for row in trace_of(project, today)}
    rules = []
    for name, row in after.items():
        old = before.get(name, {})
        changed = ChangedRule(name, str(row["title"]), old.get("applies"), _truth(row["applies"]), str(row["regime"]))
        touched = wanted is not None and name in wanted and (changed.before is not False or changed.after is not False)
        if touched or (wanted is None and changed.has_changed):
            rules.append(changed)
    return Affected(project, verdict, verdict.rules_digest != current, tuple(rules))


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None
