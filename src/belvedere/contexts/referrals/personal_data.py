"""What referrals hold about a person, found by the address of the account, and its erasure."""

from django.utils import timezone

from belvedere.contexts.actionplan.actions.survey import forget_replies
from belvedere.contexts.actionplan.queries.survey import marks_of, replies_under
from belvedere.contexts.referrals.actions.following import forget_follows_of
from belvedere.contexts.referrals.actions.person import (
    forget_appeals_of,
    forget_complements_of,
    forget_cosignatures_of,
    forget_drafts_of,
    forget_supports_of,
)
from belvedere.contexts.referrals.models import Draft, Follower, SupportContact
from belvedere.contexts.referrals.queries.complement import appeals_asked_by, complements_asked_of
from belvedere.contexts.referrals.queries.cosign import cosignatures_of
from belvedere.platform.accounts.models import User
from belvedere.platform.accounts.personal_data import Plain, erases, holds


@holds("saisines")
def supports(user: User) -> Plain:
    rows = SupportContact.objects.select_related("support__referral", "support__commune")
    return [
        {
            "saisine": row.support.referral.reference,
            "titre": row.support.referral.title,
            "depositaire": row.support.is_depositor,
            "commune": row.support.commune.name,
            "etat": row.support.state,
            "date": row.support.requested_at.isoformat(),
        }
        for row in rows.filter(email__iexact=user.email).order_by("support_id")
    ]


@holds("saisines.brouillons")
def drafts(user: User) -> Plain:
    rows = Draft.objects.filter(email__iexact=user.email).order_by("pk")
    return [{"titre": row.title, "demande": row.request, "raisons": row.reasons} for row in rows]


@holds("saisine.complements")
def complements(user: User) -> Plain:
    rows = complements_asked_of(user.email).select_related("referral").order_by("asked_at", "pk")
    return [{"saisine": row.referral.reference, "question": row.question, "reponse": row.answer} for row in rows]


@erases("saisine.complements")  # its name comes before « saisines »: without the address, no complement is found again
def forget_complements(user: User) -> None:
    forget_complements_of(email=user.email)


@holds("saisines.cosignatures")
def cosignatures(user: User) -> Plain:
    rows = cosignatures_of(user.email).select_related("draft", "commune").order_by("pk")
    return [
        {"titre": row.draft.title, "commune": row.commune.name, "date": row.requested_at.isoformat()} for row in rows
    ]


@erases("saisines.cosignatures")
def forget_cosignatures(user: User) -> None:
    forget_cosignatures_of(email=user.email)


@holds("saisine.recours")
def appeals(user: User) -> Plain:
    rows = appeals_asked_by(user.email).select_related("referral").order_by("asked_at", "pk")
    return [{"saisine": row.referral.reference, "texte": row.words, "reponse": row.answer} for row in rows]


@erases("saisine.recours")  # before « saisines », as complements are
def forget_appeals(user: User) -> None:
    forget_appeals_of(email=user.email)


@erases("saisines")
def forget_supports(user: User) -> None:
    forget_supports_of(email=user.email, now=timezone.now())


@holds("saisines.suivies")
def followed(user: User) -> Plain:
    rows = Follower.objects.filter(email__iexact=user.email).select_related("referral").order_by("pk")
    return [{"saisine": row.referral.reference, "rythme": row.pace, "date": row.asked_at.isoformat()} for row in rows]


@erases("saisines.suivies")
def forget_followed(user: User) -> None:
    forget_follows_of(email=user.email)


@erases("saisines.brouillons")
def forget_drafts(user: User) -> None:
    forget_drafts_of(email=user.email)


def _marks(user: User) -> list[str]:
    """Return the marks under which a person replied about the actions of the referrals they support."""
    rows = SupportContact.objects.filter(email__iexact=user.email, support__referral__examen__isnull=False)
    pairs = rows.values_list("support__referral__examen__reference", "support__uuid")
    return [mark for matter, uuid in pairs for mark in marks_of(matter, str(uuid))]


@holds("engagements.reponses")
def replies(user: User) -> Plain:
    return [
        {"action": row.survey.action.reference, "reponse": row.verdict, "texte": row.words, "date": row.at.isoformat()}
        for row in replies_under(_marks(user))
    ]


@erases("engagements.reponses")  # its name comes before « saisines »: without the address, no mark is found again
def forget_what_was_replied(user: User) -> None:
    forget_replies(marks=_marks(user))
