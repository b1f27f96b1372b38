"""The evaluation grid: computed where data exist, answered by participants and organisers for the rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from statistics import mean, median

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from belvedere.contexts.projects.models import Project
from belvedere.contexts.projects.states import RETAINED
from belvedere.contexts.projects.words import ORGANISER_CRITERIA, PARTICIPANT_CRITERIA

Figure = float | bool | None


@dataclass(frozen=True)
class Criterion:
    """A line of the grid: its value (None while nobody knows), where it comes from, how many people said it."""

    group: Promise
    code: str
    title: Promise
    value: Figure
    unit: str
    origin: Promise
    count: int = 0

    @property
    def is_truth(self) -> bool:
        return isinstance(self.value, bool)


DESIGN, INCLUSION, DELIBERATION = _("Conception"), _("Inclusion"), _("Délibération")
INFLUENCE, EFFORT, TRUST, LEARNING = (
    _("Influence"),
    _("Effort"),
    pgettext_lazy("évaluation", "Confiance"),
    _("Apprentissage"),
)
COMPUTED, ORGANISERS, PARTICIPANTS = _("Calculé"), _("Organisateurs"), _("Participants")


def inclusion_gap(project: Project) -> float | None:
    """Return half the sum of the gaps between the shares of participants and of inhabitants, by commune, in percent.

    0 when participants come from the communes as inhabitants do, near 100 when they come from where nobody lives.
    """
    counts = {row.commune_id: row.count for row in project.participants.all()}
    communes = list(project.communes.all())
    people, inhabitants = sum(counts.values()), sum(commune.population for commune in communes)
    if not people or not inhabitants:
        return None
    known = {commune.pk: commune.population / inhabitants for commune in communes}
    places = known.keys() | counts.keys()
    gap = sum(abs(counts.get(place, 0) / people - known.get(place, 0)) for place in places) / 2
    return round(100 * gap, 1)


def grid_of(project: Project) -> list[Criterion]:
    """Return the whole grid of a project read by ``full_projects``."""
    return [*_computed(project), *_answered(project)]


def _computed(project: Project) -> Iterator[Criterion]:
    legal = [row for row in project.deadlines.all() if row.is_legal and row.done_on is not None]
    in_time = all(row.done_on is not None and row.done_on <= row.on for row in legal) if legal else None
    room = bool(project.open_words and project.decided_words)
    yield Criterion(DESIGN, "margin", _("La marge de manœuvre est annoncée"), room, "", COMPUTED)
    yield Criterion(DESIGN, "legal_delays", _("Les délais légaux sont tenus"), in_time, "", COMPUTED, len(legal))
    yield Criterion(INCLUSION, "gap", _("Écart avec la population des communes"), inclusion_gap(project), "%", COMPUTED)
    terms = list(project.terms.all())
    reaching = 100 * sum(term.reaches_out for term in terms) / len(terms) if terms else None
    yield Criterion(
        INCLUSION, "reaching_out", _("Part des modalités qui vont vers les gens"), _rounded(reaching), "%", COMPUTED
    )
    yield from _influence(project)
    hours, spent = _organiser(project, "hours"), _organiser(project, "spent")
    cost = float(spent / hours) if hours and spent is not None else None
    yield Criterion(EFFORT, "cost", _("Coût d’une heure de participation"), _rounded(cost), "€", COMPUTED)
    yield Criterion(LEARNING, "lesson", _("Une leçon est écrite"), bool(project.lesson), "", COMPUTED)


def _influence(project: Project) -> Iterator[Criterion]:
    proposals = list(project.proposals.all())
    answered = [row for row in proposals if row.outcome]
    share = 100 * len(answered) / len(proposals) if proposals else None
    kept = 100 * sum(row.outcome in RETAINED for row in answered) / len(answered) if answered else None
    days = [(row.answered_on - project.reported_on).days for row in answered if row.answered_on and project.reported_on]
    yield Criterion(
        INFLUENCE, "answered", _("Propositions qui ont une réponse"), _rounded(share), "%", COMPUTED, len(proposals)
    )
    yield Criterion(
        INFLUENCE,
        "adopted",
        _("Propositions retenues, en tout ou partie"),
        _rounded(kept),
        "%",
        COMPUTED,
        len(answered),
    )
    yield Criterion(
        INFLUENCE,
        "median_days",
        _("Jours entre le bilan et la réponse (médiane)"),
        _rounded(median(days)) if days else None,
        "",
        COMPUTED,
        len(days),
    )


GROUP_OF_ORGANISERS = {
    "neutral_question": DESIGN,
    "first_timers": INCLUSION,
    "cited_paragraphs": INFLUENCE,
    "hours": EFFORT,
    "spent": EFFORT,
    "staff_days": EFFORT,
}


def _answered(project: Project) -> Iterator[Criterion]:
    said: dict[str, list[float]] = {}
    for score in project.scores.all():
        if not score.is_organiser:
            said.setdefault(score.criterion, []).append(float(score.value))
    for code, title in PARTICIPANT_CRITERIA.items():
        values = said.get(code, [])
        group = TRUST if code.startswith("trust") else DELIBERATION
        yield Criterion(
            group, code, title, _rounded(mean(values)) if values else None, "/ 5", PARTICIPANTS, len(values)
        )
    for code, title in ORGANISER_CRITERIA.items():
        value = _organiser(project, code)
        yield Criterion(GROUP_OF_ORGANISERS[code], code, title, None if value is None else float(value), "", ORGANISERS)


def _organiser(project: Project, code: str) -> Decimal | None:
    return next((row.value for row in project.scores.all() if row.is_organiser and row.criterion == code), None)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
