"""Approval, Phragmén, equal shares: the same winners and exact figures as counts made the slow way."""

import doctest
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belvedere.engines.ballots import approval as approval_module
from belvedere.engines.ballots import equal_shares as equal_shares_module
from belvedere.engines.ballots import guarantee as guarantee_module
from belvedere.engines.ballots import phragmen as phragmen_module
from belvedere.engines.ballots import profile as profile_module
from belvedere.engines.ballots.approval import approval
from belvedere.engines.ballots.equal_shares import equal_shares
from belvedere.engines.ballots.guarantee import with_minimum
from belvedere.engines.ballots.phragmen import sequential_phragmen
from belvedere.engines.ballots.profile import Approvals, BadProfile, Choice

MODULES = [approval_module, equal_shares_module, guarantee_module, phragmen_module, profile_module]


@pytest.mark.parametrize("module", MODULES)
def test_examples_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]  # a module


@st.composite
def profiles(draw: st.DrawFn) -> Approvals:
    """Draw ballots of up to ten voters over up to six items, with costs, by person or by college."""
    items = draw(st.integers(1, 6))
    ballots = draw(st.lists(st.frozensets(st.integers(0, items - 1)), min_size=1, max_size=10))
    colleges = tuple("ab"[draw(st.integers(0, 1))] for _ in ballots)
    costs = tuple(draw(st.integers(1, 6)) for _ in range(items))
    return Approvals(tuple(f"i{n}" for n in range(items)), tuple(ballots), colleges, draw(st.booleans()), costs)


def weights_of(profile: Approvals) -> list[Fraction]:
    return [profile.weights[kind] for kind in profile.kinds.tolist()]


def slow_equal_shares(profile: Approvals, budget: int) -> list[tuple[int, Fraction]]:
    """Count with one exact purse by voter."""
    weights = weights_of(profile)
    purses = [budget * weight / sum(weights) for weight in weights]
    left, found = list(range(len(profile.items))), []
    while True:
        prices = []
        for item in left:
            voters = sorted((n for n, ballot in enumerate(profile.ballots) if item in ballot), key=purses.__getitem__)
            rest, number = Fraction(profile.cost[item]), len(voters)
            for voter in voters:
                if purses[voter] * number >= rest:
                    prices.append((rest / number / profile.cost[item], item))
                    break
                rest, number = rest - purses[voter], number - 1
        if not prices:
            return found
        price, item = min(prices)
        part = price * profile.cost[item]
        purses = [
            purse - min(purse, part) if item in ballot else purse
            for purse, ballot in zip(purses, profile.ballots, strict=True)
        ]
        left.remove(item)
        found.append((item, price))


def slow_phragmen(profile: Approvals, seats: int) -> list[tuple[int, Fraction]]:
    """Count with one exact load by voter."""
    weights = weights_of(profile)
    loads = [Fraction(0)] * len(profile.ballots)
    left, found = list(range(len(profile.items))), []
    while len(found) < seats:
        scores = []
        for item in left:
            voters = [n for n, ballot in enumerate(profile.ballots) if item in ballot]
            if voters:
                total = sum(weights[n] for n in voters)
                scores.append(((1 + sum(weights[n] * loads[n] for n in voters)) / total, item))
        if not scores:
            break
        load, item = min(scores)
        loads = [load if item in ballot else old for old, ballot in zip(loads, profile.ballots, strict=True)]
        left.remove(item)
        found.append((item, load))
    return found


@settings(max_examples=150)
@given(profiles(), st.integers(0, 20))
def test_equal_shares_is_the_slow_count(profile: Approvals, budget: int) -> None:
    outcome = equal_shares(profile, budget, is_completed=False)
    assert [(choice.item, choice.figure) for choice in outcome.choices] == slow_equal_shares(profile, budget)
    spent = sum(profile.cost[item] for item in outcome.winners)
    assert outcome.notes == {"spent": Fraction(spent), "left": Fraction(budget - spent)}


@settings(max_examples=150)
@given(profiles(), st.integers(0, 6))
def test_phragmen_is_the_slow_count(profile: Approvals, seats: int) -> None:
    outcome = sequential_phragmen(profile, seats)
    assert [(choice.item, choice.figure) for choice in outcome.choices] == slow_phragmen(profile, seats)


@settings(max_examples=50)
@given(profiles(), st.integers(0, 20))
def test_a_completion_spends_what_fits_and_keeps_what_was_bought(profile: Approvals, budget: int) -> None:
    alone = equal_shares(profile, budget, is_completed=False)
    whole = equal_shares(profile, budget)
    assert whole.choices[: len(alone.choices)] == alone.choices
    assert all(choice.is_completion for choice in whole.choices[len(alone.choices) :])
    spent = sum(profile.cost[item] for item in whole.winners)
    wanted = {item for item, voters in enumerate(profile.supporters) if len(voters)} - set(whole.winners)
    assert spent <= budget
    assert all(profile.cost[item] > budget - spent for item in wanted)


@settings(max_examples=50)
@given(profiles(), st.permutations(range(10)))
def test_the_order_of_voters_changes_nothing(profile: Approvals, order: list[int]) -> None:
    kept = [place for place in order if place < len(profile.ballots)]
    shuffled = Approvals(
        profile.items,
        tuple(profile.ballots[place] for place in kept),
        tuple(profile.colleges[place] for place in kept),
        profile.is_by_college,
        profile.costs,
    )
    for count in (
        lambda one: equal_shares(one, 9),
        lambda one: sequential_phragmen(one, 3),
        lambda one: approval(one, 3),
    ):
        assert count(shuffled) == count(profile)


def test_a_tie_goes_to_the_first_of_the_list_and_is_said() -> None:
    profile = Approvals(("a", "b", "c"), (frozenset({1, 2}), frozenset({0})))
    assert approval(profile, 1).choices == (Choice(0, Fraction(1), (1, 2)),)
    assert sequential_phragmen(profile, 1).choices == (Choice(0, Fraction(1), (1, 2)),)
    assert equal_shares(profile, 2).choices == (Choice(0, Fraction(1), (1, 2)), Choice(1, Fraction(1), (2,)))


def test_by_college_a_small_college_weighs_as_much() -> None:
    ballots = (*[frozenset({0})] * 9, frozenset({1}))
    colleges = ("habitants",) * 9 + ("elus",)
    by_person = Approvals(("a", "b"), ballots, colleges)
    by_college = Approvals(("a", "b"), ballots, colleges, is_by_college=True)
    assert [choice.figure for choice in approval(by_person, 2).choices] == [9, 1]
    assert [choice.figure for choice in approval(by_college, 2).choices] == [1, 1]
    assert equal_shares(by_person, 1, is_completed=False).winners == ()
    assert equal_shares(by_college, 2, is_completed=False).winners == (0, 1)


def test_a_minimum_by_college_takes_the_place_of_who_needs_it_least() -> None:
    ballots = (*[frozenset({0, 1, 2})] * 6, *[frozenset({3})] * 2, frozenset({4}))
    colleges = ("habitants",) * 6 + ("services",) * 2 + ("elus",)
    profile = Approvals(("a", "b", "c", "d", "e"), ballots, colleges)
    found = with_minimum(profile, 3, approval, minimum=1)
    assert found.winners == (0, 4, 3)
    assert found.brought_by == {"elus": (4,), "habitants": (), "services": (3,)}
    assert {name: outcome.winners[:1] for name, outcome in found.alone.items()} == {
        "elus": (4,),
        "habitants": (0,),
        "services": (3,),
    }
    assert with_minimum(profile, 3, approval, minimum=0).winners == (0, 1, 2)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ballots": (frozenset({2}),)}, "A ballot approves an item that is not on the list."),
        ({"costs": (1,)}, "Give one cost of 1 or more for each item."),
        ({"costs": (1, 0)}, "Give one cost of 1 or more for each item."),
        ({"colleges": ("a", "b")}, "Give one college for each ballot."),
        ({"is_by_college": True}, "Counting by college asks for the college of each ballot."),
    ],
)
def test_ballots_that_make_no_sense_are_refused(wrong: dict[str, object], said: str) -> None:
    asked: dict[str, object] = {"items": ("a", "b"), "ballots": (frozenset({0}),)}
    with pytest.raises(BadProfile) as refused:
        Approvals(**{**asked, **wrong})  # type: ignore[arg-type]  # wrong on purpose
    assert str(refused.value) == said
    with pytest.raises(BadProfile):
        equal_shares(Approvals(("a",), (frozenset({0}),)), -1)
