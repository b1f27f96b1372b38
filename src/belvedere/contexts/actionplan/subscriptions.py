"""What the plan does when something happens."""

import json
from datetime import datetime

from belvedere.contexts.actionplan import actions
from belvedere.contexts.actionplan.actions import survey
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.subscriptions import subscribe


@subscribe("actionplan.create_actions", ["answers.published"])
def create_actions(event: Event, now: datetime) -> None:
    """Answers are published: what is retained becomes actions."""
    actions.create_actions(opinion_reference=event.subject_id, now=now)


@subscribe("actionplan.tell_department", ["actionplan.action_created", "actionplan.added", "actionplan.contested"])
def tell_department(event: Event, now: datetime) -> None:
    """An action is created or contested: the department that owns it gets a mail."""
    actions.tell_department(
        reference=event.subject_id, kind=event.kind, occasion=str(event.id), author=event.actor_id, now=now
    )


@subscribe("search.actions", ["actionplan.action_created", "actionplan.added", "actionplan.revised"])
def index_action(event: Event, now: datetime) -> None:  # noqa: ARG001 -- the dispatcher gives it to all
    """An action is written, or written again: its public page can be found."""
    actions.index_action(reference=event.subject_id)


@subscribe("actionplan.judge_survey", ["actionplan.replied"])
def judge_survey(event: Event, now: datetime) -> None:
    """A person says whether it is done: if enough say no, the action is contested."""
    survey.contest_by_survey(survey_id=json.loads(event.payload)["survey"], now=now)
