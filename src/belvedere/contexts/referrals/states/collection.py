"""Whether a referral gathers supports."""

from enum import StrEnum


class Collection(StrEnum):
    """Whether it gathers supports."""

    NOT_OPEN = "pas_ouverte"
    OPEN = "ouverte"
    REACHED = "seuil_atteint"
    CLOSED = "close"


class CollectionVerb(StrEnum):
    OPEN = "ouvrir"
    REACH = "atteindre"
    CLOSE = "clore"


COLLECTION: dict[tuple[Collection, CollectionVerb], Collection] = {
    (Collection.NOT_OPEN, CollectionVerb.OPEN): Collection.OPEN,
    (Collection.OPEN, CollectionVerb.REACH): Collection.REACHED,
    (Collection.OPEN, CollectionVerb.CLOSE): Collection.CLOSED,
    (Collection.REACHED, CollectionVerb.CLOSE): Collection.CLOSED,
}

GATHERING = (Collection.OPEN, Collection.REACHED)
