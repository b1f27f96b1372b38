"""Whether a referral gathers supports."""

from enum import StrEnum


class Collection(StrEnum):
    """Whether it gathers supports."""

    NOT_OPEN = "pas_ouverte"
    OPEN = "ouverte"
    SUSPENDED = "suspendue"
    MERGED = "regroupee"
    CLOSED = "close"


class CollectionVerb(StrEnum):
    OPEN = "ouvrir"
    SUSPEND = "suspendre"
    RESUME = "reprendre"
    MERGE = "regrouper"
    UNMERGE = "separer"
    CLOSE = "clore"


COLLECTION: dict[tuple[Collection, CollectionVerb], Collection] = {
    (Collection.NOT_OPEN, CollectionVerb.OPEN): Collection.OPEN,
    (Collection.OPEN, CollectionVerb.SUSPEND): Collection.SUSPENDED,
    (Collection.SUSPENDED, CollectionVerb.RESUME): Collection.OPEN,
    (Collection.OPEN, CollectionVerb.MERGE): Collection.MERGED,
    (Collection.MERGED, CollectionVerb.UNMERGE): Collection.OPEN,
    (Collection.OPEN, CollectionVerb.CLOSE): Collection.CLOSED,
    (Collection.MERGED, CollectionVerb.CLOSE): Collection.CLOSED,
}

GATHERING = (Collection.OPEN,)
