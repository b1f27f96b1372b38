"""Who may do what with an examen: an agent of the body that runs the policy closes it."""

from typing import Protocol

from rules import add_perm, predicate

from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind


class RunByABody(Protocol):
    """The part of an examen on which rights depend."""

    @property
    def body_id(self) -> int: ...


@predicate
def is_agent_of_the_body(role: Role | None, examen: RunByABody) -> bool:
    return role is not None and role.kind == RoleKind.AGENT and role.body_id == examen.body_id


add_perm("observatory.close_examen", is_agent_of_the_body)
