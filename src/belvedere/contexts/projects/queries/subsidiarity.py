"""The consultation of a project before the rules of subsidiarity: who consults whom about what."""

from datetime import date

from django.utils import timezone

from belvedere.contexts.projects.models import Project
from belvedere.contexts.projects.states import ConsultationState
from belvedere.contexts.strategy.queries.subsidiarity import Checked, check_plan
from belvedere.engines.rules.subsidiarity.plan import Plan
from belvedere.platform.territory.queries import bodies_competent_for

OPENINGS = ("CU-OUV", "CE-OUV", "PPVE-OUV", "ART7-OUV")
CLOSINGS = ("CU-CLOT", "CE-CLOT", "PPVE-CLOT", "ART7-CLOT")


def day_of_act(project: Project, names: tuple[str, ...]) -> date | None:
    """Return the day of the first of these acts that the calendar holds: that of the act, else the planned one."""
    rows = {row.milestone: row for row in project.deadlines.all()}
    found = next((rows[name] for name in names if name in rows), None)
    return (found.done_on or found.on) if found else None


def checked_project(project: Project, *, on: date) -> Checked | None:
    """Judge the planned consultation of a project; None without its dates, or once it is reported."""
    opens_on, closes_on = day_of_act(project, OPENINGS), day_of_act(project, CLOSINGS)
    if opens_on is None or closes_on is None or project.consultation == ConsultationState.REPORTED:
        return None
    return check_plan(_plan(project, opens_on, closes_on, on), subject=project.reference, on=on)


def _plan(project: Project, opens_on: date, closes_on: date, on: date) -> Plan:
    communes = list(project.communes.select_related("body"))
    places = frozenset(row.insee for row in communes)
    to_be_told = frozenset(row.insee for row in communes if row.body_id != project.body_id)
    told_at = project.communes_told_at
    return Plan(
        opens_on=opens_on,
        closes_on=closes_on,
        asked_by=project.body.slug,
        asked_by_kind=project.body.kind,
        decided_by=_deciders(project, max(on, opens_on)),
        touched=places,
        asked_in=places,
        to_be_told=to_be_told,
        told_on=dict.fromkeys(to_be_told, timezone.localdate(told_at)) if told_at else {},
        file=project.reference,
        subject=project.slug,
        says_what_is_known=bool(project.decided_words.strip()),
        answered_in=places if project.answer_days is not None else frozenset(),
    )


def _deciders(project: Project, on: date) -> frozenset[str]:
    competence = project.policy.competence if project.policy else None
    return frozenset(body.slug for body in bodies_competent_for(competence.code, on)) if competence else frozenset()
