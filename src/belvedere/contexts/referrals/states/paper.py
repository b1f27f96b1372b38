"""What an officer does with supports: batches of paper, removals, mergers, audits."""

from enum import StrEnum


class BatchState(StrEnum):
    COUNTED = "comptee"
    UNDONE = "annulee"


class RemovalState(StrEnum):
    RUN = "faite"
    UNDONE = "annulee"


class RemovalReason(StrEnum):
    """Why supports are not counted; the public reads it with how many."""

    ROBOT = "robot"
    DISPOSABLE = "adresses_jetables"
    DUPLICATE = "doublons"
    ELSEWHERE = "hors_du_territoire"


class MergerState(StrEnum):
    UNDER_WAY = "en_cours"
    UNDONE = "annule"


class AuditState(StrEnum):
    UNDER_WAY = "en_cours"
    PUBLISHED = "publie"


class CheckResult(StrEnum):
    WAITING = ""
    VALID = "valide"
    INVALID = "invalide"
    UNREACHABLE = "injoignable"


class LineState(StrEnum):
    """What becomes of a line of a sheet."""

    NEW = "nouvelle"
    RESEMBLES = "ressemble"
    TWICE = "deux_fois"
    THERE = "deja_la"
    UNREADABLE = "illisible"
