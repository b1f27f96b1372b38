"""What the answers do when something happens."""

import json
from datetime import datetime

from django.utils import timezone

from belvedere.contexts.answers import actions
from belvedere.contexts.answers.actions.finding import index_answer
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.subscriptions import subscribe


@subscribe("answers.request", ["panels.opinion_recorded"])
def request_answers(event: Event, now: datetime) -> None:
    """An avis is given: its answer is due, counted from that day even if this job comes late."""
    actions.request_answers(opinion_reference=event.subject_id, asked_on=timezone.localdate(event.at), now=now)


@subscribe(
    "answers.tell_staff",
    [
        "answers.requested",
        "answers.assigned",
        "answers.submitted",
        "answers.sent_back",
        "answers.visa_given",
        "answers.validated",
    ],
)
def tell_staff(event: Event, now: datetime) -> None:
    """A step is made: the people whose turn it is get a mail."""
    actions.tell_whose_turn_it_is(opinion_reference=event.subject_id, occasion=str(event.id), now=now)


@subscribe("answers.index", ["answers.published"])
def make_findable(event: Event, now: datetime) -> None:  # noqa: ARG001 -- every reaction receives the hour
    """An answer is published: the search finds it, and « déjà dit » shows it."""
    index_answer(opinion_reference=event.subject_id)


@subscribe("answers.tell_contributor", ["answers.contribution_asked"])
def tell_contributor(event: Event, now: datetime) -> None:
    """A contribution is asked: the people who can give it get a mail."""
    pk = json.loads(event.payload)["contribution"]
    actions.tell_contributor(contribution_id=pk, occasion=str(event.id), now=now)
