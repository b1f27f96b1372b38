"""Who may do what: an agent of the body that runs the policy; the department that answers for a figure."""

from typing import Protocol

from rules import add_perm, predicate

from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.rules import is_of_kind
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.states import BodyKind


class RunByABody(Protocol):
    """The part of a policy, an examen or an indicator on which rights depend."""

    @property
    def body_id(self) -> int: ...


@predicate
def is_agent_of_the_body(role: Role | None, thing: RunByABody) -> bool:
    return role is not None and role.kind == RoleKind.AGENT and role.body_id == thing.body_id


@predicate
def belongs_to_the_body(role: Role | None, thing: RunByABody) -> bool:
    return role is not None and role.body_id == thing.body_id


@predicate
def answers_for_the_figure(role: Role | None, thing: RunByABody) -> bool:
    """A department of the body: the one that the indicator names, or any when it names none."""
    if role is None or role.kind != RoleKind.DEPARTMENT or role.body_id != thing.body_id:
        return False
    department = getattr(thing, "department_id", None)
    return department is None or role.department_id == department


@predicate
def is_agent_of_the_whole_territory(role: Role | None) -> bool:
    """An agent of a body that is not one commune among others."""
    return role is not None and role.kind == RoleKind.AGENT and role.body.kind != BodyKind.COMMUNE


add_perm("observatory.close_examen", is_agent_of_the_body)
add_perm("observatory.open_examen", is_agent_of_the_body)
add_perm("observatory.keep_file", belongs_to_the_body & is_of_kind(RoleKind.AGENT, RoleKind.FACILITATOR))
add_perm("observatory.keep_figures", is_agent_of_the_body | answers_for_the_figure)
add_perm("observatory.say_confidence", answers_for_the_figure)
add_perm("observatory.answer_contest", is_agent_of_the_body | answers_for_the_figure)
add_perm("observatory.keep_policy", is_agent_of_the_body)
add_perm("observatory.withdraw_frozen_file", is_agent_of_the_whole_territory)
add_perm("observatory.note_panel_reading", belongs_to_the_body & is_of_kind(RoleKind.AGENT, RoleKind.FACILITATOR))
