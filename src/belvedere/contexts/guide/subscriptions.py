"""What the guide does when something happens."""

from datetime import datetime

from belvedere.contexts.guide.actions import record_rule_set
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.subscriptions import subscribe


@subscribe("guide.record_rules", ["projects.verdict_frozen"])
def keep_the_rules(event: Event, now: datetime) -> None:
    """A verdict was frozen: the rules that gave it are kept, so that it can be replayed."""
    record_rule_set(territory=event.territory, by=None, now=now)
