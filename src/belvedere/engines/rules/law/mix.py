"""A mix of at most four methods that covers publics, levels and channels within days and money, by exact search."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from belvedere.engines.rules.law.methods import Channel, Level, Method, Public

MOST_METHODS = 4
Cell = tuple[Public, Level, Channel]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to reach, how far and how; and what there is: staff days, euros, the phase (None: any)."""

    publics: frozenset[Public]
    levels: frozenset[Level]
    channels: frozenset[Channel]
    staff_days: float
    budget: float
    phase: str | None = None

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(product(sorted(self.publics), sorted(self.levels), sorted(self.channels)))


@dataclass(frozen=True, slots=True)
class Chosen:
    """A method of the mix, all that it covers, and what it alone brings."""

    method: Method
    covers: frozenset[Cell]
    adds: frozenset[Cell]


@dataclass(frozen=True, slots=True)
class Mix:
    """The best mix, what it covers, what nothing within the means covers."""

    chosen: tuple[Chosen, ...]
    covered: frozenset[Cell]
    uncovered: frozenset[Cell]
    staff_days: int
    cost_high: float


def best_mix(methods: Mapping[str, Method], wanted: Wanted, *, most: int = MOST_METHODS) -> Mix:
    """Return the best mix of methods.

    Parameters
    ----------
    methods : mapping of str to Method
        The catalogue.
    wanted : Wanted
        What to cover, and the means.
    most : int
        How many methods at most.

    Returns
    -------
    Mix
        Covers the most cells (public × level × channel); among those, costs least (upper end of the costs), then takes
        the fewest staff days, then includes most, then comes first by the names. Empty when nothing fits.

    Notes
    -----
    Exact: every set of at most four methods that fits is compared, except those that what is left could not improve.
    With 31 methods there are at most 36 457 sets.
    """
    cells = wanted.cells
    useful = []
    for method in sorted(methods.values(), key=lambda method: method.id):
        mask = _mask(method, cells)
        if mask and method.suits(wanted.phase) and _fits([method], wanted):
            useful.append((method, mask))
    search = _Search(useful, wanted, most)
    search.go(0, (), 0)
    return _described(search.best, dict(useful_masks(useful)), cells)


def useful_masks(useful: Iterable[tuple[Method, int]]) -> Iterator[tuple[str, int]]:
    """Yield each method's id and the cells that it covers, as bits."""
    return ((method.id, mask) for method, mask in useful)


def _mask(method: Method, cells: tuple[Cell, ...]) -> int:
    return sum(
        1 << place
        for place, (public, level, channel) in enumerate(cells)
        if public in method.publics and level in method.levels and channel in method.channels
    )


def _fits(methods: Iterable[Method], wanted: Wanted) -> bool:
    chosen = list(methods)
    return (
        sum(method.staff_days for method in chosen) <= wanted.staff_days
        and sum(method.cost_high for method in chosen) <= wanted.budget
    )


class _Search:
    """Adds methods in order, and leaves a set as soon as nothing more could be covered."""

    def __init__(self, useful: list[tuple[Method, int]], wanted: Wanted, most: int) -> None:
        self.useful, self.wanted, self.most = useful, wanted, most
        self.best: tuple[Method, ...] = ()
        self.value = self.worth((), 0)
        self.reachable = [0] * (len(useful) + 1)
        for place in range(len(useful) - 1, -1, -1):
            self.reachable[place] = self.reachable[place + 1] | useful[place][1]

    @staticmethod
    def worth(chosen: tuple[Method, ...], covered: int) -> tuple[object, ...]:
        return (
            -covered.bit_count(),
            sum(method.cost_high for method in chosen),
            sum(method.staff_days for method in chosen),
            -sum(method.inclusion for method in chosen),
            tuple(method.id for method in chosen),
        )

    def go(self, place: int, chosen: tuple[Method, ...], covered: int) -> None:
        value = self.worth(chosen, covered)
        if value < self.value:
            self.value, self.best = value, chosen
        if len(chosen) == self.most:
            return
        for rank in range(place, len(self.useful)):
            if not self.reachable[rank] & ~covered:
                return
            method, mask = self.useful[rank]
            if mask & ~covered and _fits((*chosen, method), self.wanted):
                self.go(rank + 1, (*chosen, method), covered | mask)


def _described(best: tuple[Method, ...], masks: Mapping[str, int], cells: tuple[Cell, ...]) -> Mix:
    def named(mask: int) -> frozenset[Cell]:
        return frozenset(cell for place, cell in enumerate(cells) if mask >> place & 1)

    whole = 0
    for method in best:
        whole |= masks[method.id]
    chosen = []
    for method in best:
        others = 0
        for other in best:
            others |= masks[other.id] if other is not method else 0
        chosen.append(Chosen(method, named(masks[method.id]), named(masks[method.id] & ~others)))
    return Mix(
        tuple(chosen),
        named(whole),
        frozenset(cells) - named(whole),
        sum(method.staff_days for method in best),
        sum(method.cost_high for method in best),
    )
