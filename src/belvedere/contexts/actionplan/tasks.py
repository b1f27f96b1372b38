"""Background work of the plan: thin wrappers of actions."""

from datetime import datetime

from django.utils import timezone

from belvedere.contexts.actionplan.actions import iterations, survey
from belvedere.contexts.actionplan.queries.iterations import open_iteration_of_plan
from belvedere.contexts.actionplan.queries.survey import actions_to_ask, surveys_to_close
from belvedere.platform.tasks.schedule import every

HOUR = 3600


@every(seconds=HOUR, name="actionplan.ask_if_done")
def ask_if_done(now: datetime) -> None:
    """Ask about the actions whose date has come."""
    for action in actions_to_ask(timezone.localdate(now)).iterator():
        survey.ask_if_done(action_id=action.pk, now=now)


@every(seconds=HOUR, name="actionplan.close_surveys")
def close_surveys(now: datetime) -> None:
    """Close the surveys whose last day has passed."""
    for row in surveys_to_close(timezone.localdate(now)).iterator():
        survey.close_survey(survey_id=row.pk, now=now)


@every(seconds=HOUR, name="actionplan.remind_owners")
def remind_owners(now: datetime) -> None:
    """Remind those who have actions to review, fourteen and three days before the end and on the last one."""
    iteration = open_iteration_of_plan()
    if iteration is not None:
        iterations.remind_owners(iteration_id=iteration.pk, now=now)
