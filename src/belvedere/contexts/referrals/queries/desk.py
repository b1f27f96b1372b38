"""What the desk shows of a referral: who works on it, what was checked, what was asked again, where it was sent."""

from datetime import date, datetime

from django.db.models import Q

from belvedere.contexts.referrals.models import Appeal, CriterionCheck, Hold, Referral, Transfer
from belvedere.contexts.referrals.queries.regulation import regulation_in_force, rules_of
from belvedere.contexts.referrals.states import Publication
from belvedere.contexts.referrals.states.desk import SUGGESTED, AppealState, Criterion
from belvedere.engines.rules.months import add_months
from belvedere.platform.territory.models import Body, Parameter

APPEAL_MONTHS = "referral.appeal_months"
LAW_MONTHS = 2  # code de justice administrative, R421-1: what holds when neither règlement nor parameter says otherwise


def hold_of(referral: Referral, *, now: datetime) -> Hold | None:
    """Return who works on a referral at this hour."""
    return Hold.objects.select_related("role__user").filter(referral=referral, until__gt=now).first()


def holds_of(referrals: list[Referral], *, now: datetime) -> dict[int, Hold]:
    """Return who works on each of some referrals: one statement."""
    rows = Hold.objects.select_related("role__user").filter(referral__in=referrals, until__gt=now)
    return {row.referral_id: row for row in rows}


def held_by(hold: Hold) -> str:
    """Return the name of who works on a referral, as colleagues know them."""
    return str(hold.role.user)


def findings_of(referral: Referral) -> dict[Criterion, bool]:
    """Return what was found of each criterion, where something was."""
    rows = CriterionCheck.objects.filter(referral=referral)
    return {Criterion(row.criterion): row.is_met for row in rows}


def suggested_reason(findings: dict[Criterion, bool]) -> str:
    """Return the reason that the first criterion found unmet suggests, or nothing."""
    unmet = next((criterion for criterion in Criterion if findings.get(criterion) is False), None)
    return SUGGESTED[unmet].value if unmet else ""


def appeals_of(referral: Referral) -> list[Appeal]:
    """Return what was asked again about a referral, the oldest first."""
    return list(Appeal.objects.filter(referral=referral).order_by("asked_at", "pk"))


def awaited_appeal(referral: Referral) -> Appeal | None:
    return Appeal.objects.filter(referral=referral, state=AppealState.ASKED.value).first()


def last_day_of_appeal(referral: Referral) -> date | None:
    """Return the last day on which a refusal may be contested, or None when nothing is refused."""
    if referral.publication != Publication.REJECTED or referral.decided_at is None:
        return None
    on = referral.decided_at.date()
    return add_months(on, _appeal_months(referral.body, on))


def _appeal_months(body: Body, on: date) -> int:
    row = regulation_in_force(body, on)
    said = rules_of(row.content).admission.appeal_months if row else None
    if said is not None:
        return said
    set_months = Parameter.objects.filter(Q(until=None) | Q(until__gt=on), code=APPEAL_MONTHS, body=body, since__lte=on)
    parameter = set_months.order_by("-since").first()
    return parameter.value if parameter else LAW_MONTHS


def may_appeal(referral: Referral, *, on: date) -> bool:
    """Return whether the depositor may contest: refused, in time, and not contested already since."""
    last = last_day_of_appeal(referral)
    if last is None or on > last:
        return False
    return not Appeal.objects.filter(referral=referral, asked_at__gte=referral.decided_at).exists()


def transfers_of(referral: Referral) -> list[Transfer]:
    """Return each sending of a referral, the oldest first: one statement."""
    return list(Transfer.objects.select_related("from_body", "to_body").filter(referral=referral))


def transfers_from(body: Body, *, most: int) -> list[Transfer]:
    """Return what a body sent to others, the latest first: one statement."""
    found = Transfer.objects.select_related("referral__policy", "to_body").filter(from_body=body)
    return list(found.order_by("-sent_at", "-pk")[:most])


def appeals_to_judge(body: Body) -> list[Appeal]:
    """Return the appeals that wait for a body, the oldest first: one statement."""
    found = Appeal.objects.select_related("referral").filter(referral__body=body, state=AppealState.ASKED.value)
    return list(found.order_by("asked_at", "pk"))
