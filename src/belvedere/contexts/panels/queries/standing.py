"""Reads of panels: the desk, the public page, who makes a panel up without anyone in it."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from belvedere.contexts.panels.models import Campaign, DrawFile, Mission, Opinion, Panel, Seat
from belvedere.contexts.panels.queries.opinion import listed_opinions
from belvedere.contexts.panels.states.campaign import SMALLEST_SHOWN
from belvedere.contexts.panels.states.panel import MissionState, PanelState
from belvedere.contexts.panels.states.seat import SeatState
from belvedere.engines.indicators.disclosure import protect_list
from belvedere.engines.sortition.problem import CROSSING
from belvedere.engines.sortition.problem_json import from_json
from belvedere.engines.sortition.publication import PROBLEM
from belvedere.platform.territory.models import Body


def panels() -> QuerySet[Panel]:
    """Return every panel with how many members it has: one statement."""
    sitting = Count("seats", filter=Q(seats__state=SeatState.CONFIRMED.value), distinct=True)
    return Panel.objects.select_related("territory", "body").annotate(members=sitting)


def panel_by_slug(slug: str) -> Panel | None:
    return panels().filter(slug=slug).first()


def panels_of(body: Body) -> QuerySet[Panel]:
    """Return the panels of a body, those at work first: one statement."""
    return panels().filter(body=body).order_by("state", "-starts_on", "-pk")


def public_panels() -> QuerySet[Panel]:
    """Return the panels that anyone may read about, those at work first: one statement."""
    return panels().exclude(state=PanelState.FORMING.value).order_by("state", "-starts_on", "-pk")


def seats_waiting(panel: Panel) -> QuerySet[Seat]:
    """Return who was called to a place of the panel and has not answered yet: one statement."""
    found = Seat.objects.filter(panel=panel, state=SeatState.DRAWN.value)
    return found.select_related("candidate__contact", "draw__campaign")


def missions_of(panel: Panel) -> QuerySet[Mission]:
    """Return the missions of a panel, in order, with their examens: one statement."""
    return Mission.objects.filter(panel=panel).select_related("examen__policy").order_by("number")


def open_missions(panel: Panel) -> QuerySet[Mission]:
    return missions_of(panel).filter(state__in=[MissionState.PROPOSED.value, MissionState.UNDER_WAY.value])


def public_names(panel: Panel) -> list[str]:
    """Return the names of the members who agreed to be named, by name: one statement."""
    found = Seat.objects.filter(panel=panel, state=SeatState.CONFIRMED.value, name_agreed_at__isnull=False)
    return sorted(found.exclude(public_name="").values_list("public_name", flat=True))


def opinions_of(panel: Panel) -> QuerySet[Opinion]:
    """Return the avis that a panel gave: its own, and those of the examens of its missions. One statement."""
    examens = Mission.objects.filter(panel=panel, examen__isnull=False).values("examen")
    mine = Q(panel=panel) | Q(panel=None, examen__in=examens)
    return listed_opinions().filter(mine)


def draws_of(panel: Panel) -> QuerySet[Campaign]:
    """Return the recruitments that made the panel: its draw, then its renewals. One statement."""
    return Campaign.objects.filter(panel=panel).order_by("opened_at", "pk")


@dataclass(frozen=True)
class Composition:
    """How many members have each value of a category; None where the number is not published."""

    category: str
    counts: list[tuple[str, int | None]]

    @property
    def hides_some(self) -> bool:
        return any(count is None for _value, count in self.counts)


def composition_of(panel: Panel) -> list[Composition]:
    """Return who makes the panel up, by category of its quotas, without small numbers: two statements.

    The values are those of the published pools: the pages hold nothing that a draw did not publish.
    """
    sitting = Seat.objects.filter(panel=panel, state=SeatState.CONFIRMED.value)
    members = set(sitting.values_list("draw_id", "pseudonym"))
    draws = {draw_id for draw_id, _pseudonym in members}
    files = DrawFile.objects.filter(draw__in=draws, name=PROBLEM, is_published=True)
    counts: dict[str, Counter[str]] = {}
    for draw_id, content in files.values_list("draw_id", "content"):
        problem = from_json(bytes(content).decode("utf-8"))
        for name in problem.categories:
            if CROSSING not in name:
                values = (quota.value for quota in problem.quotas if quota.category == name)
                counts.setdefault(name, Counter()).update(dict.fromkeys(values, 0))
        for person in problem.people:
            if (draw_id, person.id) in members:
                for name, value in zip(problem.categories, person.values, strict=True):
                    if name in counts:
                        counts[name][value] += 1
    return [
        Composition(name, list(protect_list(counter, smallest=SMALLEST_SHOWN).items()))
        for name, counter in counts.items()
    ]
