"""Whether words and documents that people send may be shown, whatever is decided of the referral."""

from enum import StrEnum


class Moderation(StrEnum):
    TO_READ = "a_lire"
    CLEAR = "sans_remarque"
    HIDDEN = "masque"


class ModerationVerb(StrEnum):
    PASS = "laisser"  # noqa: S105 -- a word of the table, no secret
    HIDE = "masquer"
    SHOW = "remontrer"


MODERATION: dict[tuple[Moderation, ModerationVerb], Moderation] = {
    (Moderation.TO_READ, ModerationVerb.PASS): Moderation.CLEAR,
    (Moderation.TO_READ, ModerationVerb.HIDE): Moderation.HIDDEN,
    (Moderation.CLEAR, ModerationVerb.HIDE): Moderation.HIDDEN,
    (Moderation.HIDDEN, ModerationVerb.SHOW): Moderation.CLEAR,
}


class HiddenReason(StrEnum):
    """Why words or a document are not shown."""

    PERSONAL_DATA = "donnees_personnelles"
    INSULT = "propos_injurieux"
    UNLAWFUL = "contraire_a_la_loi"
    RIGHTS = "droits_d_autrui"
    UNRELATED = "hors_sujet"
