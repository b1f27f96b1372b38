"""Approval: the items that most people approve."""

from belvedere.engines.ballots.profile import Approvals, Choice, Outcome


def approval(profile: Approvals, seats: int) -> Outcome:
    """Choose the most approved items.

    Parameters
    ----------
    profile
        Ballots; counted by college when it says so.
    seats
        How many items are chosen.

    Returns
    -------
    Outcome
        With, for each winner, the weight of its approvals; ties go to the first of the list.

    Notes
    -----
    O(approvals + items log items).

    Examples
    --------
    >>> profile = Approvals(("a", "b", "c"), (frozenset({0, 1}), frozenset({1}), frozenset({2})))
    >>> [(choice.item, str(choice.figure), choice.tied_with) for choice in approval(profile, 2).choices]
    [(1, '2', ()), (0, '1', (2,))]
    """
    scores = [profile.weight_of(voters) for voters in profile.supporters]
    order = sorted(range(len(scores)), key=lambda item: (-scores[item], item))[: max(seats, 0)]
    chosen = set(order)
    return Outcome(
        "approval",
        tuple(
            Choice(
                item,
                scores[item],
                tuple(other for other, score in enumerate(scores) if score == scores[item] and other not in chosen),
            )
            for item in order
        ),
    )
