"""The transition table of an action."""

import doctest
from datetime import date

import pytest

from belvedere.contexts.actionplan import states
from belvedere.contexts.actionplan.states import TRANSITIONS, ActionState, Verb, is_late


def test_examples_hold() -> None:
    assert doctest.testmod(states).failed == 0


@pytest.mark.parametrize("state", [state for state in ActionState if state != ActionState.DONE])
def test_only_what_is_called_done_is_contested(state: ActionState) -> None:
    assert (state, Verb.CONTEST) not in TRANSITIONS


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (ActionState.PLANNED, True),
        (ActionState.UNDER_WAY, True),
        (ActionState.DONE, False),
        (ActionState.CONTESTED, False),
        (ActionState.ABANDONED, False),
    ],
)
def test_late_the_day_after(state: ActionState, expected: bool) -> None:
    due_on = date(2026, 11, 23)
    assert is_late(state, due_on=due_on, today=date(2026, 11, 24)) is expected
    assert is_late(state, due_on=due_on, today=due_on) is False
