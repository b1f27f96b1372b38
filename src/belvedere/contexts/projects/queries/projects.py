"""Projects, with what their pages and their checklists read: a constant number of statements, whatever their number."""

from collections.abc import Mapping
from datetime import date

from django.db.models import F, Prefetch, QuerySet

from belvedere.contexts.guide.queries.cards import law_of
from belvedere.contexts.projects.models import (
    Approval,
    Asked,
    Deadline,
    FrozenVerdict,
    Passage,
    Project,
    Proof,
    Reaction,
    TeamMember,
    Term,
    Tick,
)
from belvedere.contexts.projects.states import MOVING, AskedState
from belvedere.engines.rules.law.answers import applicable, read_answers
from belvedere.engines.rules.law.conditions import Facts
from belvedere.engines.rules.law.ruleset import RuleSetError
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind


def projects() -> QuerySet[Project]:
    """Return projects with what names them: one statement."""
    return Project.objects.select_related("territory", "body", "department", "policy")


def full_projects() -> QuerySet[Project]:
    """Return projects with everything that their gates are judged on."""
    return projects().prefetch_related(
        "communes",
        "replies",
        "deadlines",
        "proposals",
        "participants__commune",
        "scores",
        Prefetch("ticks", Tick.objects.select_related("ticked_by__user")),
        Prefetch("team", TeamMember.objects.select_related("role__user", "role__department")),
        Prefetch("approvals", Approval.objects.select_related("given_by__user")),
        Prefetch("passages", Passage.objects.order_by("gate")),
        Prefetch("terms", Term.objects.prefetch_related(Prefetch("proofs", Proof.objects.defer("content")))),
        Prefetch("verdicts", FrozenVerdict.objects.defer("trace", "answers").order_by("-number")),
    )


def project_by_slug(slug: str) -> Project | None:
    """Return a project with everything that its pages show."""
    return full_projects().filter(slug=slug).first()


def public_projects(*, commune: str = "", policy: str = "") -> QuerySet[Project]:
    """Return the projects that have a public page, the last published first; of a commune or a policy, by slug."""
    found = projects().filter(published_at__isnull=False)
    if commune:
        found = found.filter(communes__slug=commune)
    if policy:
        found = found.filter(policy__slug=policy)
    return found.prefetch_related("communes", "passages").order_by("-published_at", "-pk")


def projects_open_to(role: Role) -> QuerySet[Project]:
    """Return the projects of the role's body, those that move first, with what a list shows."""
    found = projects().filter(body=role.body_id)
    if role.kind == RoleKind.DEPARTMENT:
        found = found.filter(department=role.department_id)
    return found.prefetch_related("passages", Prefetch("deadlines", Deadline.objects.filter(done_on=None))).order_by(
        F("ended_at").asc(nulls_first=True), "-created_at", "-pk"
    )


def moving_projects_of(role: Role) -> QuerySet[Project]:
    """Return the projects of the role's body that still move, with everything that their gates are judged on."""
    return full_projects().filter(body=role.body_id, state__in=sorted(MOVING)).order_by("name", "pk")


def answers_of(project: Project) -> dict[str, object]:
    """Return the answers to the questionnaire, with the number of communes, which is counted."""
    answers: dict[str, object] = {reply.question: reply.value for reply in project.replies.all()}
    communes = len(project.communes.all())
    return answers | ({"communes_concernees": communes} if communes else {})


def facts_of(project: Project, on: date) -> Facts:
    """Return what is known, as the rules of a day take it; nothing where an old answer is no longer one."""
    law = law_of(on)
    try:
        return applicable(law, read_answers(law.rules, answers_of(project)).facts)
    except RuleSetError:
        return {}


def given_by(project: Project) -> Mapping[str, str]:
    """Return who answered each question, by the title of their role's department or body."""
    rows = project.replies.select_related("given_by__department", "given_by__body")
    return {row.question: (row.given_by.department or row.given_by.body).name if row.given_by else "" for row in rows}


def asked_of(project: Project) -> list[Asked]:
    """Return what is asked of departments and not yet answered."""
    return list(project.asked.filter(state=AskedState.ASKED).select_related("department"))


def asked_by_pk(pk: int) -> Asked | None:
    return Asked.objects.select_related("project__body", "project__territory", "department").filter(pk=pk).first()


def asked_waiting_for(role: Role) -> QuerySet[Asked]:
    """Return the questions that a department is asked."""
    none = Asked.objects.none()
    if role.kind != RoleKind.DEPARTMENT or role.department_id is None:
        return none
    return Asked.objects.filter(
        department=role.department_id, state=AskedState.ASKED, project__state__in=sorted(MOVING)
    ).select_related("project")


def verdict_numbered(project: Project, number: int) -> FrozenVerdict | None:
    return FrozenVerdict.objects.filter(project=project, number=number).first()


def reactions_to(project: Project) -> list[Reaction]:
    return list(project.reactions.select_related("body"))
