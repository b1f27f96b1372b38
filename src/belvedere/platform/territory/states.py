"""The kinds of bodies and the levels at which they decide."""

from enum import StrEnum


class Level(StrEnum):
    NEIGHBOURHOOD = "quartier"
    COMMUNE = "commune"
    BASIN = "bassin"
    METROPOLE = "metropole"
    PARTNER = "partenaire"
    STATE = "etat"


class BodyKind(StrEnum):
    METROPOLE = "metropole"
    COMMUNE = "commune"
    TRANSPORT_AUTHORITY = "aot"
    PUBLIC_COMPANY = "spl"


ORDER_OF_KINDS = (BodyKind.METROPOLE, BodyKind.TRANSPORT_AUTHORITY, BodyKind.PUBLIC_COMPANY, BodyKind.COMMUNE)
NEAREST_FIRST = (BodyKind.COMMUNE, BodyKind.METROPOLE, BodyKind.TRANSPORT_AUTHORITY, BodyKind.PUBLIC_COMPANY)

LEVEL_OF_KIND = {
    BodyKind.METROPOLE: Level.METROPOLE,
    BodyKind.COMMUNE: Level.COMMUNE,
    BodyKind.TRANSPORT_AUTHORITY: Level.PARTNER,
    BodyKind.PUBLIC_COMPANY: Level.PARTNER,
}


class Confidence(StrEnum):
    """How sure we are of a fact of law, as the reference codes it."""

    CONSOLIDATED = "V26"
    READ = "VR"
    OLD_VERSION = "VA"
    SECONDARY = "S"
    UNVERIFIED = "M"
