"""Who may do what with a consultation: agents of its body run it."""

from typing import Protocol

from rules import add_perm, predicate

from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind

READERS = frozenset({RoleKind.AGENT, RoleKind.ELECTED, RoleKind.DEPARTMENT, RoleKind.AUDITOR})


class OfABody(Protocol):
    """The part of a consultation on which rights depend."""

    body_id: int


class Identified(Protocol):
    """A body."""

    pk: int


@predicate
def is_agent_of(role: Role | None, body: Identified) -> bool:
    return role is not None and role.kind == RoleKind.AGENT and role.body_id == body.pk


@predicate
def is_agent_of_its_body(role: Role | None, consultation: OfABody) -> bool:
    return role is not None and role.kind == RoleKind.AGENT and role.body_id == consultation.body_id


@predicate
def reads_in_its_body(role: Role | None, consultation: OfABody) -> bool:
    return role is not None and role.kind in READERS and role.body_id == consultation.body_id


add_perm("consultations.draft", is_agent_of)
add_perm("consultations.run", is_agent_of_its_body)
add_perm("consultations.read", reads_in_its_body)
