"""Results by college, and a minimum that each college is sure of."""

from collections.abc import Callable, Mapping
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
    winners = list(rule(profile, seats).winners)
    brought: dict[str, tuple[int, ...]] = {}
    for name, outcome in alone.items():
        liked = [item for item in outcome.winners if _supports(profile, name, item)]
        missing = [item for item in liked if item not in winners]
        wanted = missing[: max(0, minimum - sum(item in winners for item in liked))]
        came = []
        for item in wanted:
            if len(winners) >= seats:
                spare = _spare(winners, alone, profile, minimum)
                if spare is None:
                    break
                winners.remove(spare)
            winners.append(item)
            came.append(item)
        brought[name] = tuple(came)
    return Guaranteed(tuple(winners), brought, alone)


def _supports(profile: Approvals, college: str, item: int) -> bool:
    return any(profile.colleges[voter] == college for voter in profile.supporters[item].tolist())


def _spare(winners: list[int], alone: Mapping[str, Outcome], profile: Approvals, minimum: int) -> int | None:
    """Return the last winner without which each college keeps what it has of its minimum."""
    for item in reversed(winners):
        needed = False
        for name, outcome in alone.items():
            liked = {one for one in outcome.winners if _supports(profile, name, one)}
            has = sum(winner in liked for winner in winners)
            needed = needed or (item in liked and has <= minimum)
        if not needed:
            return item
    return None
