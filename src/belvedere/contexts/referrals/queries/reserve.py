"""Which electoral reserve holds or comes for a body, and how one is computed."""

from datetime import date

from django.db.models import Q, QuerySet

from belvedere.contexts.referrals.models import ElectoralReserve, Referral
from belvedere.contexts.referrals.queries.regulation import rules_in_force
from belvedere.contexts.referrals.states import Collection
from belvedere.engines.rules.months import add_months
from belvedere.engines.rules.reserve import Reserve, reserve
from belvedere.platform.territory.calendar import public_holidays
from belvedere.platform.territory.models import Body, Parameter
from belvedere.platform.territory.queries import parameter_in_force

ADMISSIBILITY, RESERVE_MONTHS = "referral.admissibility_working_days", "election.reserve_months"
ROUNDS_DAYS, SHOWN_BEFORE_MONTHS = 7, 6
LAW_MONTHS = 6  # code électoral, L52-1: what holds when no parameter says otherwise
DAYS_BY_MONTH = 30


def computed_reserve(body: Body, election_on: date, *, on: date) -> Reserve:
    """Compute the reserve before an election with the règlement in force for a body."""
    rules = rules_in_force(body, on).rules
    days = rules.collection_days or 0
    working = parameter_in_force(body=body, code=ADMISSIBILITY, on=on).value
    set_months = Parameter.objects.filter(
        Q(until=None) | Q(until__gt=on), code=RESERVE_MONTHS, body=body, since__lte=on
    )
    row = set_months.order_by("-since").first()
    return reserve(
        election_on,
        months=row.value if row else LAW_MONTHS,
        collection_months=rules.collection_months or -(-days // DAYS_BY_MONTH),
        admissibility_working_days=working,
        rounds_days=ROUNDS_DAYS,
        holidays=public_holidays(add_months(election_on, -36), election_on),
    )


def reserves_of(body: Body) -> QuerySet[ElectoralReserve]:
    """Return the reserves of a body and of the whole territory, the next one first."""
    found = ElectoralReserve.objects.filter(Q(body=body) | Q(body=None), territory=body.territory_id)
    return found.order_by("starts_on")


def reserve_over(body: Body, day: date) -> ElectoralReserve | None:
    """Return the reserve during which a day falls, for a body."""
    return reserves_of(body).filter(starts_on__lte=day, resumes_on__gt=day).first()


def reserve_against_deposit(body: Body, day: date) -> ElectoralReserve | None:
    """Return the reserve because of which nothing is deposited to a body on a day."""
    return reserves_of(body).filter(last_deposit_on__lt=day, resumes_on__gt=day).first()


def coming_reserve(body: Body, day: date) -> ElectoralReserve | None:
    """Return the reserve to say on the pages of a body: under way, or within six months."""
    horizon = add_months(day, SHOWN_BEFORE_MONTHS)
    return reserves_of(body).filter(last_deposit_on__lte=horizon, resumes_on__gt=day).first()


def coming_reserves(day: date) -> list[ElectoralReserve]:
    """Return the reserves to say where no body is chosen yet: one by election, that which begins first."""
    horizon = add_months(day, SHOWN_BEFORE_MONTHS)
    found = ElectoralReserve.objects.filter(last_deposit_on__lte=horizon, resumes_on__gt=day)
    first: dict[date, ElectoralReserve] = {}
    for row in found.order_by("election_on", "starts_on", "pk"):
        first.setdefault(row.election_on, row)
    return list(first.values())


def reserves_between(first: date, last: date) -> QuerySet[ElectoralReserve]:
    """Return the reserves that touch some days, with their body: one statement."""
    found = ElectoralReserve.objects.filter(starts_on__lte=last, resumes_on__gt=first)
    return found.select_related("body").order_by("starts_on", "pk")


def referrals_under_reserves() -> QuerySet[Referral]:
    """Return the referrals that a reserve may stop or let go on."""
    return Referral.objects.filter(collection__in=[Collection.OPEN, Collection.SUSPENDED]).order_by("pk")
