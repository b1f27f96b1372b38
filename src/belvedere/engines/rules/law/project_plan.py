"""The plan of a project: the acts that the rules ask of it, back from the day of the decision."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from belvedere.engines.rules.law.closed_days import SharedDays, advised_against, voters_blackout
from belvedere.engines.rules.law.conditions import Facts
from belvedere.engines.rules.law.law import Law
from belvedere.engines.rules.law.plan import Plan, make_plan
from belvedere.engines.rules.law.planning import Acts, Calendar, acts_of
from belvedere.engines.rules.law.ruleset import Effect, Milestone
from belvedere.engines.rules.law.verdict import Verdict, judge, missing

AIM = "decision_visee"
RENEWAL = "annee_prochain_renouvellement"


@dataclass(frozen=True, slots=True)
class Order:
    """Two acts that the law puts in this order, while the plan, which does not know the aim, does not."""

    first: str
    then: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class ProjectPlan:
    """A plan, the rules that ask for its acts, those still undecided that could add some, those that forbid."""

    plan: Plan
    rules: tuple[str, ...]
    undecided: Mapping[str, tuple[str, ...]]
    forbidding: tuple[str, ...]
    orders: tuple[Order, ...]


def plan_project(
    law: Law,
    facts: Facts,
    *,
    sessions: Sequence[date],
    decision_on: date,
    holidays: AbstractSet[date],
    shared: SharedDays,
    zone: str = "A",
    not_before: date | None = None,
) -> ProjectPlan:
    """Plan what the rules ask of a project.

    Parameters
    ----------
    law, facts
        A set of rules on a day, and the project's answers. ``decision_visee`` tells whether the date aimed at is that
        of the consultation's report (what follows it is left out) or of the final decision (the report then comes
        before the inquiry); while it is unknown each procedure is planned alone, and ``orders`` tells what that leaves
        open.
    sessions : sequence of date
        Of the council, in order.
    decision_on : date
        The decision takes place on or before it.
    holidays : set of date
        Public holidays of the years around.
    shared, zone
        School holidays and elections; the zone of school holidays.
    not_before : date, optional
        Nothing can be done before it.

    Raises
    ------
    ImpossibleCalendar
        When no dates satisfy the constraints; the message names the constraint to relax.
    """
    verdicts = judge(law, facts)
    asking = _asking(law, facts, verdicts)
    names = [name for verdict in asking for name in verdict.rule.milestones]
    acts = acts_of(law.rules.milestones, names, ordered=facts.get(AIM) == "decision_finale")
    renewal = facts.get(RENEWAL)
    years = (int(renewal),) if isinstance(renewal, int | float) else shared.municipal_years
    calendar = Calendar(sessions, holidays, {"electeurs": [voters_blackout(year) for year in years]}, not_before)
    plan = make_plan(acts, calendar, decision_on, advised_against(shared, zone))
    return ProjectPlan(
        plan=plan,
        rules=tuple(verdict.rule.id for verdict in asking),
        undecided={
            name: missing(verdict, facts)
            for name, verdict in verdicts.items()
            if verdict.applies is None and _asks(verdict)
        },
        forbidding=tuple(
            name for name, verdict in verdicts.items() if verdict.applies and verdict.rule.effect is Effect.FORBIDDEN
        ),
        orders=tuple(_orders(acts, plan.dates)),
    )


def _asking(law: Law, facts: Facts, verdicts: Mapping[str, Verdict]) -> list[Verdict]:
    """Return the verdicts whose acts are planned: without those that follow the report, when it is what is aimed at."""
    asking = [verdict for verdict in verdicts.values() if verdict.applies and _asks(verdict)]
    if facts.get(AIM) != "bilan":
        return asking
    kept = {name for verdict in asking for name in verdict.rule.milestones}
    return [verdict for verdict in asking if not _follows(law.rules.milestones, verdict, kept)]


def _asks(verdict: Verdict) -> bool:
    rule = verdict.rule
    return bool(rule.milestones) and (rule.effect is Effect.MANDATORY or rule.is_chosen)


def _follows(milestones: Mapping[str, Milestone], verdict: Verdict, kept: set[str]) -> bool:
    return any(first in kept for name in verdict.rule.milestones for first in milestones[name].follows)


def _orders(acts: Acts, dates: Mapping[str, date]) -> Iterable[Order]:
    for act in acts.milestones.values():
        for first in act.follows:
            if first in dates and dates[first] > dates[act.id]:
                yield Order(first, act.id, act.note, act.source)
