"""What a seminar gives out: the ballots of a poll."""

from typing import Any  # JSON

from django.utils.translation import gettext_lazy as _

from belvedere.contexts.seminar.models import Poll
from belvedere.contexts.seminar.states import PollRule
from belvedere.platform.exchange.tables import Column

Row = tuple[str, dict[str, Any]]


def ballot_columns(poll: Poll) -> list[Column[Row]]:
    """Return the college, then one column by cluster: 1 or 0, or the grade."""
    return [
        Column("college", _("Collège"), lambda row: row[0]),
        *(_column(str(item["number"]), is_judged=poll.rule == PollRule.JUDGEMENT) for item in poll.items),
    ]


def _column(number: str, *, is_judged: bool) -> Column[Row]:
    if is_judged:
        return Column(f"groupe_{number}", number, lambda row: row[1]["grades"].get(number, ""))
    return Column(f"groupe_{number}", number, lambda row: int(int(number) in row[1]["approved"]))
