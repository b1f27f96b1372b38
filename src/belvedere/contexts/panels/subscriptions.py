"""What the panels do when something happens."""

from datetime import datetime

from belvedere.contexts.panels.actions import opinion as actions
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.subscriptions import subscribe


@subscribe("search.avis", ["panels.opinion_recorded"])
def index_opinion(event: Event, now: datetime) -> None:  # noqa: ARG001 -- the dispatcher gives it to all
    """An avis is recorded: its public page can be found."""
    actions.index_opinion(reference=event.subject_id)
