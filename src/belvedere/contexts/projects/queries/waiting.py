"""What waits for whom: the next date of each project, the gates to approve, the questions asked, the communes."""

from django.db.models import Prefetch, QuerySet

from belvedere.contexts.projects.models import Approval, Deadline, Passage, Project, TeamMember
from belvedere.contexts.projects.rules import may_approve
from belvedere.contexts.projects.states import MOVING
from belvedere.contexts.projects.states.gates import SHEETS, Gate, Instance, next_gate
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind


def next_dates_of(role: Role) -> list[Deadline]:
    """Return the next date of each project that the role conducts: its department's, or those where it has a part."""
    if role.kind not in {RoleKind.DEPARTMENT, RoleKind.AGENT}:
        return []
    own = Project.objects.filter(body=role.body_id, state__in=sorted(MOVING))
    mine = TeamMember.objects.filter(role=role).values("project")
    if role.kind == RoleKind.DEPARTMENT and role.department_id is not None:
        own = own.filter(pk__in=mine) | own.filter(department=role.department_id)
    else:
        own = own.filter(pk__in=mine)
    rows = (
        Deadline.objects.filter(done_on=None, project__in=own).select_related("project").order_by("project", "on", "pk")
    )
    following: dict[int, Deadline] = {}
    for row in rows:
        following.setdefault(row.project_id, row)
    return list(following.values())


def approvals_awaited_from(role: Role) -> list[tuple[Project, Gate, Instance]]:
    """Return the gates that an elected member is to approve: the mandate and the report, before the council."""
    if role.kind != RoleKind.ELECTED:
        return []
    found: QuerySet[Project] = (
        Project.objects.filter(body=role.body_id, state__in=sorted(MOVING))
        .prefetch_related(
            Prefetch("passages", Passage.objects.only("project", "gate")), Prefetch("approvals", Approval.objects.all())
        )
        .order_by("name", "pk")
    )
    return [(project, *awaited) for project in found for awaited in _awaited(project, role)]


def _awaited(project: Project, role: Role) -> list[tuple[Gate, Instance]]:
    gate = next_gate(row.gate for row in project.passages.all())
    if gate is None:
        return []
    given = {row.instance for row in project.approvals.all() if row.gate == gate}
    return [(gate, one) for one in SHEETS[gate].instances if one not in given and may_approve(role, project, one)]
