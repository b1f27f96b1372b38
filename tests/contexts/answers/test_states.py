"""What an answer must say, and the documents that draw the states."""

import doctest
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from tools.draw_states import drawn

from belvedere.contexts.answers import states
from belvedere.contexts.answers.states import Draft, Horizon, SheetState, Verb, Verdict, kept_parts, missing_parts

ROOT = Path(__file__).resolve().parents[3]


def test_examples_hold() -> None:
    assert doctest.testmod(states).failed == 0


@pytest.mark.parametrize(
    ("draft", "missing"),
    [
        (Draft(), ("verdict",)),
        (Draft(Verdict.RETAINED), ("text", "owner", "horizon", "due_on")),
        (Draft(Verdict.RETAINED, text="Oui", owner=1, horizon=Horizon.SHORT, due_on=date(2027, 1, 4)), ()),
        (Draft(Verdict.PARTLY_RETAINED, text="Oui", owner=1, horizon=Horizon.SHORT), ("reason", "due_on")),
        (Draft(Verdict.UNDER_STUDY, text="Une étude"), ("study_until",)),
        (Draft(Verdict.UNDER_STUDY, text="Une étude", study_until=date(2027, 1, 4)), ()),
        (Draft(Verdict.REJECTED), ("reason",)),
        (Draft(Verdict.REJECTED, reason="Trop cher"), ()),
    ],
)
def test_missing_parts(draft: Draft, missing: tuple[str, ...]) -> None:
    assert missing_parts(draft) == missing


def test_parts_of_another_verdict_are_dropped() -> None:
    full = Draft(Verdict.RETAINED, " Oui ", "Non", date(2027, 1, 4), 3, Horizon.LONG, date(2028, 1, 4))
    assert kept_parts(full) == Draft(Verdict.RETAINED, "Oui", owner=3, horizon=Horizon.LONG, due_on=date(2028, 1, 4))


def test_nothing_leaves_a_published_sheet() -> None:
    assert [verb for state, verb in states.TRANSITIONS if state == SheetState.PUBLISHED] == []
    assert states.TRANSITIONS[SheetState.DRAFTED, Verb.SEND_BACK] == SheetState.ASSIGNED


@pytest.mark.parametrize("context", ["answers", "actionplan"])
def test_diagram_is_up_to_date(context: str) -> None:
    import_module(f"belvedere.contexts.{context}.states")
    text = (ROOT / "docs" / "contexts" / f"{context}.md").read_text()
    assert drawn(text) == text
