"""Who may do what with an answer sheet: the agent opens and publishes, the department drafts, the chain approves."""

from typing import Protocol

from rules import add_perm, predicate

from belvedere.contexts.answers.states import Verb
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind


class OwedByABody(Protocol):
    """The part of a sheet on which rights depend."""

    body_id: int
    department_id: int | None
    visa_kind: str
    visa_department_id: int | None
    visas_left: int


class Asked(Protocol):
    """The part of a contribution on which rights depend."""

    body_id: int
    department_id: int | None


class Identified(Protocol):
    """A body."""

    pk: int


def _acts_for_the_body(role: Role | None, sheet: OwedByABody, kind: RoleKind) -> bool:
    return role is not None and role.kind == kind and role.body_id == sheet.body_id


@predicate
def is_agent_of_the_body(role: Role | None, sheet: OwedByABody) -> bool:
    return _acts_for_the_body(role, sheet, RoleKind.AGENT)


@predicate
def is_elected_in_the_body(role: Role | None, sheet: OwedByABody) -> bool:
    return _acts_for_the_body(role, sheet, RoleKind.ELECTED)


@predicate
def is_of_the_instructing_department(role: Role | None, sheet: OwedByABody) -> bool:
    return (
        role is not None
        and _acts_for_the_body(role, sheet, RoleKind.DEPARTMENT)
        and role.department_id is not None
        and role.department_id == sheet.department_id
    )


@predicate
def is_auditor_of_the_body(role: Role | None, sheet: OwedByABody) -> bool:
    return _acts_for_the_body(role, sheet, RoleKind.AUDITOR)


def _holds(role: Role | None, sheet: OwedByABody) -> bool:
    """Tell whether the next visa is this role's: its kind, in the body, and its department where one is named."""
    return (
        role is not None
        and role.body_id == sheet.body_id
        and role.kind == sheet.visa_kind
        and sheet.visa_department_id in {None, role.department_id}
    )


@predicate
def holds_the_next_visa(role: Role | None, sheet: OwedByABody) -> bool:
    return _holds(role, sheet)


@predicate
def holds_a_visa_before_the_last(role: Role | None, sheet: OwedByABody) -> bool:
    return sheet.visas_left > 1 and _holds(role, sheet)


@predicate
def holds_the_last_visa(role: Role | None, sheet: OwedByABody) -> bool:
    return sheet.visas_left <= 1 and _holds(role, sheet)


@predicate
def is_asked(role: Role | None, asked: Asked) -> bool:
    """A department answers for itself; a partner body, by its agents."""
    if role is None or role.body_id != asked.body_id:
        return False
    if asked.department_id is None:
        return role.kind == RoleKind.AGENT
    return role.kind == RoleKind.DEPARTMENT and role.department_id == asked.department_id


@predicate
def is_agent_in(role: Role | None, body: Identified) -> bool:
    return role is not None and role.kind == RoleKind.AGENT and role.body_id == body.pk


PERMISSIONS = {
    Verb.ASSIGN: "answers.assign",
    Verb.DRAFT: "answers.draft",
    Verb.SUBMIT: "answers.submit",
    Verb.SEND_BACK: "answers.send_back",
    Verb.VISA: "answers.visa",
    Verb.VALIDATE: "answers.validate",
    Verb.PUBLISH: "answers.publish",
}

add_perm("answers.assign", is_agent_of_the_body)
add_perm("answers.draft", is_of_the_instructing_department)
add_perm("answers.submit", is_of_the_instructing_department)
add_perm("answers.send_back", holds_the_next_visa)
add_perm("answers.visa", holds_a_visa_before_the_last)
add_perm("answers.validate", holds_the_last_visa)
add_perm("answers.ask", is_agent_of_the_body)
add_perm("answers.suspend", is_agent_of_the_body)
add_perm("answers.contribute", is_asked)
add_perm("answers.set_chain", is_agent_in)
add_perm("answers.publish", is_agent_of_the_body)
add_perm(
    "answers.read",
    is_agent_of_the_body
    | is_elected_in_the_body
    | is_of_the_instructing_department
    | is_auditor_of_the_body
    | holds_the_next_visa,
)
