"""Who may act on the plan: who owns an action moves it, the body that leads the plan writes it and adopts it."""

from typing import Protocol

from rules import add_perm, predicate

from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.states import BodyKind


class Owned(Protocol):
    """The part of an action on which rights depend."""

    body_id: int
    department_id: int | None


class Led(Protocol):
    """The part of a plan on which rights depend."""

    body_id: int


@predicate
def owns(role: Role | None, action: Owned) -> bool:
    """The department that owns an action; where none is named, the participation officers of its body."""
    if role is None:
        return False
    if action.department_id is None:
        return role.kind == RoleKind.AGENT and role.body_id == action.body_id
    return role.kind == RoleKind.DEPARTMENT and role.department_id == action.department_id


@predicate
def leads(role: Role | None, plan: Led) -> bool:
    return role is not None and role.kind == RoleKind.AGENT and role.body_id == plan.body_id


@predicate
def is_elected_of_the_leading_body(role: Role | None, plan: Led) -> bool:
    return role is not None and role.kind == RoleKind.ELECTED and role.body_id == plan.body_id


@predicate
def is_officer_of_the_metropole(role: Role | None) -> bool:
    return role is not None and role.kind == RoleKind.AGENT and role.body.kind == BodyKind.METROPOLE


@predicate
def is_staff_of_the_body(role: Role | None, action: Owned) -> bool:
    return role is not None and role.body_id == action.body_id and role.kind in {RoleKind.AGENT, RoleKind.ELECTED}


@predicate
def is_officer_of_the_body(role: Role | None, action: Owned) -> bool:
    return role is not None and role.kind == RoleKind.AGENT and role.body_id == action.body_id


add_perm("actionplan.open_plan", is_officer_of_the_metropole)
add_perm("actionplan.lead", leads)
add_perm("actionplan.adopt", is_elected_of_the_leading_body)
add_perm("actionplan.read_replies", is_officer_of_the_body)
add_perm("actionplan.record_progress", owns)
add_perm("actionplan.answer_contest", owns)
add_perm("actionplan.write_sheet", owns | is_officer_of_the_body)
add_perm("actionplan.read", owns | is_staff_of_the_body)
