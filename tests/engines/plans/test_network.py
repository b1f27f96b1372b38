"""The critical path against brute force: every chain is walked, the longest is the length."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belvedere.engines.plans.network import (
    PrerequisiteCycle,
    Schedule,
    Task,
    UnknownPrerequisite,
    cycle_among,
    schedule,
)


@st.composite
def networks(draw: st.DrawFn) -> list[Task]:
    """Small networks: a task needs only tasks drawn before it; names say nothing of the order."""
    size = draw(st.integers(0, 7))
    names = draw(st.permutations("abcdefg"))[:size]
    tasks = []
    for rank, name in enumerate(names):
        needs = draw(st.sets(st.sampled_from(names[:rank]))) if rank else set()
        tasks.append(Task(name, draw(st.integers(0, 4)), tuple(sorted(needs)), draw(st.integers(0, 5))))
    return list(draw(st.permutations(tasks)))


def chains_to(key: str, tasks: dict[str, Task]) -> Iterator[tuple[str, ...]]:
    """Every chain of prerequisites that ends with a task."""
    yield (key,)
    for needed in tasks[key].needs:
        yield from ((*chain, key) for chain in chains_to(needed, tasks))


def end_of(chain: tuple[str, ...], tasks: dict[str, Task]) -> int:
    return tasks[chain[0]].ready + sum(tasks[key].days for key in chain)


@settings(max_examples=120)
@given(networks())
def test_each_finish_is_the_longest_chain(drawn: list[Task]) -> None:
    tasks = {task.key: task for task in drawn}
    found = schedule(drawn)
    longest = {key: max(end_of(chain, tasks) for chain in chains_to(key, tasks)) for key in tasks}
    assert {key: slot.finish for key, slot in found.slots.items()} == longest
    assert found.length == max(longest.values(), default=0)
    if drawn:
        assert found.path in {chain for key in tasks for chain in chains_to(key, tasks)}
        assert end_of(found.path, tasks) == found.length


@settings(max_examples=120)
@given(networks())
def test_slack_is_the_greatest_slip_that_changes_nothing(drawn: list[Task]) -> None:
    found = schedule(drawn)
    for task in drawn:
        slack = found.slots[task.key].slack
        assert slack >= 0
        assert schedule(_slipped(drawn, task, found, slack)).length == found.length
        assert schedule(_slipped(drawn, task, found, slack + 1)).length == found.length + 1
    assert all(found.slots[key].slack == 0 for key in found.path)


def _slipped(drawn: list[Task], slow: Task, found: Schedule, days: int) -> list[Task]:
    later = Task(slow.key, slow.days, slow.needs, found.slots[slow.key].start + days)
    return [later if task is slow else task for task in drawn]


@given(networks(), st.data())
def test_a_cycle_is_named(drawn: list[Task], data: st.DataObject) -> None:
    needs = {task.key: set(task.needs) for task in drawn}
    assert cycle_among(needs) == ()
    if not drawn:
        return
    last = data.draw(st.sampled_from(sorted(needs)))
    chain = data.draw(st.sampled_from(sorted(chains_to(last, {task.key: task for task in drawn}))))
    needs[chain[0]].add(last)
    cycle = cycle_among(needs)
    assert cycle[0] == cycle[-1]
    assert all(before in needs[after] for before, after in pairwise(cycle))
    with pytest.raises(PrerequisiteCycle) as refused:
        schedule([Task(key, 1, tuple(sorted(wanted))) for key, wanted in needs.items()])
    assert refused.value.cycle[0] == refused.value.cycle[-1]


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownPrerequisite) as refused:
        schedule([Task("a", 1, ("b",))])
    assert (refused.value.key, refused.value.needed) == ("a", "b")


def test_worked_example_of_the_documentation() -> None:
    found = schedule(
        [
            Task("charte", 60),
            Task("calendrier", 30),
            Task("referents", 90, ("charte",)),
            Task("pilotes", 180, ("charte", "calendrier")),
            Task("bilan", 45, ("pilotes", "referents")),
        ]
    )
    assert (found.length, found.path) == (285, ("charte", "pilotes", "bilan"))
    assert {key: slot.slack for key, slot in found.slots.items()} == {
        "charte": 0, "calendrier": 30, "referents": 90, "pilotes": 0, "bilan": 0,
    }  # fmt: skip
