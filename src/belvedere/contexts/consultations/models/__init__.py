"""What consultations store; each tool has its own module."""

from belvedere.contexts.consultations.models.consultation import Consultation, Phase
from belvedere.contexts.consultations.models.contributions import GroupedProposal, Reading, Report, Theme
from belvedere.contexts.consultations.models.debate import (
    Debate,
    DebateMap,
    Participant,
    RefusedCount,
    Removal,
    Statement,
    Vote,
)
from belvedere.contexts.consultations.models.meetings import Meeting, MeetingDocument, Registration
from belvedere.contexts.consultations.models.questionnaires import CommuneQuota, Question, Questionnaire, Sheet
from belvedere.contexts.consultations.models.register import Contribution, ContributionFile

__all__ = [
    "CommuneQuota",
    "Consultation",
    "Contribution",
    "ContributionFile",
    "Debate",
    "DebateMap",
    "GroupedProposal",
    "Meeting",
    "MeetingDocument",
    "Participant",
    "Phase",
    "Question",
    "Questionnaire",
    "Reading",
    "RefusedCount",
    "Registration",
    "Removal",
    "Report",
    "Sheet",
    "Statement",
    "Theme",
    "Vote",
]
