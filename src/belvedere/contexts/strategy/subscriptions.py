"""What the strategy does when something happens."""

from datetime import datetime

from django.utils.timezone import localdate

from belvedere.contexts.strategy.actions.finding import index_version
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.subscriptions import subscribe


@subscribe("search.strategy", ["strategy.version_adopted"])
def index_adopted(event: Event, now: datetime) -> None:
    """A version is adopted: it can be found, and its commitments."""
    index_version(number=int(event.subject_id), on=localdate(now))
