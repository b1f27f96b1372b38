"""Who may run a seminar: an agent or a facilitator of its body. Tables and guests act by their own links."""

from typing import Protocol

from rules import add_perm, predicate

from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind

STAFF = frozenset({RoleKind.AGENT, RoleKind.FACILITATOR})


class OfABody(Protocol):
    """What belongs to a body: a seminar."""

    body_id: int


@predicate
def runs_seminars(role: Role | None, _row: object = None) -> bool:
    return role is not None and role.kind == RoleKind.AGENT


@predicate
def is_staff_of_its_body(role: Role | None, seminar: OfABody) -> bool:
    return role is not None and role.kind in STAFF and role.body_id == seminar.body_id


add_perm("seminar.create", runs_seminars)
add_perm("seminar.run", is_staff_of_its_body)
