"""Who may act on the plan: the department that owns an action, nobody else inside; outside, a signed link contests."""

from typing import Protocol

from rules import add_perm, predicate

from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind


class Owned(Protocol):
    """The part of an action on which rights depend."""

    body_id: int
    department_id: int


@predicate
def is_of_the_owning_department(role: Role | None, action: Owned) -> bool:
    return role is not None and role.kind == RoleKind.DEPARTMENT and role.department_id == action.department_id


@predicate
def is_staff_of_the_body(role: Role | None, action: Owned) -> bool:
    return role is not None and role.body_id == action.body_id and role.kind in {RoleKind.AGENT, RoleKind.ELECTED}


@predicate
def is_officer_of_the_body(role: Role | None, action: Owned) -> bool:
    return role is not None and role.kind == RoleKind.AGENT and role.body_id == action.body_id


add_perm("actionplan.read_replies", is_officer_of_the_body)
add_perm("actionplan.record_progress", is_of_the_owning_department)
add_perm("actionplan.answer_contest", is_of_the_owning_department)
add_perm("actionplan.read", is_of_the_owning_department | is_staff_of_the_body)
