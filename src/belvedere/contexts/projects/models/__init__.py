"""Rows of the projects."""

from belvedere.contexts.projects.models.consultation import Participants, Proof, Proposal, Reaction, Score, Term
from belvedere.contexts.projects.models.gates import Approval, Passage, Tick
from belvedere.contexts.projects.models.papers import Deliverable, DeliverableTemplate
from belvedere.contexts.projects.models.planning import Deadline
from belvedere.contexts.projects.models.project import Asked, FrozenVerdict, Project, Reply, TeamMember

__all__ = [
    "Approval",
    "Asked",
    "Deadline",
    "Deliverable",
    "DeliverableTemplate",
    "FrozenVerdict",
    "Participants",
    "Passage",
    "Project",
    "Proof",
    "Proposal",
    "Reaction",
    "Reply",
    "Score",
    "TeamMember",
    "Term",
    "Tick",
]
