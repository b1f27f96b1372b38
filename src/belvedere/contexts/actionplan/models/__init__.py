"""The action plan: its actions and their history, what inhabitants say of them, its iterations and versions."""

from belvedere.contexts.actionplan.models.action import (
    HISTORY,
    HORIZON_LABELS,
    ORIGIN_LABELS,
    REVISIONS,
    STATE_LABELS,
    Action,
    ActionOrigin,
    Contest,
    Progress,
    Revision,
)
from belvedere.contexts.actionplan.models.deposits import Deposit
from belvedere.contexts.actionplan.models.iterations import (
    FORECASTS,
    ITERATION_LABELS,
    QUESTION_LABELS,
    VERSIONS,
    Forecast,
    Iteration,
    RetrospectiveMark,
    RetrospectiveReply,
    Review,
    Version,
)
from belvedere.contexts.actionplan.models.plan import Axis, Plan
from belvedere.contexts.actionplan.models.survey import REPLY_LABELS, Survey, SurveyReply

__all__ = [
    "FORECASTS",
    "HISTORY",
    "HORIZON_LABELS",
    "ITERATION_LABELS",
    "ORIGIN_LABELS",
    "QUESTION_LABELS",
    "REPLY_LABELS",
    "REVISIONS",
    "STATE_LABELS",
    "VERSIONS",
    "Action",
    "ActionOrigin",
    "Axis",
    "Contest",
    "Deposit",
    "Forecast",
    "Iteration",
    "Plan",
    "Progress",
    "RetrospectiveMark",
    "RetrospectiveReply",
    "Review",
    "Revision",
    "Survey",
    "SurveyReply",
    "Version",
]
