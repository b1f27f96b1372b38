"""Who may do what with a project: its department and the agents of its body run it; who meets approves its gates."""

from collections.abc import Mapping
from typing import Protocol

from rules import add_perm, predicate

from belvedere.contexts.projects.states.gates import Instance
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind


class Owned(Protocol):
    """The part of a project on which rights depend."""

    body_id: int
    department_id: int


class AskedOf(Protocol):
    """The part of a question asked of a department on which rights depend."""

    department_id: int


class Identified(Protocol):
    """A body."""

    pk: int


READERS = frozenset({RoleKind.AGENT, RoleKind.DEPARTMENT, RoleKind.ELECTED, RoleKind.AUDITOR, RoleKind.ADMINISTRATOR})
OPENERS = frozenset({RoleKind.AGENT, RoleKind.DEPARTMENT})
# What an instance is worth in roles: the council's vote is recorded by an agent, with the reference of the act.
APPROVERS: Mapping[Instance, frozenset[RoleKind]] = {
    Instance.LEAD: frozenset({RoleKind.DEPARTMENT}),
    Instance.MANAGEMENT: frozenset({RoleKind.AGENT, RoleKind.ADMINISTRATOR}),
    Instance.COTECH: frozenset({RoleKind.DEPARTMENT, RoleKind.AGENT}),
    Instance.COPIL: frozenset({RoleKind.ELECTED}),
    Instance.COUNCIL: frozenset({RoleKind.AGENT}),
    Instance.FOLLOW_UP: frozenset({RoleKind.DEPARTMENT, RoleKind.AGENT}),
}


def _in_the_department(role: Role, project: Owned) -> bool:
    return role.kind == RoleKind.DEPARTMENT and role.department_id == project.department_id


@predicate
def may_open(role: Role | None, body: Identified) -> bool:
    return role is not None and role.kind in OPENERS and role.body_id == body.pk


@predicate
def may_read(role: Role | None, project: Owned) -> bool:
    return role is not None and role.kind in READERS and role.body_id == project.body_id


@predicate
def may_run(role: Role | None, project: Owned) -> bool:
    if role is None or role.body_id != project.body_id:
        return False
    return role.kind == RoleKind.AGENT or _in_the_department(role, project)


@predicate
def is_asked(role: Role | None, asked: AskedOf) -> bool:
    return role is not None and role.kind == RoleKind.DEPARTMENT and role.department_id == asked.department_id


@predicate
def speaks_for_a_commune(role: Role | None) -> bool:
    """An elected member or an agent of a commune reacts to what is coming there."""
    return role is not None and role.kind in {RoleKind.ELECTED, RoleKind.AGENT}


@predicate
def is_agent_in(role: Role | None, body: Identified) -> bool:
    return role is not None and role.kind == RoleKind.AGENT and role.body_id == body.pk


def may_approve(role: Role | None, project: Owned, instance: Instance) -> bool:
    """Return whether a role stands for an instance of this project."""
    if role is None or role.body_id != project.body_id or role.kind not in APPROVERS[instance]:
        return False
    return role.kind != RoleKind.DEPARTMENT or _in_the_department(role, project)


add_perm("projects.open", may_open)
add_perm("projects.read", may_read)
add_perm("projects.run", may_run)
add_perm("projects.answer_asked", is_asked)
add_perm("projects.react", speaks_for_a_commune)
add_perm("projects.write_template", is_agent_in)
add_perm("projects.plan_session", is_agent_in)
