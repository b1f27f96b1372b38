"""Who may do what with an avis: an agent or a facilitator of the body that runs the policy writes and records it."""

from typing import Protocol

from rules import add_perm, predicate

from belvedere.contexts.panels.states.opinion import Verb
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind

WRITERS = frozenset({RoleKind.AGENT, RoleKind.FACILITATOR})


class RunByABody(Protocol):
    """The part of an examen on which rights depend: the body that runs its policy."""

    @property
    def body_id(self) -> int: ...


@predicate
def writes_for_the_body(role: Role | None, examen: RunByABody) -> bool:
    return role is not None and role.kind in WRITERS and role.body_id == examen.body_id


PERMISSIONS = {Verb.DRAFT: "panels.draft", Verb.RECORD: "panels.record"}

for permission in PERMISSIONS.values():
    add_perm(permission, writes_for_the_body)
