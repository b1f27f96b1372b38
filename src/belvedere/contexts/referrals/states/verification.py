"""How far the supports of a referral were checked."""

from enum import StrEnum


class Verification(StrEnum):
    NONE = "non_verifiee"
    UNDER_WAY = "en_cours"
    PUBLISHED = "verifiee"


class VerificationVerb(StrEnum):
    DRAW = "tirer_un_echantillon"
    PUBLISH = "publier"


VERIFICATION: dict[tuple[Verification, VerificationVerb], Verification] = {
    (Verification.NONE, VerificationVerb.DRAW): Verification.UNDER_WAY,
    (Verification.PUBLISHED, VerificationVerb.DRAW): Verification.UNDER_WAY,
    (Verification.UNDER_WAY, VerificationVerb.PUBLISH): Verification.PUBLISHED,
}
