"""What the seminars do when something is written in the journal."""

import json
from datetime import datetime

from belvedere.contexts.seminar import events
from belvedere.contexts.seminar.actions.preparing import index_seminar
from belvedere.contexts.seminar.models import Seminar
from belvedere.contexts.seminar.queries.names import names_of_colleges, titles_of_seminars
from belvedere.contexts.seminar.queries.seating import plan_of
from belvedere.contexts.seminar.tasks import compute_tables, draw_opinions
from belvedere.contexts.seminar.words import RULE_LABELS
from belvedere.platform.journal.kinds import name_codes, spell
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.subscriptions import subscribe

# Acts tell their codes in words: events and words do not know each other.
spell(events.POLL_WRITTEN, "rule", {rule.value: words for rule, words in RULE_LABELS.items()})
name_codes("college", names_of_colleges, events.COLLEGE_SET)
name_codes(
    "slug",
    titles_of_seminars,
    events.BEGUN,
    events.CLOSED,
    events.CONVENED,
    events.CREATED,
    events.DESCRIBED,
    events.PUBLISHED,
)


@subscribe("seminar.draw_tables", [events.TABLES_ASKED.code])
def draw_tables(event: Event, now: datetime) -> None:  # noqa: ARG001 -- the journal gives it to all
    """Compute the tables that were asked."""
    plan = plan_of(event.subject_id, json.loads(event.payload)["number"])
    if plan is not None:
        compute_tables.enqueue(plan.pk)


@subscribe("seminar.draw_opinions", [events.ROUND_CLOSED.code, events.MODERATED.code, events.MAP_ASKED.code])
def draw_map(event: Event, now: datetime) -> None:  # noqa: ARG001 -- the journal gives it to all
    """A round is over, something may be shown or not any more: the map is drawn again."""
    for seminar in Seminar.objects.filter(slug=event.subject_id):
        draw_opinions.enqueue(seminar.pk)


@subscribe("search.seminaire", [events.CONVENED.code, events.PUBLISHED.code])
def index(event: Event, now: datetime) -> None:  # noqa: ARG001 -- the journal gives it to all
    """A seminar is convened, or its record is public: its page can be found."""
    index_seminar(slug=event.subject_id)
