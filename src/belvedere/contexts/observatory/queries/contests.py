"""Reads of contests: all of them, and those that wait for a role."""

from django.db.models import QuerySet

from belvedere.contexts.observatory.models import Contest, Observation
from belvedere.contexts.observatory.states.figures import ContestState
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind


def contests() -> QuerySet[Contest]:
    """Return every contest with its value and its indicator: one statement."""
    return Contest.objects.select_related(
        "territory",
        "observation__series__commune",
        "observation__series__indicator__body",
        "observation__series__indicator__territory",
        "correction",
    )


def contests_waiting_for(role: Role) -> QuerySet[Contest]:
    """Return the open contests that a role may answer, the nearest deadline first."""
    found = contests().filter(state=ContestState.OPEN, observation__series__indicator__body=role.body)
    if role.kind == RoleKind.AGENT:
        return found.order_by("due_on", "pk")
    if role.kind == RoleKind.DEPARTMENT:
        return found.filter(observation__series__indicator__department=role.department_id).order_by("due_on", "pk")
    return found.none()


def observation_to_contest(slug: str, pk: int) -> Observation | None:
    """Return a value of an indicator, or None."""
    found = Observation.objects.filter(pk=pk, series__indicator__slug=slug)
    return found.select_related(
        "series__commune", "series__indicator__body", "series__indicator__territory", "series__indicator__policy"
    ).first()
