"""The synthesis desk: what is not classed, clusters with their contributions, what looks alike and why."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt

from django.db.models import Count, Prefetch, Q, QuerySet

from belvedere.contexts.seminar.models import Cluster, Contribution, Seminar, TableReport
from belvedere.contexts.seminar.states import ContributionState, SeminarState
from belvedere.platform.search.words import EMPTY_WORDS, words_of

LEAST_LIKENESS = 0.12
MOST_SUGGESTED = 3
AGREES, DISAGREES = Count("stances", filter=Q(stances__agrees=True)), Count("stances", filter=Q(stances__agrees=False))
_SHORTEST = 3


def contributions_of(seminar: Seminar) -> QuerySet[Contribution]:
    """Return what was said and not merged into something else."""
    rows = Contribution.objects.filter(round__seminar=seminar, merged_into=None)
    return rows.select_related("round__sequence", "cluster").order_by("pk")


def unclassed_of(seminar: Seminar) -> QuerySet[Contribution]:
    """Return what has no cluster yet; what moderation hides is nobody's."""
    return contributions_of(seminar).filter(cluster=None).exclude(state=ContributionState.HIDDEN.value)


def waiting_of(seminar: Seminar) -> QuerySet[Contribution]:
    """Return what waits for moderation."""
    return contributions_of(seminar).filter(state=ContributionState.RECEIVED.value)


def clusters_of(seminar: Seminar) -> list[Cluster]:
    """Return the clusters with their contributions, and what was merged into each: four statements."""
    inside = (
        Contribution.objects.filter(merged_into=None)
        .select_related("round__sequence")
        .annotate(agree=AGREES, disagree=DISAGREES)
        .prefetch_related(Prefetch("merged", Contribution.objects.order_by("pk")))
        .order_by("pk")
    )
    rows = Cluster.objects.filter(seminar=seminar).order_by("number")
    return list(rows.prefetch_related(Prefetch("contributions", inside), "outcomes"))


def reports_of(seminar: Seminar) -> list[TableReport]:
    rows = TableReport.objects.filter(round__seminar=seminar).select_related("round__sequence")
    return list(rows.order_by("round__number", "table"))


@dataclass(frozen=True)
class Suggestion:
    """A cluster that says something like it, and the words because of which we think so."""

    cluster: Cluster
    likeness: float
    because_of: tuple[str, ...]


def bag(text: str) -> Counter[str]:
    """Return the words that count in a text.

    >>> sorted(bag("Les bus du soir, et les bus de nuit"))
    ['bus', 'nuit', 'soir']
    """
    return Counter(word for word in words_of(text) if word not in EMPTY_WORDS and len(word) >= _SHORTEST)


def likeness(one: Counter[str], other: Counter[str], rarity: dict[str, float]) -> tuple[float, tuple[str, ...]]:
    """Return the cosine of two bags whose rare words weigh more, and their common words, the rarest first."""
    common = sorted(set(one) & set(other), key=lambda word: (-rarity[word], word))
    dot = sum(one[word] * other[word] * rarity[word] ** 2 for word in common)
    norms = [sqrt(sum((count * rarity[word]) ** 2 for word, count in words.items())) for words in (one, other)]
    return (dot / (norms[0] * norms[1]) if all(norms) else 0.0), tuple(common)


def suggestions(unclassed: Sequence[Contribution], clusters: Iterable[Cluster]) -> dict[int, list[Suggestion]]:
    """Return, for each contribution, the clusters whose words are nearest."""
    bags = {
        cluster: bag(" ".join([cluster.name, cluster.name, *(row.text for row in cluster.contributions.all())]))
        for cluster in clusters
    }
    mine = {row.pk: bag(row.text) for row in unclassed}
    seen: Counter[str] = Counter(word for words in (*bags.values(), *mine.values()) for word in words)
    total = len(bags) + len(mine)
    rarity = {word: 1 + log(total / count) for word, count in seen.items()}
    found: dict[int, list[Suggestion]] = {}
    for row in unclassed:
        scored = [(cluster, *likeness(mine[row.pk], words, rarity)) for cluster, words in bags.items()]
        near = [Suggestion(cluster, score, why[:5]) for cluster, score, why in scored if score >= LEAST_LIKENESS]
        found[row.pk] = sorted(near, key=lambda one: (-one.likeness, one.cluster.number))[:MOST_SUGGESTED]
    return found


def seminars_to_publish(body_id: int) -> list[Seminar]:
    """Return the seminars of a body that are closed, with how many contributions are left to class: one statement."""
    left = Q(rounds__contributions__cluster=None, rounds__contributions__merged_into=None)
    left &= Q(rounds__contributions__pk__isnull=False) & ~Q(rounds__contributions__state=ContributionState.HIDDEN.value)
    rows = Seminar.objects.filter(body=body_id, state=SeminarState.CLOSED.value)
    return list(rows.annotate(left=Count("rounds__contributions", filter=left)))


def published_contributions() -> QuerySet[Contribution]:
    """Return the contributions of the seminars whose record is public; what moderation hid is not among them."""
    rows = Contribution.objects.filter(round__seminar__state=SeminarState.PUBLISHED.value, merged_into=None)
    rows = rows.exclude(state=ContributionState.HIDDEN.value).annotate(agree=AGREES, disagree=DISAGREES)
    return rows.select_related("round__seminar", "cluster").order_by("round__seminar", "pk")
