"""Where a support stands."""

from enum import StrEnum


class SupportState(StrEnum):
    PENDING = "a_confirmer"
    CONFIRMED = "confirme"
