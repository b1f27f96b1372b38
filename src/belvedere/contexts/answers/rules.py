"""Who may do what with an answer sheet: the agent opens and publishes, the department drafts, the elected validates."""

from typing import Protocol

from rules import add_perm, predicate

from belvedere.contexts.answers.states import Verb
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind


class OwedByABody(Protocol):
    """The part of a sheet on which rights depend."""

    body_id: int
    department_id: int | None


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


PERMISSIONS = {
    Verb.ASSIGN: "answers.assign",
    Verb.DRAFT: "answers.draft",
    Verb.SUBMIT: "answers.submit",
    Verb.SEND_BACK: "answers.send_back",
    Verb.VALIDATE: "answers.validate",
    Verb.PUBLISH: "answers.publish",
}

add_perm("answers.assign", is_agent_of_the_body)
add_perm("answers.draft", is_of_the_instructing_department)
add_perm("answers.submit", is_of_the_instructing_department)
add_perm("answers.send_back", is_elected_in_the_body)
add_perm("answers.validate", is_elected_in_the_body)
add_perm("answers.publish", is_agent_of_the_body)
add_perm(
    "answers.read",
    is_agent_of_the_body | is_elected_in_the_body | is_of_the_instructing_department | is_auditor_of_the_body,
)
