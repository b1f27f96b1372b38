"""What the panels do when something happens."""

import json
from datetime import datetime

from belvedere.contexts.panels.actions import opinion as actions
from belvedere.contexts.panels.tasks import compute_lottery
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.subscriptions import subscribe


@subscribe("panels.lottery", ["panels.lottery_asked"])
def ask_lottery(event: Event, now: datetime) -> None:  # noqa: ARG001 -- the dispatcher gives it to all
    """A lottery is asked for: the worker computes it."""
    compute_lottery.enqueue(json.loads(event.payload)["draw"])


@subscribe("search.avis", ["panels.opinion_recorded"])
def index_opinion(event: Event, now: datetime) -> None:  # noqa: ARG001 -- the dispatcher gives it to all
    """An avis is recorded: its public page can be found."""
    actions.index_opinion(reference=event.subject_id)
