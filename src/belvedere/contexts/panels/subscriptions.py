"""What the panels do when something happens."""

import json
from datetime import datetime

from belvedere.contexts.panels.actions import campaign as campaigns
from belvedere.contexts.panels.actions import opinion as actions
from belvedere.contexts.panels.events import standing
from belvedere.contexts.panels.tasks import compute_lottery
from belvedere.contexts.panels.words import MISSION_LABELS
from belvedere.platform.journal.kinds import spell
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.subscriptions import subscribe

# Acts tell their codes in words: events and words do not know each other.
spell(standing.MISSION_MOVED, "state", {state.value: words for state, words in MISSION_LABELS.items()})


@subscribe("panels.lottery", ["panels.lottery_asked"])
def ask_lottery(event: Event, now: datetime) -> None:  # noqa: ARG001 -- the dispatcher gives it to all
    """A lottery is asked for: the worker computes it."""
    compute_lottery.enqueue(json.loads(event.payload)["draw"])


@subscribe("panels.recruit", ["observatory.examen_opened"])
def open_recruitment(event: Event, now: datetime) -> None:
    """A referral has reached the step that asks for a panel: the recruitment opens, its file is the examen."""
    if json.loads(event.payload)["referral"]:
        campaigns.open_campaign_of_referral(examen_reference=event.matter, now=now)


@subscribe("search.avis", ["panels.opinion_recorded"])
def index_opinion(event: Event, now: datetime) -> None:  # noqa: ARG001 -- the dispatcher gives it to all
    """An avis is recorded: its public page can be found."""
    actions.index_opinion(reference=event.subject_id)
