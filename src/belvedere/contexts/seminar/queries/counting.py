"""The count of a poll, by the rule announced. Its engines take a while to load: only a closing waits for them."""

from collections.abc import Sequence
from typing import Any  # JSON

from belvedere.contexts.seminar.models import Poll
from belvedere.contexts.seminar.queries.polls import Cast
from belvedere.contexts.seminar.states import GRADES, PollRule
from belvedere.engines.ballots.approval import approval
from belvedere.engines.ballots.equal_shares import equal_shares
from belvedere.engines.ballots.guarantee import bring_in, with_minimum
from belvedere.engines.ballots.majority_judgement import majority_judgement
from belvedere.engines.ballots.phragmen import sequential_phragmen
from belvedere.engines.ballots.profile import Approvals, Outcome


def count(poll: Poll, cast: Cast) -> dict[str, Any]:
    """Return the result of a poll, ready for JSON: exact figures as fractions written in text."""
    if poll.rule == PollRule.JUDGEMENT:
        return _judged(poll, cast)
    return _chosen(poll, cast)


def _judged(poll: Poll, cast: Cast) -> dict[str, Any]:
    def counts(choices: Sequence[dict[str, Any]]) -> list[tuple[int, ...]]:
        given = [[ballot["grades"].get(str(item["number"])) for ballot in choices] for item in poll.items]
        return [tuple(row.count(grade) for grade in GRADES) for row in given]

    table = counts(cast.choices)
    ranks = majority_judgement(table)
    places = [rank.place for rank in ranks]
    alone = {}
    for college in sorted(set(cast.colleges)):
        mine = [one for one, name in zip(cast.choices, cast.colleges, strict=True) if name == college]
        alone[college] = majority_judgement(counts(mine))
    chosen = [rank.item for rank in ranks if rank.place <= poll.seats and rank.grade is not None]
    # What a college rejects is not among its first choices, even where it likes nothing better.
    liked = {name: [rank.item for rank in found if rank.grade][: poll.seats] for name, found in alone.items()}
    winners, brought = bring_in(chosen, liked, poll.seats, minimum=poll.minimum)
    numbers = [item["number"] for item in poll.items]
    return {
        "rows": [
            {
                "number": poll.items[rank.item]["number"],
                "name": poll.items[rank.item]["name"],
                "place": rank.place,
                "is_chosen": rank.item in winners,
                "grade": GRADES[rank.grade] if rank.grade is not None else "",
                "counts": list(table[rank.item]),
                "tied_with": [
                    poll.items[other.item]["name"]
                    for other in ranks
                    if other.place == rank.place and other.item != rank.item
                ]
                if places.count(rank.place) > 1
                else [],
            }
            for rank in ranks
        ],
        "colleges": {name: [numbers[rank.item] for rank in found] for name, found in alone.items()},
        "brought_by": {name: [numbers[item] for item in items] for name, items in brought.items() if items},
        "ballots": len(cast.choices),
    }


def profile_of(poll: Poll, cast: Cast) -> Approvals:
    """Return the approval ballots of a poll."""
    positions = {str(item["number"]): place for place, item in enumerate(poll.items)}
    return Approvals(
        tuple(str(item["number"]) for item in poll.items),
        tuple(frozenset(positions[str(number)] for number in one["approved"]) for one in cast.choices),
        cast.colleges,
        is_by_college=poll.is_by_college and bool(cast.colleges),
        costs=tuple(item["cost"] for item in poll.items) if poll.rule == PollRule.SHARES else (),
    )


def _by_rule(poll: Poll, profile: Approvals, seats: int) -> Outcome:
    if poll.rule == PollRule.SHARES:
        return equal_shares(profile, poll.budget)
    return sequential_phragmen(profile, seats) if poll.rule == PollRule.PHRAGMEN else approval(profile, seats)


def _chosen(poll: Poll, cast: Cast) -> dict[str, Any]:
    profile = profile_of(poll, cast)
    outcome = _by_rule(poll, profile, poll.seats)
    figures = {choice.item: choice for choice in outcome.choices}
    winners, brought, alone = list(outcome.winners), {}, {}
    names = sorted(set(cast.colleges))
    if poll.rule == PollRule.SHARES:
        alone = {name: _by_rule(poll, profile.of_college(name), poll.seats).winners for name in names}
    elif cast.colleges:
        found = with_minimum(profile, poll.seats, lambda one, seats: _by_rule(poll, one, seats), minimum=poll.minimum)
        winners = list(found.winners)
        brought = {name: [poll.items[item]["number"] for item in items] for name, items in found.brought_by.items()}
        alone = {name: one.winners for name, one in found.alone.items()}
    order = winners + [place for place in range(len(poll.items)) if place not in winners]
    supports = [len(voters) for voters in profile.supporters]
    return {
        "rows": [
            {
                "number": poll.items[item]["number"],
                "name": poll.items[item]["name"],
                "place": rank,
                "is_chosen": item in winners,
                "supports": supports[item],
                "figure": str(figures[item].figure) if item in figures else "",
                "is_completion": item in figures and figures[item].is_completion,
                "tied_with": [poll.items[other]["name"] for other in figures[item].tied_with]
                if item in figures
                else [],
            }
            for rank, item in enumerate(order, start=1)
        ],
        "colleges": {name: [poll.items[item]["number"] for item in items] for name, items in alone.items()},
        "brought_by": {name: items for name, items in brought.items() if items},
        "notes": {name: str(value) for name, value in outcome.notes.items()},
        "ballots": len(cast.choices),
    }
