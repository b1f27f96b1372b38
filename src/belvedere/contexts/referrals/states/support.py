"""Where a support stands, how it came, and what is written of it in the ledger."""

from enum import StrEnum


class SupportState(StrEnum):
    PENDING = "a_confirmer"
    CONFIRMED = "confirme"
    INVALIDATED = "invalide"


COUNTED = frozenset({SupportState.CONFIRMED})


class Origin(StrEnum):
    """How a support came."""

    ONLINE = "en_ligne"
    PAPER = "papier"
    CARRIED = "reporte"
    COSIGNED = "cosigne"


class LedgerAction(StrEnum):
    """What an entry of the ledger says happened to a support."""

    SUPPORTED = "soutien"
    WITHDRAWN = "retrait"
    INVALIDATED = "invalidation"
    RESTORED = "retablissement"
    RAISED = "verification"
