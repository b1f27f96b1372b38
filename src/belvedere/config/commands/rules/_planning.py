"""What ``belvedere rules plan`` writes."""

from datetime import date

from belvedere.config.commands.rules._explanation import DISCLAIMER
from belvedere.engines.rules.law.law import Law
from belvedere.engines.rules.law.plan import PlannedAct
from belvedere.engines.rules.law.planning import DECISION
from belvedere.engines.rules.law.project_plan import ProjectPlan
from belvedere.engines.rules.law.wording import answer_in_words

_LONG_WITHOUT_SESSION = 120


def planned(law: Law, project: ProjectPlan, sessions: list[date]) -> dict[str, object]:
    """Return a project's plan as plain values."""
    plan = project.plan
    return {
        "rule_set": law.rules.version,
        "on": law.on.isoformat(),
        "disclaimer": DISCLAIMER,
        "decision": {"asked": plan.target.isoformat(), "on": plan.dates[DECISION].isoformat()},
        "rules": list(project.rules),
        "acts": [_act(act) for act in plan.acts],
        "dates": {name: day.isoformat() for name, day in plan.dates.items()},
        "critical_path": list(plan.critical),
        "fixes": [
            {
                "act": fix.act,
                "shorten_delay_of": fix.shorten,
                "by_days": fix.days,
                "new_date": fix.new_date.isoformat(),
                "gains_days": fix.gains,
            }
            for fix in plan.fixes
        ],
        "advice": [
            {
                "act": advice.act,
                "period": advice.period.name,
                "first": advice.period.first.isoformat(),
                "last": advice.period.last.isoformat(),
                "days": advice.days,
            }
            for advice in plan.advice
        ],
        "orders_to_settle": [
            {"first": order.first, "then": order.then, "note": order.note, "source": order.source}
            for order in project.orders
        ],
        "undecided": [{"rule": name, "missing": list(lacking)} for name, lacking in project.undecided.items()],
        "forbidden": list(project.forbidding),
        "notes": _notes(law, project, sessions),
    }


def _act(act: PlannedAct) -> dict[str, object]:
    milestone, missed = act.milestone, act.missed
    return {
        "id": milestone.id,
        "title": dict(milestone.title),
        "on": act.on.isoformat(),
        "needed_by": act.needed_by.isoformat(),
        "council": milestone.is_council,
        "before": milestone.before or None,
        "delay": milestone.delay,
        "unit": milestone.unit.value,
        "legal": milestone.is_legal,
        "critical": act.is_critical,
        "slips": [
            {
                "days": slip.days,
                "decision": slip.decision_on.isoformat() if slip.decision_on else None,
                "days_lost": slip.days_lost,
            }
            for slip in act.slips
        ],
        "next_session": None
        if missed is None
        else {"on": missed.on.isoformat(), "days_late": missed.days_late, "days_lost": missed.days_lost},
        "note": milestone.note,
        "source": milestone.source,
        "confidence": milestone.confidence.value,
    }


def _notes(law: Law, project: ProjectPlan, sessions: list[date]) -> list[str]:
    plan, found = project.plan, []
    if not project.rules:
        found.append("No rule that applies asks for an act before the decision.")
    gap = (plan.target - plan.dates[DECISION]).days
    if gap > _LONG_WITHOUT_SESSION:
        found.append(
            f"No session is known in the {gap} days before {plan.target}: check that none is missing from the calendar."
        )
    if any(slip.decision_on is None for act in plan.acts for slip in act.slips):
        found.append(f"A slip goes past {sessions[-1]}, the last session known: add the next ones to know its cost.")
    if project.orders:
        aim = law.rules.questions["decision_visee"]
        options = ", ".join(f"{name} ({answer_in_words(aim, name, 'en')})" for name in aim.options)
        found.append(f"Each procedure is planned alone: answer « decision_visee » to put them in order, {options}.")
    return found
