"""What a crowd does not do: participations that an agent may look at, and remove together. Shown, never decided."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from belvedere.contexts.consultations.models import Debate, Participant, Removal
from belvedere.contexts.consultations.states.debate import Ground

FROM_ONE_ADDRESS = 10
"""Participations of one address that are shown together: more than a family, as many as a library."""


@dataclass(frozen=True)
class Suspicion:
    """Participations that look alike, known by their ground and their first number."""

    ground: Ground
    mark: str
    numbers: tuple[int, ...]
    votes: int


def suspicions_in(debate: Debate, *, now: datetime) -> list[Suspicion]:
    """Return what looks like a crowd of one, the largest first. Reads the votes once."""
    from belvedere.contexts.consultations.queries.alike import alike_in  # noqa: PLC0415 -- arrays take a while to load: only who needs them waits

    alike = alike_in(debate, now=now)
    sets = [*alike.sets, *((Ground.SAME_ADDRESS, numbers) for numbers in _same_address(debate))]
    found = [
        Suspicion(ground, str(numbers[0]), numbers, sum(alike.votes.get(number, 0) for number in numbers))
        for ground, numbers in sets
    ]
    return sorted(found, key=lambda one: (-one.votes, one.ground, one.mark))


def suspicion_again(debate: Debate, ground: Ground, mark: str, *, now: datetime) -> Suspicion | None:
    """Return the suspicion that has this ground and this first participant, as it is now."""
    found = suspicions_in(debate, now=now)
    return next((one for one in found if (one.ground, one.mark) == (ground, mark)), None)


def _same_address(debate: Debate) -> list[tuple[int, ...]]:
    rows = Participant.objects.filter(debate=debate, removal__isnull=True).exclude(network="")
    together: dict[str, list[int]] = defaultdict(list)
    for network, number in rows.order_by("number").values_list("network", "number"):
        together[network].append(number)
    return [tuple(numbers) for numbers in together.values() if len(numbers) >= FROM_ONE_ADDRESS]


def removals_of(debate: Debate) -> list[Removal]:
    """Return every removal, undone or not, the last first."""
    return list(Removal.objects.filter(debate=debate).select_related("by__user"))


def removal_by_pk(debate: Debate, pk: int) -> Removal | None:
    return Removal.objects.filter(debate=debate, pk=pk).first()
