"""The coverage matrix: levels × competences, what is offered in each cell, and what the cell counts."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils import timezone

from belvedere.contexts.observatory.queries import examens
from belvedere.contexts.referrals.queries.timeliness import referrals_by_competence
from belvedere.contexts.strategy.models import AgendaEvent, Candidate, Offer
from belvedere.contexts.strategy.queries.agenda import day_begins, events
from belvedere.contexts.strategy.states import Coverage, EventState
from belvedere.contexts.strategy.words import COVERAGE_KINDS, COVERAGE_LABELS, LEVEL_LABELS
from belvedere.platform.journal.queries import events_of as acts_of
from belvedere.platform.territory.models import Body, Competence, CompetenceGrant
from belvedere.platform.territory.queries import grants_in_force
from belvedere.platform.territory.states import LEVEL_OF_KIND, BodyKind, Level

ACTIVE_DAYS = 365  # a consultation that began less than a year ago still makes an offer
# Below a commune and between the communes and the métropole, what is held is that of the level which holds it.
HELD_AT = {Level.NEIGHBOURHOOD: Level.COMMUNE, Level.BASIN: Level.METROPOLE}
PROMISED, DONE, CONTESTED = "actionplan.action_created", "actionplan.done", "actionplan.contested"
Place = tuple[int, Level]


@dataclass(frozen=True)
class Cell:
    """A level on a competence: what is offered and what is counted."""

    competence: Competence
    level: Level
    coverage: Coverage
    offers: tuple[Offer, ...] = ()
    acts: tuple[CompetenceGrant, ...] = ()
    asked: int = 0
    coming: int = 0
    last_on: date | None = None
    people_reached: int = 0
    referrals: int = 0
    promises: int = 0
    promises_kept: int = 0
    is_candidate: bool = False
    is_proposed: bool = False

    @property
    def label(self) -> object:
        return COVERAGE_LABELS[self.coverage]

    @property
    def kind(self) -> str:
        return COVERAGE_KINDS[self.coverage]

    @property
    def level_label(self) -> object:
        return LEVEL_LABELS[self.level]

    @property
    def percent_kept(self) -> int | None:
        return round(100 * self.promises_kept / self.promises) if self.promises else None


@dataclass(frozen=True)
class Row:
    """A competence over the levels."""

    competence: Competence
    cells: tuple[Cell, ...]


@dataclass
class _Counted:
    asked: int = 0
    coming: int = 0
    last_on: date | None = None
    people: int = 0


@dataclass
class _Promised:
    made: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)


def offers() -> QuerySet[Offer]:
    return Offer.objects.select_related("competence", "body").order_by("competence__label", "level", "since", "pk")


def matrix(*, today: date, values: Mapping[str, float]) -> list[Row]:
    """Return the whole matrix on a day: eight statements, whatever there is."""
    grants: dict[int, list[CompetenceGrant]] = defaultdict(list)
    for grant in grants_in_force(on=today).order_by("since", "body__kind", "body__name"):
        grants[grant.competence_id].append(grant)
    offered: dict[Place, list[Offer]] = defaultdict(list)
    for offer in offers().filter(Q(until=None) | Q(until__gt=today)):
        offered[offer.competence_id, Level(offer.level)].append(offer)
    counted, referrals, promised = _counted(today), _referrals(), _promises()
    proposed = {(row.competence_id, Level(row.level)) for row in Candidate.objects.all()}
    rows = []
    for competence in Competence.objects.order_by("label"):
        cells = []
        for level in Level:
            place = competence.pk, level
            acts = tuple(g for g in grants[competence.pk] if LEVEL_OF_KIND[BodyKind(g.body.kind)] == _holder(level))
            count, promise = counted.get(place, _Counted()), promised.get(place, _Promised())
            coverage = _coverage(offered[place], count, holds=bool(acts), today=today)
            cells.append(
                Cell(
                    competence=competence,
                    level=level,
                    coverage=coverage,
                    offers=tuple(offered[place]),
                    acts=acts,
                    asked=count.asked,
                    coming=count.coming,
                    last_on=count.last_on,
                    people_reached=count.people,
                    referrals=referrals[place],
                    promises=len(promise.made),
                    promises_kept=len(promise.kept & promise.made),
                    is_candidate=coverage == Coverage.ABSENT and referrals[place] >= values["candidate_referrals"],
                    is_proposed=place in proposed,
                )
            )
        rows.append(Row(competence, tuple(cells)))
    return rows


def cell_of(code: str, level: Level, *, today: date, values: Mapping[str, float]) -> Cell | None:
    """Return one cell of the matrix, or None for a competence that nobody knows."""
    found = (cell for row in matrix(today=today, values=values) for cell in row.cells)
    return next((cell for cell in found if cell.competence.code == code and cell.level == level), None)


def _holder(level: Level) -> Level:
    return HELD_AT.get(level, level)


def _coverage(offered: list[Offer], count: _Counted, *, holds: bool, today: date) -> Coverage:
    recent = count.last_on is not None and count.last_on >= today - timedelta(days=ACTIVE_DAYS)
    if recent or any(offer.since <= today for offer in offered):
        return Coverage.ACTIVE
    if offered or count.coming:
        return Coverage.PLANNED
    return Coverage.ABSENT if holds else Coverage.OUTSIDE


def _counted(today: date) -> dict[Place, _Counted]:
    """Count what was asked on each competence by each level: one statement."""
    now = day_begins(today + timedelta(days=1))
    rows = (
        AgendaEvent.objects.filter(competence__isnull=False, solicitation__isnull=False)
        .exclude(state=EventState.CANCELLED.value)
        .order_by()
        .values_list("competence", "body__kind")
        .annotate(
            asked=Count("pk", filter=Q(starts_at__lt=now)),
            coming=Count("pk", filter=Q(starts_at__gte=now)),
            last=Max("starts_at", filter=Q(starts_at__lt=now)),
            people=Sum("solicitation__people_reached"),
        )
    )
    found: dict[Place, _Counted] = defaultdict(_Counted)
    for competence, kind, asked, coming, last, people in rows:
        count = found[competence, LEVEL_OF_KIND[BodyKind(kind)]]
        count.asked += asked
        count.coming += coming
        count.people += people or 0
        if last is not None:
            day = timezone.localdate(last)
            count.last_on = day if count.last_on is None else max(day, count.last_on)
    return found


def _referrals() -> dict[Place, int]:
    found: dict[Place, int] = defaultdict(int)
    for (competence, kind), count in referrals_by_competence().items():
        found[competence, LEVEL_OF_KIND[BodyKind(kind)]] += count
    return found


def _promises() -> dict[Place, _Promised]:
    """Read in the journal what was promised and done on each competence: two statements.

    The plan of actions reads the strategy; the strategy learns of it through the journal, as everyone.
    """
    places: dict[str, Place] = {}
    rows = examens().filter(policy__competence__isnull=False).order_by()
    for reference, competence, kind in rows.values_list("reference", "policy__competence", "policy__body__kind"):
        places[reference] = competence, LEVEL_OF_KIND[BodyKind(kind)]
    found: dict[Place, _Promised] = defaultdict(_Promised)
    acts = acts_of(list(places)).filter(kind__in=[PROMISED, DONE, CONTESTED])
    for kind, matter, subject in acts.values_list("kind", "matter", "subject_id"):
        promise = found[places[matter]]
        if kind == PROMISED:
            promise.made.add(subject)
        elif kind == DONE:
            promise.kept.add(subject)
        else:
            promise.kept.discard(subject)
    return found


def promises() -> tuple[int, int]:
    """Return how many actions were promised in public answers, and how many are done and not contested."""
    found = _promises().values()
    return sum(len(one.made) for one in found), sum(len(one.kept & one.made) for one in found)


def candidates(*, today: date, values: Mapping[str, float]) -> list[Cell]:
    """Return the empty cells that many referrals ask to fill, those that most ask first."""
    found = [cell for row in matrix(today=today, values=values) for cell in row.cells if cell.is_candidate]
    return sorted(found, key=lambda cell: -cell.referrals)


def events_in(cell: Cell) -> QuerySet[AgendaEvent]:
    """Return what a cell counts: the consultations of its level on its competence, the latest first."""
    kinds = [kind.value for kind, level in LEVEL_OF_KIND.items() if level == cell.level]
    found = events().filter(competence=cell.competence, body__kind__in=kinds, solicitation__isnull=False)
    return found.exclude(state=EventState.CANCELLED.value).order_by("-starts_at", "-pk")


def bodies_at(level: Level) -> QuerySet[Body]:
    """Return the bodies that may hold an offer at a level."""
    kinds = [kind.value for kind, one in LEVEL_OF_KIND.items() if one == _holder(level)]
    return Body.objects.filter(kind__in=kinds).order_by("name")
