"""What follows: the examen, the mails at each step, the end of the collection, forgetting who signed."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from belvedere.contexts.actionplan.models import Action
from belvedere.contexts.actionplan.queries import actions, contest_link
from belvedere.contexts.actionplan.states import ActionState
from belvedere.contexts.observatory.queries import examen_card
from belvedere.contexts.referrals import events
from belvedere.contexts.referrals.actions.journal import journal
from belvedere.contexts.referrals.actions.steps import act_on_step
from belvedere.contexts.referrals.models import Follower, Referral, Support, SupportContact, SupportProof
from belvedere.contexts.referrals.queries import (
    DAYS_BY_MONTH,
    IDENTITY_RETENTION,
    public_title,
    support_token,
    tally_of,
)
from belvedere.contexts.referrals.queries.news import action_of, words_of_action
from belvedere.contexts.referrals.states import (
    FOLLOW_UP,
    GATHERING,
    Collection,
    Effect,
    FollowUp,
    FollowUpVerb,
    Pace,
    Publication,
    SupportState,
)
from belvedere.contexts.referrals.words import DEPOSITOR_ONLY, TO_THE_DEPOSITOR, letter_of
from belvedere.platform.journal.actions import SYSTEM
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.words import sentence_of
from belvedere.platform.mail.actions import post_message
from belvedere.platform.queued_sqlite.flushing import flushed_by_the_next_commit
from belvedere.platform.territory.queries import parameter_in_force

BATCH = 200


@transaction.atomic
def join_examen(*, referral_reference: str, examen_reference: str, now: datetime) -> None:
    """Attach a referral to the examen that it opened; asked twice, it is attached once."""
    referral = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("territory")
        .filter(reference=referral_reference)
        .first()
    )
    examen = examen_card(examen_reference)
    if referral is None or examen is None:
        return
    reached = FOLLOW_UP.get((FollowUp(referral.follow_up), FollowUpVerb.JOIN_EXAMEN))
    if reached is None:
        return
    referral.follow_up, referral.followed_up_at, referral.examen_id = reached, now, examen.pk
    referral.save(update_fields=["follow_up", "followed_up_at", "examen"])
    act_on_step(referral, Effect.PANEL, now=now)
    journal(referral, events.EXAMEN_JOINED, now=now, actor=SYSTEM, payload={"examen": examen_reference})


@transaction.atomic
def move_follow_up(*, referral_id: int, verb: FollowUpVerb, now: datetime) -> bool:
    """Move what a referral gave rise to; return whether it moved. The act itself is in the journal of its context.

    A contest is settled once no commitment of the examen is contested any more.
    """
    referral = Referral.objects.select_for_update(of=("self",)).select_related("examen").filter(pk=referral_id).first()
    reached = FOLLOW_UP.get((FollowUp(referral.follow_up), verb)) if referral is not None else None
    if referral is None or reached is None:
        return False
    if verb == FollowUpVerb.SETTLE and _is_still_contested(referral):
        return False
    referral.follow_up, referral.followed_up_at = reached, now
    referral.save(update_fields=["follow_up", "followed_up_at"])
    return True


def _is_still_contested(referral: Referral) -> bool:
    reference = referral.examen.reference if referral.examen else ""
    return actions().filter(matter=reference, state=ActionState.CONTESTED).exists()


def tell_batch(*, event: Event, referral: Referral, after: int, depositor_only: bool, now: datetime) -> int:
    """Write to the next supporters what has just happened; return the last one told, 0 when all are.

    The mail's key names the event and the support: told twice, a person receives one mail. Each is a transaction of
    its own, for who supports meanwhile waits for one mail and not for all; what the job commits last flushes them.
    """
    contacts = SupportContact.objects.select_related("support").filter(
        support__referral=referral, support__state=SupportState.CONFIRMED, support_id__gt=after
    )
    # What is decided on one's own deposit does not wait for Monday.
    contacts = contacts.filter(**({"support__is_depositor": True} if depositor_only else {"pace": Pace.EACH.value}))
    batch = list(contacts.order_by("support_id")[:BATCH])
    action = action_of(event)
    with flushed_by_the_next_commit():
        for contact in batch:
            _tell(event, referral, action, contact, now)
    return batch[-1].support_id if len(batch) == BATCH else 0


def _tell(event: Event, referral: Referral, action: Action | None, contact: SupportContact, now: datetime) -> None:
    token, is_own = support_token(contact.support), contact.support.is_depositor
    with translation.override(contact.language):
        sentence = sentence_of(event, said=TO_THE_DEPOSITOR.get(event.kind, ""))
        title = referral.title if is_own else public_title(referral)
        why = _("Vous le recevez parce que vous avez déposé cette saisine.") if event.kind in DEPOSITOR_ONLY else ""
    post_message(
        territory=referral.territory,
        to=contact.email,
        template="referrals/mail/news",
        context={
            "referral": referral,
            "is_own": is_own,
            "title": title,
            "sentence": sentence,
            "why": why,
            **words_of_action(action),
            "link": settings.PUBLIC_URL + reverse("referrals:referral", args=[referral.reference]),
            "choose_link": settings.PUBLIC_URL + reverse("referrals:pace", args=[token]),
            "withdraw_link": settings.PUBLIC_URL + reverse("referrals:withdraw_support", args=[token]),
            "receipt_link": settings.PUBLIC_URL + reverse("referrals:receipt", args=[token]),
            "carry_link": settings.PUBLIC_URL + reverse("referrals:carry", args=[token])
            if event.kind == events.MERGED.code
            else "",
            "complement_link": settings.PUBLIC_URL + reverse("referrals:complement", args=[token])
            if event.kind == events.COMPLEMENT_ASKED.code
            else "",
            **_links_of_a_decision(event, token),
            **_words_of_a_refusal(event, referral),
            "contest_link": _contest_link(event, action, contact),
        },
        now=now,
        language=contact.language,
        kind="news",
        key=f"{event.id}:{contact.support_id}",
        # What is decided on one's own deposit is no news: it is told to who left the list too.
        unsubscribe="" if event.kind in DEPOSITOR_ONLY else f"suivi:{referral.reference}",
    )


def _links_of_a_decision(event: Event, token: str) -> dict[str, str]:
    """Return where the depositor reads the letter of a decision, and contests a refusal."""
    names = {
        events.REJECTED.code: {"letter_link": "my_refusal_letter", "appeal_link": "appeal"},
        events.FORWARDED.code: {"letter_link": "my_transfer_letter"},
    }.get(event.kind, {})
    return {key: settings.PUBLIC_URL + reverse(f"referrals:{name}", args=[token]) for key, name in names.items()}


def _words_of_a_refusal(event: Event, referral: Referral) -> dict[str, object]:
    """Return why, what the person can do, and the next door: the mail says them, the letter is no detour."""
    if event.kind != events.REJECTED.code or not referral.rejection_reason:
        return {}
    return {"why_not": letter_of(referral.rejection_reason), "next_door": referral.next_door}


def _contest_link(event: Event, action: Action | None, contact: SupportContact) -> str:
    """Return where this person can say that an action announced as done is not, or nothing for other events."""
    if action is None or event.kind != "actionplan.done":
        return ""
    return settings.PUBLIC_URL + contest_link(action, str(contact.support.uuid))


@transaction.atomic
def close_collection(*, referral: Referral, now: datetime) -> None:
    """End a collection whose last day has passed."""
    locked = Referral.objects.select_for_update(of=("self",)).select_related("territory").get(pk=referral.pk)
    if locked.collection not in GATHERING or locked.closes_on is None or timezone.localdate(now) <= locked.closes_on:
        return
    locked.collection, locked.closed_at = Collection.CLOSED, now
    locked.save(update_fields=["collection", "closed_at"])
    journal(locked, events.COLLECTION_CLOSED, now=now, actor=SYSTEM, payload={"supports": tally_of(locked).total})


@transaction.atomic
def erase_identities(*, referral: Referral, now: datetime) -> int:
    """Forget who supported a referral, when the règlement's time has passed since its end; the counts stay."""
    locked = Referral.objects.select_for_update(of=("self",)).select_related("territory", "body").get(pk=referral.pk)
    end = locked.closed_at or (locked.decided_at if locked.collection == Collection.NOT_OPEN else None)
    if end is None or locked.identities_erased_at is not None:
        return 0
    months = parameter_in_force(body=locked.body, code=IDENTITY_RETENTION, on=timezone.localdate(end)).value
    if now < end + timedelta(days=months * DAYS_BY_MONTH):
        return 0
    erased = SupportContact.objects.filter(support__referral=locked).delete()[0]
    SupportProof.objects.filter(referral=locked).delete()
    Follower.objects.filter(referral=locked).delete()
    # Without its key, a referral's marks can no longer be compared with any address.
    locked.identities_erased_at, locked.identity_key = now, ""
    locked.save(update_fields=["identities_erased_at", "identity_key"])
    journal(locked, events.IDENTITIES_ERASED, now=now, actor=SYSTEM, payload={"contacts": erased})
    return erased


@transaction.atomic
def forget_unconfirmed(*, before: datetime) -> int:
    """Erase the referrals that their depositor never confirmed, a batch at most; return how many."""
    # Locked first: one that is being confirmed at this moment stays.
    waiting = Referral.objects.select_for_update(of=("self",)).filter(
        publication=Publication.UNCONFIRMED, deposited_at__lt=before
    )
    erased = [referral.pk for referral in waiting.order_by("deposited_at", "pk")[:BATCH]]
    Referral.objects.filter(pk__in=erased).delete()
    return len(erased)


@transaction.atomic
def forget_pending_supports(*, before: datetime) -> int:
    """Erase the supports that were never confirmed, with their addresses, a batch at most; return how many."""
    pending = Support.objects.select_for_update(of=("self",)).filter(
        state=SupportState.PENDING, requested_at__lt=before, is_depositor=False
    )
    erased = [support.pk for support in pending.order_by("requested_at", "pk")[:BATCH]]
    Support.objects.filter(pk__in=erased).delete()
    return len(erased)
