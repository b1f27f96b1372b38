"""Results by college, and a minimum that each college is sure of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from belvedere.engines.ballots.profile import Approvals, Outcome

Rule = Callable[[Approvals, int], Outcome]


@dataclass(frozen=True)
class Guaranteed:
    """Winners, which of them each college's minimum brought in, and what each college would have chosen alone."""

    winners: tuple[int, ...]
    brought_by: Mapping[str, tuple[int, ...]]
    alone: Mapping[str, Outcome]


def with_minimum(profile: Approvals, seats: int, rule: Rule, *, minimum: int) -> Guaranteed:
    """Choose items so that each college has at least ``minimum`` of those it would have chosen first.

    The rule chooses for all. A college with fewer than its minimum brings in its own first choices; each takes the
    place of the last winner that no college needs for its minimum. Colleges are served in the order of their names.

    Parameters
    ----------
    profile
        Ballots with colleges.
    seats
        How many items are chosen.
    rule
        How all choose, and each college alone: `approval`, `sequential_phragmen`…
    minimum
        How many of the ``seats`` first choices of each college must win; 0 guarantees nothing.

    Returns
    -------
    Guaranteed
        At most ``seats`` winners, the rule's first, then those brought in.

    Notes
    -----
    One count for all and one by college. Where colleges ask for more than there are seats, the last served have less.

    Examples
    --------
    >>> from belvedere.engines.ballots.approval import approval
    >>> ballots = (*[frozenset({0, 1})] * 5, frozenset({2}))
    >>> profile = Approvals(("a", "b", "c"), ballots, ("elus",) * 5 + ("habitants",))
    >>> found = with_minimum(profile, 2, approval, minimum=1)
    >>> found.winners, found.brought_by
    ((0, 2), {'elus': (), 'habitants': (2,)})
    """
    alone = {name: rule(profile.of_college(name), seats) for name in sorted(set(profile.colleges))}
    liked = {
        name: tuple(item for item in outcome.winners if _supports(profile, name, item))
        for name, outcome in alone.items()
    }
    winners, brought = bring_in(rule(profile, seats).winners, liked, seats, minimum=minimum)
    return Guaranteed(winners, brought, alone)


def bring_in(
    chosen: Sequence[int], liked: Mapping[str, Sequence[int]], seats: int, *, minimum: int
) -> tuple[tuple[int, ...], dict[str, tuple[int, ...]]]:
    """Return the winners once each college has its minimum, and what each brought in; whatever the rule that chose.

    Parameters
    ----------
    chosen
        The winners of all, the first ones first.
    liked
        For each college, what it would have chosen alone, the first ones first.

    Examples
    --------
    >>> bring_in((0, 1), {"elus": (0, 1), "habitants": (2, 0)}, 2, minimum=1)
    ((0, 1), {'elus': (), 'habitants': ()})
    >>> bring_in((0, 1), {"elus": (0, 1), "habitants": (2,)}, 2, minimum=1)
    ((0, 2), {'elus': (), 'habitants': (2,)})
    """
    winners = list(chosen)
    brought: dict[str, tuple[int, ...]] = {}
    for name, items in liked.items():
        missing = [item for item in items if item not in winners]
        wanted = missing[: max(0, minimum - sum(item in winners for item in items))]
        came = []
        for item in wanted:
            if len(winners) >= seats:
                spare = _spare(winners, liked, minimum)
                if spare is None:
                    break
                winners.remove(spare)
            winners.append(item)
            came.append(item)
        brought[name] = tuple(came)
    return tuple(winners), brought


def _supports(profile: Approvals, college: str, item: int) -> bool:
    return any(profile.colleges[voter] == college for voter in profile.supporters[item].tolist())


def _spare(winners: list[int], liked: Mapping[str, Sequence[int]], minimum: int) -> int | None:
    """Return the last winner without which each college keeps what it has of its minimum."""
    for item in reversed(winners):
        needed = (item in items and sum(winner in items for winner in winners) <= minimum for items in liked.values())
        if not any(needed):
            return item
    return None
