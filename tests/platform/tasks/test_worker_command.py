"""The command that runs the worker: it hears signals whatever it is doing."""

import signal
from collections.abc import Iterator

import pytest

from belvedere.platform.tasks.management.commands.worker import _stopped_by_signals

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@pytest.fixture(autouse=True)
def handlers_of_before() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_stops_the_loop_even_as_it_begins_to_wait(number: signal.Signals) -> None:
    stop_event = _stopped_by_signals()
    assert not stop_event.is_set()
    with stop_event._cond:  # type: ignore[attr-defined]  # as Event.wait holds it for an instant
        signal.raise_signal(number)
    assert stop_event.wait(5)
