"""The calendar of a project: what the engine plans on the council's sessions, and the dates that were adopted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.utils.translation import gettext as _

from belvedere.contexts.guide.queries.cards import law_of, rules_in_use
from belvedere.contexts.guide.words import said
from belvedere.contexts.projects.models import Deadline, Project
from belvedere.contexts.projects.queries.projects import facts_of
from belvedere.contexts.projects.refusals import ImpossiblePlan
from belvedere.engines.rules.law.closed_days import SharedDays, read_shared_days
from belvedere.engines.rules.law.planning import ImpossibleCalendar, Way
from belvedere.engines.rules.law.project_plan import ProjectPlan, plan_project
from belvedere.engines.rules.law.ruleset import Milestone
from belvedere.engines.rules.law.shipped import CALENDAR, shipped_texts
from belvedere.platform.territory.calendar import public_holidays, working_days_left
from belvedere.platform.territory.queries import sessions_of

YEARS_BEFORE = timedelta(days=5 * 366)
# The draft that each act asks for: « une échéance, un bouton ».
DRAFT_OF_ACT: Mapping[str, str] = {
    "CU-DELIB": "delib_objectifs_modalites",
    "CU-OUV": "dossier_concertation",
    "CU-CLOT": "bilan_concertation",
    "CU-BILAN": "delib_bilan",
    "CE-AVIS": "avis_concertation",
    "CE-OUV": "dossier_concertation",
    "CE-CLOT": "bilan_concertation",
    "CE-DI": "declaration_intention",
    "EP-AVIS": "avis_concertation",
    "PPVE-AVIS": "avis_concertation",
    "DECISION": "reddition_comptes",
}
NOTICES = frozenset({"CE-AVIS", "EP-AVIS", "PPVE-AVIS"})


@cache
def shared_days() -> SharedDays:
    """Return the school holidays and elections that come with the rules."""
    return read_shared_days(shipped_texts()[CALENDAR])


def sessions_around(project: Project, decision_on: date) -> list[date]:
    """Return the sessions of the project's council that a plan for this decision may use."""
    return [row.held_on for row in sessions_of(project.body, since=decision_on - YEARS_BEFORE)]


def plan_of(project: Project, *, decision_on: date, on: date) -> ProjectPlan:
    """Return the plan of a project, back from the day of its decision; nothing before today, unless it has begun.

    Raises
    ------
    ImpossiblePlan
        When no dates satisfy the constraints: it says which act has none, and what to relax.
    """
    has_begun = any(row.done_on is not None for row in project.deadlines.all())
    sessions = sessions_around(project, decision_on)
    holidays = public_holidays(decision_on - YEARS_BEFORE, decision_on)
    try:
        return plan_project(
            law_of(on),
            facts_of(project, on),
            sessions=sessions,
            decision_on=decision_on,
            holidays=holidays,
            shared=shared_days(),
            not_before=None if has_begun else on,
        )
    except ImpossibleCalendar as impossible:
        ways = [way_in_words(way) for way in impossible.ways]
        raise ImpossiblePlan(said(impossible.act.title), impossible.by, ways) from None


def way_in_words(way: Way) -> str:
    """Return what to relax, in words."""
    if way.kind == "shorten" and way.act is not None:
        return _("raccourcir de %(days)s jours le délai conseillé entre « %(act)s » et « %(next)s »") % {
            "days": way.days,
            "act": said(way.act.title),
            "next": act_title(way.act.before),
        }
    if way.kind == "session" and way.act is not None:
        return _("tenir une séance pour « %(act)s » au plus tard le %(day)s") % {
            "act": said(way.act.title),
            "day": f"{way.by:%d/%m/%Y}",
        }
    if way.decide_on is not None:
        return _("décider le %(day)s, première séance où tout tient") % {"day": f"{way.decide_on:%d/%m/%Y}"}
    return _("décider plus tard, et ajouter au calendrier les séances qui suivent")


def act_of(name: str) -> Milestone | None:
    """Return an act of the rules in use; None where they no longer have it."""
    return rules_in_use().milestones.get(name)


def act_title(name: str) -> str:
    act = act_of(name)
    return said(act.title) if act else name


@dataclass(frozen=True)
class DeadlineLine:
    """A date of a project as its pages show it."""

    deadline: Deadline
    title: str
    note: str
    source: str
    days_left: int
    draft: str
    is_next: bool

    @property
    def is_late(self) -> bool:
        return self.deadline.done_on is None and self.days_left < 0


def lines_of(deadlines: Iterable[Deadline], today: date) -> list[DeadlineLine]:
    """Return the dates in order; the first that is not done is the next."""
    ordered = sorted(deadlines, key=lambda row: (row.on, row.pk))
    following = next((row for row in ordered if row.done_on is None), None)
    return [_line(row, today, is_next=row is following) for row in ordered]


def _line(row: Deadline, today: date, *, is_next: bool) -> DeadlineLine:
    act = act_of(row.milestone)
    return DeadlineLine(
        deadline=row,
        title=said(act.title) if act else row.milestone,
        note=act.note if act else "",
        source=act.source if act else "",
        days_left=working_days_left(today=today, due_on=row.on),
        draft=DRAFT_OF_ACT.get(row.milestone, ""),
        is_next=is_next,
    )


def next_line(deadlines: Iterable[Deadline], today: date) -> DeadlineLine | None:
    """Return the next date of a project: one act, one date, one draft."""
    return next((line for line in lines_of(deadlines, today) if line.is_next), None)


@dataclass(frozen=True)
class Warned:
    """What a plan costs if an act is missed, and how to mend it, in words."""

    missed: Sequence[str]
    fixes: Sequence[str]
    advice: Sequence[str]
    orders: Sequence[str]


def warnings_of(found: ProjectPlan) -> Warned:
    """Return what a plan warns of."""
    plan = found.plan
    missed = [
        _(
            "« %(act)s » doit prendre la séance du %(on)s : celle du %(next)s tombe %(late)s "
            "jours trop tard et ferait perdre %(lost)s jours."
        )
        % {
            "act": said(act.milestone.title),
            "on": f"{act.on:%d/%m/%Y}",
            "next": f"{act.missed.on:%d/%m/%Y}",
            "late": act.missed.days_late,
            "lost": act.missed.days_lost,
        }
        for act in plan.acts
        if act.missed is not None and act.missed.days_late > 0
    ]
    fixes = [
        _(
            "Raccourcir de %(days)s jours le délai conseillé après « %(act)s » "
            "permet la séance du %(on)s et fait gagner %(gains)s jours."
        )
        % {
            "days": fix.days,
            "act": act_title(fix.shorten),
            "on": f"{fix.new_date:%d/%m/%Y}",
            "gains": fix.gains,
        }
        for fix in plan.fixes
    ]
    advice = [
        _(
            "%(days)s jours de participation, à partir de « %(act)s », "
            "tombent pendant des vacances scolaires ou une période électorale."
        )
        % {"days": item.days, "act": act_title(item.act)}
        for item in plan.advice
    ]
    orders = [
        _("« %(first)s » doit précéder « %(then)s » : %(note)s")
        % {"first": act_title(order.first), "then": act_title(order.then), "note": order.note}
        for order in found.orders
    ]
    return Warned(missed, fixes, advice, orders)
