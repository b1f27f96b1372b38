"""What seminars give out: the ballots of a poll, the contributions of those that are published."""

from typing import Any  # JSON

from django.utils.translation import gettext_lazy as _

from belvedere.contexts.seminar.models import Contribution, Poll
from belvedere.contexts.seminar.states import PollRule
from belvedere.platform.exchange.tables import Column

Row = tuple[str, dict[str, Any]]
CONTRIBUTION_COLUMNS: list[Column[Contribution]] = [
    Column("seminaire", _("Séminaire"), lambda row: row.round.seminar.slug),
    Column("tour", _("Tour"), lambda row: row.round.number),
    Column("question", _("Question"), lambda row: row.round.question),
    Column("table", _("Table"), lambda row: row.table),
    Column("texte", _("Texte"), lambda row: row.text),
    Column("groupe", _("Groupe"), lambda row: row.cluster.number if row.cluster else None),
    Column("nom_du_groupe", _("Nom du groupe"), lambda row: row.cluster.name if row.cluster else ""),
    Column("d_accord", _("D’accord"), lambda row: vars(row)["agree"]),
    Column("pas_d_accord", _("Pas d’accord"), lambda row: vars(row)["disagree"]),
]


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
