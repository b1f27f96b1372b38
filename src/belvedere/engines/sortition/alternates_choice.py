"""The programme of the alternates: how many of each type, and which of them come for each set of drop-outs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from belvedere.engines.sortition.problem import Problem
from belvedere.engines.sortition.programme import Answer, Programme, SolverFailed
from belvedere.engines.sortition.types import Types

_MOST_USES = 6000
_SPARE = 2
_BATCH = 10
_GAIN = 1e-6

Departure = tuple[int, ...]
"""How many people a set of drop-outs takes away in all, then from each quota."""


def departures_of(problem: Problem, panel: tuple[int, ...], leaving: np.ndarray) -> Counter[Departure]:
    """Return how many sets of drop-outs (rows of members who leave) take as many people from the same quotas."""
    members = [frozenset(row) for row in problem.rows]
    counted = np.array([[1, *(place in row for row in members)] for place in panel], dtype=np.int64)
    return Counter(tuple(map(int, row)) for row in leaving.astype(np.int64) @ counted)


class Choice:
    """Looks for the counts by type that lose the fewest places over all sets of drop-outs."""

    def __init__(
        self, problem: Problem, panel: tuple[int, ...], types: Types, departures: Counter[Departure], count: int
    ) -> None:
        self.types, self.departures, self.count = types, departures, count
        places = {name: place for place, name in enumerate(problem.categories)}
        self.counted = np.array(
            [[values[places[quota.category]] == quota.value for values in types.values] for quota in problem.quotas]
        ).reshape(len(problem.quotas), len(types.values))
        members = set(panel)
        self.spare = [
            (len(members.intersection(row)) - quota.minimum, quota.maximum - len(members.intersection(row)))
            for quota, row in zip(problem.quotas, problem.rows, strict=True)
        ]

    @property
    def most(self) -> int:
        """How many people of distinct households there are."""
        return sum(home.size for home in self.types.homes)

    @property
    def loss_without(self) -> int:
        """Places lost over all sets when nobody comes."""
        return sum(times * self._lost(departure) for departure, times in self.departures.items())

    def _lost(self, departure: Departure) -> int:
        gone, *by_quota = departure
        return gone + sum(max(0, left - spare) for left, (spare, _) in zip(by_quota, self.spare, strict=True))

    def best(self) -> tuple[tuple[int, ...], float, float]:
        """Return the counts by type, the places lost over all sets, and what no counts go below."""
        kinds = list(range(len(self.types.values)))
        if len(kinds) * len(self.departures) <= _MOST_USES:
            solved = self._solved(kinds, whole=True)
            return solved.counts, round(solved.answer.value), round(solved.answer.value)
        relaxed, bound = self._relaxed()
        counts = self._dived(relaxed)
        return counts, self.lost_by(counts), bound

    def _dived(self, relaxed: "_Solving") -> tuple[int, ...]:
        """Return whole counts from the shares of a linear programme, solved again each time its largest is kept."""
        while shares := relaxed.shares:
            kind = max(shares, key=lambda kind: (shares[kind] % 1, -kind))
            relaxed.programme.lowers[relaxed.chosen[kind]] = int(shares[kind]) + 1
            relaxed.solved()
        return relaxed.counts

    def lost_by(self, counts: Sequence[int]) -> int:
        """Return the places lost over all sets by given alternates, each set at its best, in whole people."""
        total = 0
        for departure, times in self.departures.items():
            small = _Solving(self, [kind for kind, count in enumerate(counts) if count], whole=True)
            for kind, column in small.chosen.items():
                small.programme.lowers[column] = small.programme.uppers[column] = counts[kind]
            small.add(departure, 1)
            total += times * round(small.solved().answer.value)
        return total

    def _relaxed(self) -> tuple["_Solving", float]:
        """Solve the linear programme; return it, and the loss that no counts go below."""
        worth = self.worth_of(np.array([-1.0]), -np.array([[float(spare <= 0) for spare, _ in self.spare]]))
        every = [int(kind) for kind in np.argsort(worth, kind="stable")]
        kinds = self._enough(every[: _SPARE * self.count], every)
        while True:
            solved = self._solved(kinds)
            worth = solved.worth()
            lowest = float(min(worth.min(), 0.0))
            coming = [int(kind) for kind in np.argsort(worth, kind="stable")[:_BATCH] if worth[kind] < -_GAIN]
            coming = [kind for kind in coming if kind not in solved.chosen]
            if not coming:
                return solved, max(0.0, solved.answer.value + self.count * lowest)
            kinds = sorted({*kinds, *coming})

    def worth_of(self, seats: NDArray[np.float64], quotas: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what an alternate of each type changes at given prices of seats (sets) and quotas (sets × quotas)."""
        return np.asarray(np.minimum(0.0, seats[:, None] + quotas @ self.counted).sum(axis=0))

    def _enough(self, kinds: Sequence[int], others: Sequence[int]) -> list[int]:
        """Return these types, with the first others needed for as many people of distinct households."""
        found = set(kinds)
        for kind in others:
            if sum(home.size for home in self.types.homes if found.intersection(home.types)) >= self.count:
                break
            found.add(kind)
        return sorted(found)

    def _solved(self, kinds: Sequence[int], *, whole: bool = False) -> "_Solving":
        solving = _Solving(self, kinds, whole)
        solving.require_count()
        for departure, times in self.departures.items():
            if any(departure):
                solving.add(departure, times)
        return solving.solved()


@dataclass
class _Solving:
    """One programme, on some of the types."""

    choice: Choice
    kinds: Sequence[int]
    whole: bool = False
    programme: Programme = field(default_factory=Programme)
    seat_rows: list[int] = field(default_factory=list)
    quota_rows: list[tuple[int, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        most = self.choice.types.most
        self.chosen = {kind: self.programme.column(upper=int(most[kind]), whole=self.whole) for kind in self.kinds}

    def require_count(self) -> None:
        """Take as many alternates as asked, one by household at most."""
        count = self.choice.count
        self.programme.row(dict.fromkeys(self.chosen.values(), 1.0), lower=count, upper=count)
        for home in self.choice.types.homes:
            row = {self.chosen[kind]: 1.0 for kind in home.types if kind in self.chosen}
            self.programme.row(row, upper=home.size)

    def add(self, departure: Departure, times: int) -> None:
        """Add one set of drop-outs: who comes among the chosen, and what is still lost."""
        gone, *by_quota = departure
        programme, whole = self.programme, self.whole
        comes = {kind: programme.column(whole=whole) for kind in self.chosen}
        for kind, column in comes.items():
            programme.row({column: 1.0, self.chosen[kind]: -1.0}, upper=0)
        empty = programme.column(cost=times, whole=whole)
        turn = len(self.seat_rows)
        self.seat_rows.append(len(programme.rows))
        programme.row({**dict.fromkeys(comes.values(), 1.0), empty: 1.0}, lower=gone, upper=gone)
        for place, (left, (spare, room)) in enumerate(zip(by_quota, self.choice.spare, strict=True)):
            coming = {column: 1.0 for kind, column in comes.items() if self.choice.counted[place, kind]}
            if left > spare:
                lacking = programme.column(cost=times, whole=whole)
                self.quota_rows.append((turn, place, len(programme.rows)))
                programme.row({**coming, lacking: 1.0}, lower=left - spare)
            if room + left < gone:
                self.quota_rows.append((turn, place, len(programme.rows)))
                programme.row(coming, upper=room + left)

    def solved(self) -> "_Solving":
        """Solve it."""
        answer = self.programme.minimum()
        if answer is None:
            raise SolverFailed("HiGHS finds no alternates where some exist. Report the files.")
        self.answer: Answer = answer
        return self

    @property
    def shares(self) -> dict[int, float]:
        """How many alternates of each type, for those that are not whole."""
        found = {kind: self.answer.columns[column] for kind, column in self.chosen.items()}
        return {kind: share for kind, share in found.items() if abs(share - round(share)) > _GAIN}

    @property
    def counts(self) -> tuple[int, ...]:
        """How many alternates of each type, when they are whole."""
        found = [0] * len(self.choice.types.values)
        for kind, column in self.chosen.items():
            found[kind] = round(self.answer.columns[column])
        return tuple(found)

    def worth(self) -> NDArray[np.float64]:
        """Return the reduced cost of one more alternate of each type: negative where it may lessen the loss."""
        prices = np.array(self.answer.prices)
        quotas = np.zeros((len(self.seat_rows), len(self.choice.spare)))
        for turn, place, row in self.quota_rows:
            quotas[turn, place] -= prices[row]
        worth = self.choice.worth_of(-prices[self.seat_rows], quotas) - prices[0]
        for place, home in enumerate(self.choice.types.homes, 1):
            worth[list(home.types)] -= prices[place]
        return np.asarray(worth)
