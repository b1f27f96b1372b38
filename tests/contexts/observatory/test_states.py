"""The transition table of an examen, case by case."""

import pytest

from belvedere.contexts.observatory.models import EXAMEN_STATE_LABELS
from belvedere.contexts.observatory.states import TRANSITIONS, ExamenState, Verb, is_reached


def test_table() -> None:
    assert TRANSITIONS == {
        (ExamenState.OPENED, Verb.NOTE_OPINION): ExamenState.OPINION_GIVEN,
        (ExamenState.OPINION_GIVEN, Verb.NOTE_ANSWER): ExamenState.ANSWERED,
        (ExamenState.ANSWERED, Verb.CLOSE): ExamenState.CLOSED,
    }


def test_each_state_is_reached_from_the_first() -> None:
    reached = {ExamenState.OPENED}
    for (before, _verb), after in TRANSITIONS.items():
        if before in reached:
            reached.add(after)
    assert reached == set(ExamenState)


def test_each_state_has_words() -> None:
    assert set(EXAMEN_STATE_LABELS) == set(ExamenState)


@pytest.mark.parametrize("state", ExamenState)
@pytest.mark.parametrize("target", ExamenState)
def test_a_state_is_reached_by_those_after_it(state: ExamenState, target: ExamenState) -> None:
    order = list(ExamenState)
    assert is_reached(state, target) == (order.index(state) >= order.index(target))
