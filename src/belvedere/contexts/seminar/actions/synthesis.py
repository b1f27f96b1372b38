"""The synthesis desk: contributions are read again, put together, named; minority positions are kept."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from belvedere.contexts.seminar import events
from belvedere.contexts.seminar.actions.locking import journal, locked_by
from belvedere.contexts.seminar.models import Cluster, Contribution, Seminar
from belvedere.contexts.seminar.refusals import TooMuchWritten
from belvedere.contexts.seminar.states import ContributionState, SeminarVerb
from belvedere.platform.accounts.models import Role


@transaction.atomic
def moderate(
    *, seminar: Seminar, contributions: Sequence[int], state: ContributionState, by: Role, now: datetime
) -> int:
    """Show contributions, or hide them: what is hidden stays readable at the desk."""
    locked = locked_by(seminar, SeminarVerb.CONCLUDE, by)
    rows = Contribution.objects.filter(round__seminar=locked, pk__in=contributions)
    hidden = {"cluster": None} if state == ContributionState.HIDDEN else {}
    changed = rows.exclude(state=state.value).update(state=state.value, **hidden)
    journal(locked, events.MODERATED, by=by, now=now, payload={"count": changed, "state": state.value})
    return changed


@transaction.atomic
def ask_room_map(*, seminar: Seminar, by: Role, now: datetime) -> None:
    """Ask for the map of opinions as it is now; it is drawn too when a round closes and when something is moderated."""
    locked = locked_by(seminar, SeminarVerb.CONCLUDE, by)
    journal(locked, events.MAP_ASKED, by=by, now=now)


@transaction.atomic
def classify(*, seminar: Seminar, contributions: Sequence[int], cluster: int | None, by: Role, now: datetime) -> int:
    """Put contributions in a cluster, by its number; in none, they are to be classed again."""
    locked = locked_by(seminar, SeminarVerb.CONCLUDE, by)
    chosen = Cluster.objects.get(seminar=locked, number=cluster) if cluster is not None else None
    rows = Contribution.objects.filter(round__seminar=locked, pk__in=contributions, merged_into=None)
    changed = rows.update(cluster=chosen)
    payload = {"count": changed, "cluster": cluster or 0}
    journal(locked, events.CLUSTERED, by=by, now=now, payload=payload)
    return changed


@transaction.atomic
def write_cluster(
    *,
    seminar: Seminar,
    name: str,
    summary: str = "",
    minority: str = "",
    cost: int = 1,
    number: int | None = None,
    contributions: Sequence[int] = (),
    by: Role,
    now: datetime,
) -> Cluster:
    """Name a cluster, say it in a sentence, keep what disagrees with it; a new one may take contributions at once."""
    locked = locked_by(seminar, SeminarVerb.CONCLUDE, by)
    if not name.strip():
        raise TooMuchWritten
    if number is None:
        last = Cluster.objects.filter(seminar=locked).aggregate(last=Max("number"))["last"] or 0
        cluster = Cluster(seminar=locked, number=last + 1)
    else:
        cluster = Cluster.objects.get(seminar=locked, number=number)
    cluster.name, cluster.summary, cluster.minority = name.strip(), summary.strip(), minority.strip()
    cluster.cost = cost
    cluster.save()
    rows = Contribution.objects.filter(round__seminar=locked, pk__in=contributions, merged_into=None)
    rows.update(cluster=cluster)
    journal(locked, events.CLUSTER_WRITTEN, by=by, now=now, payload={"cluster": cluster.number})
    return cluster
