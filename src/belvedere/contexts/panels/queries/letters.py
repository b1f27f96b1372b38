"""How many letters to send, commune by commune, for the pool that is wanted; what the answers so far change to it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q

from belvedere.contexts.panels.models import Address, Campaign, Invitation, Target
from belvedere.contexts.panels.queries.pool import registered
from belvedere.contexts.panels.queries.register import unanswered
from belvedere.contexts.panels.states.campaign import CandidateState, CategoryKind
from belvedere.platform.territory.models import Commune
from belvedere.platform.territory.queries import NoParameterInForce, parameter_in_force

if TYPE_CHECKING:
    from belvedere.engines.sortition.answer_rates import AnswerRate
    from belvedere.engines.sortition.invitations import Plan
    from belvedere.engines.sortition.strata import Stratum

POOL_BY_PLACE = 4  # with fewer, quotas hold badly and chances differ much
ANSWER_RATE = "panel.answer_rate_percent"
ANSWERS_BY_HUNDRED = 5  # when the body fixes no rate
RISK_PERCENT = 5
ANSWER_DAYS = 14  # what comes later than two weeks after the post is too rare to wait for


@dataclass(frozen=True)
class Expectation:
    """What an officer expects: the size of the pool, the answers to a hundred letters, the risk accepted."""

    pool: int
    answers_by_hundred: float
    risk_percent: int

    @property
    def rate(self) -> "AnswerRate":
        """The rate as the engine takes it, before any answer."""
        from belvedere.engines.sortition.answer_rates import AnswerRate  # noqa: PLC0415 -- loads a solver: only who needs it waits

        return AnswerRate.expected(self.answers_by_hundred / 100)


@dataclass(frozen=True)
class Row:
    """A commune: letters to send, who signed up, how many its places ask for, the risk that it has fewer."""

    commune: Commune
    letters: int
    addresses: int
    candidates: int
    minimum: int
    risk_percent: float


@dataclass(frozen=True)
class Observed:
    """Letters posted long enough ago for their answers to be in, who said yes, and letters still to be answered."""

    letters: int
    yes: int
    pending: int

    @property
    def answers_by_hundred(self) -> float:
        return round(100 * self.yes / self.letters, 1) if self.letters else 0.0


@dataclass(frozen=True)
class Advice:
    """Letters to send in all and by commune; when the register cannot give them, ``is_possible`` is false.

    ``at_mean`` is how many would do if the rate were exactly the one expected.
    """

    expectation: Expectation
    observed: Observed
    is_possible: bool
    letters: int
    at_mean: int
    expected_pool: int
    risk_percent: float
    answers_by_hundred: float
    rows: list[Row]


def usual_expectation(campaign: Campaign, on: date) -> Expectation:
    """Return what to expect when nobody typed anything: the rate that the body fixed, or a cautious one."""
    try:
        rate = parameter_in_force(body=campaign.body, code=ANSWER_RATE, on=on).value
    except NoParameterInForce:
        rate = ANSWERS_BY_HUNDRED
    return Expectation(POOL_BY_PLACE * campaign.size, rate, RISK_PERCENT)


def plan_of(campaign: Campaign, expectation: Expectation, now: datetime) -> "Plan":
    """Return the letters to send by commune, whose key names the stratum; NotEnoughAddresses when none suffice."""
    from belvedere.engines.sortition.invitations import letters_for  # noqa: PLC0415 -- loads a solver: only who needs it waits

    strata, _observed = strata_of(campaign, expectation, now)
    return letters_for(strata, expectation.pool, risk=expectation.risk_percent / 100)


def advice_of(campaign: Campaign, expectation: Expectation, now: datetime) -> Advice:
    """Return how many letters to send, or how large the risk stays when every household has one: seven statements."""
    from belvedere.engines.sortition.invitations import (  # noqa: PLC0415 -- loads a solver: only who needs it waits
        NotEnoughAddresses,
        Plan,
        letters_for,
    )

    strata, observed = strata_of(campaign, expectation, now)
    risk = expectation.risk_percent / 100
    try:
        plan, is_possible = letters_for(strata, expectation.pool, risk=risk), True
    except NotEnoughAddresses as refusal:
        everywhere = tuple(stratum.addresses for stratum in strata)
        plan, is_possible = Plan(strata, everywhere, expectation.pool, risk, refusal.shortfalls), False
    rate = strata[0].rate.mean
    coming = sum(stratum.candidates + stratum.pending * stratum.rate.mean for stratum in strata)
    return Advice(
        expectation=expectation,
        observed=observed,
        is_possible=is_possible,
        letters=plan.total,
        at_mean=max(0, round((expectation.pool - coming) / rate)),
        expected_pool=round(plan.expected_pool),
        risk_percent=round(100 * plan.shortfalls.bound, 1),
        answers_by_hundred=round(100 * rate, 1),
        rows=_rows(plan),
    )


def _rows(plan: "Plan") -> list[Row]:
    communes = Commune.objects.in_bulk([int(stratum.name) for stratum in plan.strata])
    rows = zip(plan.strata, plan.letters, plan.shortfalls.by_stratum, strict=True)
    found = [
        Row(communes[int(one.name)], letters, one.addresses, one.candidates, one.minimum, round(100 * short, 1))
        for one, letters, short in rows
    ]
    return sorted(found, key=lambda row: (row.commune.name_folded, row.commune.pk))


def strata_of(campaign: Campaign, expectation: Expectation, now: datetime) -> "tuple[tuple[Stratum, ...], Observed]":
    """Return the communes of the territory as strata of one rate, as the answers so far change it: six statements."""
    from belvedere.engines.sortition.strata import Stratum  # noqa: PLC0415 -- loads a solver: only who needs it waits

    letters = _letters_by_commune(campaign, now)
    observed = Observed(*(sum(counts[place] for counts in letters.values()) for place in range(3)))
    rate = expectation.rate.after(letters=observed.letters, yes=observed.yes)
    free, minima = free_households(campaign), _minima(campaign)
    people = dict(registered(campaign).order_by().values_list("commune").annotate(Count("pk")))
    communes = Commune.objects.filter(territory=campaign.territory_id).order_by("pk").values_list("pk", "population")
    strata = tuple(
        Stratum(
            name=str(pk),
            population=population,
            addresses=free.get(pk, 0),
            rate=rate,
            minimum=minima.get(pk, 0),
            candidates=people.get(pk, 0),
            pending=letters.get(pk, (0, 0, 0))[2],
        )
        for pk, population in communes
    )
    return strata, observed


def free_households(campaign: Campaign) -> dict[int, int]:
    """Return by commune how many households nobody has written to: one statement."""
    addresses = Address.objects.filter(campaign=campaign)
    invited = addresses.filter(invitation__isnull=False).values("household")
    found = addresses.exclude(household__in=invited).order_by().values_list("commune")
    return dict(found.annotate(Count("household", distinct=True)))


def _letters_by_commune(campaign: Campaign, now: datetime) -> dict[int, tuple[int, int, int]]:
    """Return by commune the letters whose answers are in, the yes among them, the letters still to be answered."""
    settled_on = now - timedelta(days=ANSWER_DAYS)
    is_settled = Q(printed_at__lte=settled_on)
    said_yes = is_settled & Q(candidate__state=CandidateState.REGISTERED.value)
    rows = Invitation.objects.filter(campaign=campaign).order_by().values("commune")
    settled = rows.annotate(letters=Count("pk", filter=is_settled), yes=Count("pk", filter=said_yes))
    silent = unanswered(Invitation.objects.filter(campaign=campaign)).filter(
        Q(printed_at=None) | Q(printed_at__gt=settled_on)
    )
    pending = dict(silent.order_by().values_list("commune").annotate(Count("pk")))
    return {row["commune"]: (row["letters"], row["yes"], pending.get(row["commune"], 0)) for row in settled}


def _minima(campaign: Campaign) -> dict[int, int]:
    """Return by commune the candidates without whom its quota cannot hold."""
    found = Target.objects.filter(category__campaign=campaign, category__kind=CategoryKind.COMMUNE.value)
    return dict(found.filter(commune__isnull=False).values_list("commune", F("minimum")))
