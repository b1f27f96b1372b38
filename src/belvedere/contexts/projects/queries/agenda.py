"""What is coming: the dates of all public projects, and what arrives in a commune."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet

from belvedere.contexts.projects.models import Deadline, Project, Reaction
from belvedere.contexts.projects.queries.planning import DeadlineLine, lines_of
from belvedere.contexts.projects.queries.projects import projects
from belvedere.contexts.projects.states import MOVING, ProjectState
from belvedere.platform.accounts.models import Role
from belvedere.platform.territory.models import Body, Commune

WEEKS_AHEAD = 12


def dates_of_all(*, since: date, commune: str = "", policy: str = "") -> QuerySet[Deadline]:
    """Return the dates of public projects from a day on; of a commune or a policy, by slug."""
    found = Deadline.objects.filter(project__state=ProjectState.PUBLISHED, on__gte=since)
    if commune:
        found = found.filter(project__communes__slug=commune)
    if policy:
        found = found.filter(project__policy__slug=policy)
    return found.select_related("project__body", "project__department").order_by("on", "project__name", "pk")


def dates_for_staff(role: Role, *, since: date) -> QuerySet[Deadline]:
    """Return the dates of every project of a body that moves, public or not: the calendar of communication."""
    return (
        Deadline.objects.filter(project__body=role.body_id, project__state__in=sorted(MOVING), on__gte=since)
        .select_related("project__body", "project__department")
        .order_by("on", "project__name", "pk")
    )


@dataclass(frozen=True)
class Coming:
    """A project that arrives in a commune: its dates of the weeks to come, and until when the commune may react."""

    project: Project
    dates: Sequence[DeadlineLine]
    react_until: date | None
    has_reacted: bool


def coming_to(body: Body, today: date) -> list[Coming]:
    """Return what arrives in the commune that a body is, in the twelve weeks to come: the reactions awaited first."""
    until = today + timedelta(weeks=WEEKS_AHEAD)
    told = Q(communes_told_at__isnull=False) | Q(published_at__isnull=False)
    found = (
        projects()
        .filter(told, communes__body=body, state__in=sorted(MOVING))
        .prefetch_related(
            Prefetch("deadlines", Deadline.objects.filter(done_on=None, on__lte=until)),
            Prefetch("reactions", Reaction.objects.filter(body=body)),
        )
        .order_by("name", "pk")
    )
    rows = [_coming(project, today) for project in found]
    return sorted(rows, key=lambda row: (row.react_until is None or row.has_reacted, row.project.name))


def _coming(project: Project, today: date) -> Coming:
    awaited = project.react_until if project.react_until and project.react_until >= today else None
    return Coming(project, lines_of(project.deadlines.all(), today), awaited, bool(project.reactions.all()))


def coming_in_commune(commune: Commune, today: date) -> list[Coming]:
    """Return the public projects of a commune, with their dates of the weeks to come."""
    until = today + timedelta(weeks=WEEKS_AHEAD)
    found = (
        projects()
        .filter(communes=commune, state=ProjectState.PUBLISHED)
        .prefetch_related(Prefetch("deadlines", Deadline.objects.filter(done_on=None, on__lte=until)), "reactions")
        .order_by("name", "pk")
    )
    return [_coming(project, today) for project in found]


def reactions_awaited_from(role: Role, today: date) -> QuerySet[Project]:
    """Return the projects on which the role's commune may still react, and has not."""
    return (
        Project.objects.filter(
            communes__body=role.body_id,
            communes_told_at__isnull=False,
            react_until__gte=today,
            state__in=sorted(MOVING),
        )
        .exclude(reactions__body=role.body_id)
        .order_by("react_until", "pk")
    )


def project_told_to(slug: str, body: Body) -> Project | None:
    """Return a project of which a commune was told."""
    told = Q(communes_told_at__isnull=False) | Q(published_at__isnull=False)
    return projects().filter(told, slug=slug, communes__body=body).first()
