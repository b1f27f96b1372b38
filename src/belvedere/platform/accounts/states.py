"""The roles that a person may hold within a body."""

from enum import StrEnum


class RoleKind(StrEnum):
    AGENT = "agent"
    DEPARTMENT = "service"
    ELECTED = "elu"
    MODERATOR = "moderateur"
    FACILITATOR = "animateur"
    AUDITOR = "auditeur"
    ADMINISTRATOR = "administrateur"


STAFF_KINDS = frozenset(RoleKind)
