"""Who may do what with the strategy and the shared calendar."""

from typing import Protocol

from rules import add_perm, predicate

from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.states import BodyKind

WRITERS = frozenset({RoleKind.AGENT, RoleKind.ELECTED})
READERS = frozenset({RoleKind.AGENT, RoleKind.ELECTED, RoleKind.DEPARTMENT, RoleKind.AUDITOR})


class OfABody(Protocol):
    """What belongs to a body: a version, an event, an amendment."""

    body_id: int


class HeldByARole(Protocol):
    """A body."""

    pk: int


@predicate
def leads_the_version(role: Role | None, version: OfABody) -> bool:
    """An agent of the body that carries the version."""
    return role is not None and role.kind == RoleKind.AGENT and role.body_id == version.body_id


@predicate
def decides_for_the_version(role: Role | None, version: OfABody) -> bool:
    """An elected official of the body that carries the version: arbitration is theirs."""
    return role is not None and role.kind == RoleKind.ELECTED and role.body_id == version.body_id


@predicate
def speaks_for_a_body(role: Role | None, _version: object = None) -> bool:
    """An agent or an elected official of any body, the one that carries the version included."""
    return role is not None and role.kind in WRITERS


@predicate
def is_of_its_body(role: Role | None, row: OfABody) -> bool:
    """An agent or an elected official of the body that a row belongs to."""
    return role is not None and role.kind in WRITERS and role.body_id == row.body_id


@predicate
def is_agent_of(role: Role | None, body: HeldByARole) -> bool:
    return role is not None and role.kind == RoleKind.AGENT and role.body_id == body.pk


@predicate
def is_agent_of_its_body(role: Role | None, row: OfABody) -> bool:
    return role is not None and role.kind == RoleKind.AGENT and role.body_id == row.body_id


@predicate
def keeps_the_strategy(role: Role | None, _row: object = None) -> bool:
    """An agent of the métropole: sets weights, offers and candidates for all."""
    return role is not None and role.kind == RoleKind.AGENT and role.body.kind == BodyKind.METROPOLE


add_perm("strategy.write", leads_the_version)
add_perm("strategy.amend", speaks_for_a_body)
add_perm("strategy.comment", speaks_for_a_body)
add_perm("strategy.withdraw", is_of_its_body)
add_perm("strategy.decide", decides_for_the_version)
add_perm("strategy.adopt", leads_the_version)
add_perm("strategy.keep", keeps_the_strategy)
add_perm("strategy.plan_event", is_agent_of)
add_perm("strategy.change_event", is_agent_of_its_body)
add_perm("strategy.waive", is_of_its_body)
