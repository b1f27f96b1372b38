"""Rows of the panels: recruitments and their draws, panels and their work, avis."""

from belvedere.contexts.panels.models.campaign import Campaign, Category, Target
from belvedere.contexts.panels.models.candidate import Candidate, CandidateAnswer, CandidateContact
from belvedere.contexts.panels.models.deliberation import (
    Amendment,
    MinorityOpinion,
    MinoritySupport,
    RejectedRecommendation,
    Vote,
)
from belvedere.contexts.panels.models.draw import Draw, DrawFile, WitnessThrow
from belvedere.contexts.panels.models.opinion import OPINION_STATE_LABELS, Opinion, Recommendation
from belvedere.contexts.panels.models.panel import Allowance, Attendance, Hearing, Mission, Session, SessionDocument
from belvedere.contexts.panels.models.questionnaire import Questionnaire, Reply
from belvedere.contexts.panels.models.register import Address, Invitation, RegisterFile
from belvedere.contexts.panels.models.seat import Cohort, Panel, Seat

__all__ = [
    "OPINION_STATE_LABELS",
    "Address",
    "Allowance",
    "Amendment",
    "Attendance",
    "Campaign",
    "Candidate",
    "CandidateAnswer",
    "CandidateContact",
    "Category",
    "Cohort",
    "Draw",
    "DrawFile",
    "Hearing",
    "Invitation",
    "MinorityOpinion",
    "MinoritySupport",
    "Mission",
    "Opinion",
    "Panel",
    "Questionnaire",
    "Recommendation",
    "RegisterFile",
    "RejectedRecommendation",
    "Reply",
    "Seat",
    "Session",
    "SessionDocument",
    "Target",
    "Vote",
    "WitnessThrow",
]
