"""What the strategy does when something happens."""

from datetime import datetime

from django.utils.timezone import localdate

from belvedere.contexts.strategy import events
from belvedere.contexts.strategy.actions.finding import index_version
from belvedere.contexts.strategy.queries.indicators import names_of_indicators
from belvedere.contexts.strategy.queries.settings import titles_of_numbers
from belvedere.platform.journal.kinds import name_codes
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.subscriptions import subscribe

# Acts tell their codes in words: events and words do not know each other.
name_codes("setting", titles_of_numbers, events.SETTING_CHANGED)
name_codes("indicator", names_of_indicators, events.TEST_SET)


@subscribe("search.strategy", ["strategy.version_adopted"])
def index_adopted(event: Event, now: datetime) -> None:
    """A version is adopted: it can be found, and its commitments."""
    index_version(number=int(event.subject_id), on=localdate(now))
