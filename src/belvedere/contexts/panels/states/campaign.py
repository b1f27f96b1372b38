"""The states of a recruitment, from its purpose to its panel; of its draw; of a candidate."""

from enum import StrEnum

SMALLEST_SHOWN = 5  # of a published breakdown; smaller numbers, and what would give them away, are hidden


class CampaignState(StrEnum):
    """Where a recruitment stands."""

    PREPARATION = "preparation"
    QUOTAS = "quotas"
    REGISTER = "registre"
    INVITATIONS = "invitations"
    REGISTRATION = "inscriptions"
    FROZEN = "bassin_gele"
    DRAW = "tirage"
    CONFIRMATION = "confirmations"
    CLOSED = "clos"
    ABANDONED = "abandonne"


class CampaignVerb(StrEnum):
    DESCRIBE = "decrire"
    OPEN_QUOTAS = "passer_aux_quotas"
    SET_QUOTAS = "fixer_les_quotas"
    ADOPT_QUOTAS = "adopter_les_quotas"
    REVISE_QUOTAS = "revoir_les_quotas"
    IMPORT_REGISTER = "importer_le_registre"
    CLOSE_REGISTER = "arreter_le_registre"
    INVITE = "inviter"
    OPEN_REGISTRATION = "ouvrir_les_inscriptions"
    REGISTER = "inscrire"
    FREEZE = "geler_le_bassin"
    REOPEN = "rouvrir_le_bassin"
    COMMIT = "engager"
    DRAW = "tirer"
    CLOSE = "clore"
    ABANDON = "abandonner"


_State, _Verb = CampaignState, CampaignVerb

CAMPAIGN: dict[tuple[CampaignState, CampaignVerb], CampaignState] = {
    (_State.PREPARATION, _Verb.DESCRIBE): _State.PREPARATION,
    (_State.PREPARATION, _Verb.OPEN_QUOTAS): _State.QUOTAS,
    (_State.QUOTAS, _Verb.DESCRIBE): _State.QUOTAS,
    (_State.QUOTAS, _Verb.SET_QUOTAS): _State.QUOTAS,
    (_State.QUOTAS, _Verb.ADOPT_QUOTAS): _State.REGISTER,
    (_State.REGISTER, _Verb.REVISE_QUOTAS): _State.QUOTAS,
    (_State.REGISTER, _Verb.IMPORT_REGISTER): _State.REGISTER,
    (_State.REGISTER, _Verb.CLOSE_REGISTER): _State.INVITATIONS,
    (_State.INVITATIONS, _Verb.INVITE): _State.INVITATIONS,
    (_State.INVITATIONS, _Verb.OPEN_REGISTRATION): _State.REGISTRATION,
    (_State.REGISTRATION, _Verb.INVITE): _State.REGISTRATION,
    (_State.REGISTRATION, _Verb.REGISTER): _State.REGISTRATION,
    (_State.REGISTRATION, _Verb.SET_QUOTAS): _State.REGISTRATION,
    (_State.REGISTRATION, _Verb.FREEZE): _State.FROZEN,
    (_State.FROZEN, _Verb.SET_QUOTAS): _State.FROZEN,
    (_State.FROZEN, _Verb.REOPEN): _State.REGISTRATION,
    (_State.FROZEN, _Verb.COMMIT): _State.DRAW,
    (_State.DRAW, _Verb.DRAW): _State.CONFIRMATION,
    (_State.CONFIRMATION, _Verb.CLOSE): _State.CLOSED,
    (_State.PREPARATION, _Verb.ABANDON): _State.ABANDONED,
    (_State.QUOTAS, _Verb.ABANDON): _State.ABANDONED,
    (_State.REGISTER, _Verb.ABANDON): _State.ABANDONED,
    (_State.INVITATIONS, _Verb.ABANDON): _State.ABANDONED,
    (_State.REGISTRATION, _Verb.ABANDON): _State.ABANDONED,
    (_State.FROZEN, _Verb.ABANDON): _State.ABANDONED,
}

# The steps in order, as the checklist shows them; an abandoned recruitment has none.
STEPS = tuple(state for state in CampaignState if state != CampaignState.ABANDONED)
ENDED = frozenset({CampaignState.CLOSED, CampaignState.ABANDONED})
# From here on the pool no longer changes: what is published must hold.
FROZEN_ON = frozenset({CampaignState.FROZEN, CampaignState.DRAW, CampaignState.CONFIRMATION, CampaignState.CLOSED})
# What anyone may read about: letters have left.
PUBLIC = frozenset({CampaignState.REGISTRATION, *FROZEN_ON})


def may(state: str, verb: CampaignVerb) -> bool:
    """Tell whether a verb applies in a state.

    >>> may("inscriptions", CampaignVerb.FREEZE), may("clos", CampaignVerb.FREEZE)
    (True, False)
    """
    return (CampaignState(state), verb) in CAMPAIGN


class CategoryKind(StrEnum):
    """Where a candidate's value comes from: an answer, the commune of the address, or two other values crossed."""

    ASKED = "question"
    COMMUNE = "commune"
    CROSSED = "croisement"


class Channel(StrEnum):
    """How a candidate signed up."""

    ONLINE = "en_ligne"
    TELEPHONE = "telephone"
    PAPER = "papier"


class CandidateState(StrEnum):
    REGISTERED = "inscrit"
    WITHDRAWN = "retire"
    INELIGIBLE = "ecarte"


class CandidateVerb(StrEnum):
    CORRECT = "corriger"
    WITHDRAW = "se_retirer"
    SET_ASIDE = "ecarter"
    TAKE_BACK = "reprendre"


CANDIDATE: dict[tuple[CandidateState, CandidateVerb], CandidateState] = {
    (CandidateState.REGISTERED, CandidateVerb.CORRECT): CandidateState.REGISTERED,
    (CandidateState.REGISTERED, CandidateVerb.WITHDRAW): CandidateState.WITHDRAWN,
    (CandidateState.REGISTERED, CandidateVerb.SET_ASIDE): CandidateState.INELIGIBLE,
    (CandidateState.WITHDRAWN, CandidateVerb.TAKE_BACK): CandidateState.REGISTERED,
    (CandidateState.INELIGIBLE, CandidateVerb.TAKE_BACK): CandidateState.REGISTERED,
}


class DrawState(StrEnum):
    """Where a draw stands: computed in the background, committed in public, launched by two, drawn once."""

    COMPUTING = "calcul"
    FAILED = "echec"
    READY = "pret"
    COMMITTED = "engage"
    LAUNCHED = "lance"
    DRAWN = "tire"


class DrawVerb(StrEnum):
    FINISH = "finir_le_calcul"
    FAIL = "signaler_l_echec"
    COMPUTE_AGAIN = "recalculer"
    COMMIT = "engager"
    LAUNCH = "lancer"
    DRAW = "tirer"


DRAW: dict[tuple[DrawState, DrawVerb], DrawState] = {
    (DrawState.COMPUTING, DrawVerb.FINISH): DrawState.READY,
    (DrawState.COMPUTING, DrawVerb.FAIL): DrawState.FAILED,
    (DrawState.COMPUTING, DrawVerb.COMPUTE_AGAIN): DrawState.COMPUTING,
    (DrawState.FAILED, DrawVerb.COMPUTE_AGAIN): DrawState.COMPUTING,
    (DrawState.READY, DrawVerb.COMPUTE_AGAIN): DrawState.COMPUTING,
    (DrawState.READY, DrawVerb.COMMIT): DrawState.COMMITTED,
    (DrawState.COMMITTED, DrawVerb.LAUNCH): DrawState.LAUNCHED,
    (DrawState.LAUNCHED, DrawVerb.DRAW): DrawState.DRAWN,
}


class Randomness(StrEnum):
    """Where the chance comes from."""

    DICE = "des"
    BEACON = "balise"
    SEALED = "valeurs_scellees"
    PUBLIC_DRAWS = "tirages_publics"
