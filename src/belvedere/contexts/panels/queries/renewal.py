"""Reads of a panel's rota: who sits with which values, its cohorts, the recruitment that renews each."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from belvedere.contexts.panels.models import Campaign, Cohort, DrawFile, Panel, Seat
from belvedere.contexts.panels.states.campaign import CampaignState
from belvedere.contexts.panels.states.panel import PanelState
from belvedere.contexts.panels.states.seat import SeatState
from belvedere.engines.sortition.problem import Person, Problem, Quota
from belvedere.engines.sortition.problem_json import from_json
from belvedere.engines.sortition.publication import PROBLEM

Values = dict[str, str]


def founding_campaign(panel: Panel) -> Campaign | None:
    """Return the recruitment whose quotas are those of the whole panel: one statement."""
    return Campaign.objects.filter(panel=panel, renews=None).order_by("-opened_at").first()


def values_of(seats: list[Seat]) -> list[Values]:
    """Return what is published of each seat, by category: one statement, and no more than the draws published."""
    files = DrawFile.objects.filter(draw__in={seat.draw_id for seat in seats}, name=PROBLEM, is_published=True)
    known: dict[tuple[int, str], Values] = {}
    for draw_id, content in files.values_list("draw_id", "content"):
        problem = from_json(bytes(content).decode("utf-8"))
        for person in problem.people:
            known[draw_id, person.id] = dict(zip(problem.categories, person.values, strict=True))
    return [known.get((seat.draw_id, seat.pseudonym), {}) for seat in seats]


def counted(values: list[Values]) -> Counter[tuple[str, str]]:
    """Count people by category and value."""
    return Counter(pair for one in values for pair in one.items())


def sitting_problem(values: list[Values]) -> Problem:
    """Return the members as the engine cuts them: every category that they all answered, and no bound."""
    names = sorted(set.intersection(*(set(one) for one in values))) if values else []
    found = {name: sorted({one[name] for one in values}) for name in names}
    quotas = tuple(Quota(name, value, 0, len(values)) for name in names for value in found[name])
    people = tuple(Person(f"{place:05}", tuple(one[name] for name in names)) for place, one in enumerate(values))
    return Problem(len(values), quotas, people)


@dataclass(frozen=True)
class CohortRow:
    """A cohort, how many sit in it, and the recruitment that renews it."""

    cohort: Cohort
    members: int
    renewal: Campaign | None


def cohorts_of(panel: Panel) -> list[CohortRow]:
    """Return the cohorts of a panel, in order: three statements."""
    sitting = Counter(
        Seat.objects.filter(panel=panel, state=SeatState.CONFIRMED.value).values_list("cohort_id", flat=True)
    )
    under_way = {campaign.renews_id: campaign for campaign in renewals_of(panel)}
    rows = Cohort.objects.filter(panel=panel).order_by("number")
    return [CohortRow(cohort, sitting[cohort.pk], under_way.get(cohort.pk)) for cohort in rows]


def renewals_of(panel: Panel) -> list[Campaign]:
    """Return the recruitments that renew a cohort, those given up aside: one statement."""
    found = Campaign.objects.filter(panel=panel, renews__isnull=False).exclude(state=CampaignState.ABANDONED.value)
    return list(found.order_by("opened_at", "pk"))


def terms_over(today: date) -> tuple[int, int]:
    """Return how many cohorts of panels at work have ended, and for how many a renewal was opened: two statements."""
    over = Cohort.objects.filter(ends_on__lt=today, panel__state=PanelState.ACTIVE.value)
    ended = set(over.values_list("pk", flat=True))
    renewed = Campaign.objects.filter(renews__in=ended).exclude(state=CampaignState.ABANDONED.value)
    return len(ended), len(set(renewed.values_list("renews", flat=True)))
