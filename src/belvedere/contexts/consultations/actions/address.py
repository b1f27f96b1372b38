"""An address given in a debate, when one wants to: one participation by address, and news if one asks for them."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac

from belvedere.contexts.consultations.actions.participation import join_debate
from belvedere.contexts.consultations.models import Debate, DebateMap, Participant, Statement, Vote
from belvedere.contexts.consultations.queries.addresses import Promise, address_token
from belvedere.contexts.consultations.queries.debates import participant_with
from belvedere.contexts.consultations.refusals import DebateNotOpen, LinkOutOfDate
from belvedere.platform.limits.actions import spend
from belvedere.platform.mail.actions import CONFIRMATION, post_message

ASKED_BY_HOUR = 5


def address_mark(debate: Debate, email: str) -> str:
    """Return what tells that an address was already used in a debate, without keeping it."""
    key = f"{debate.pk}:{email.strip().lower()}"
    return salted_hmac("consultations.address", key, algorithm="sha256").hexdigest()


def ask_to_confirm_address(*, debate: Debate, promise: Promise, client: str, language: str, now: datetime) -> None:
    """Send a link to an address; nothing is kept of it before it is confirmed."""
    if not debate.phase.is_open(now):
        raise DebateNotOpen
    limit = {"capacity": ASKED_BY_HOUR, "refill_seconds": 3600}
    spend(bucket="consultations.address", key=f"{debate.pk}:{client}", **limit, now=now)
    consultation = debate.phase.consultation
    path = reverse("consultations:confirm_address", args=[consultation.slug, address_token(debate, promise)])
    post_message(
        territory=consultation.territory,
        to=promise.email,
        template="consultations/mail/confirm_address",
        context={"consultation": consultation, "link": settings.PUBLIC_URL + path},
        now=now,
        language=language,
        kind=CONFIRMATION,
    )


@transaction.atomic
def confirm_address(
    *, debate: Debate, promise: Promise, client: str, now: datetime, language: str = "fr"
) -> Participant:
    """Make a participation that of an address; who had one already under it goes on with that one, votes joined.

    ``language`` is the one in which the address is told what is decided.
    """
    locked = Debate.objects.select_for_update(of=("self",)).select_related("phase__consultation").get(pk=debate.pk)
    mark = address_mark(locked, promise.email)
    held = Participant.objects.filter(debate=locked, email_mark=mark).first()
    mine = participant_with(locked, promise.key)
    if held is None:
        if mine is not None and mine.email_mark:
            raise LinkOutOfDate
        held = mine or join_debate(debate=locked, key=promise.key, client=client, now=now)
    elif mine is not None and mine.pk != held.pk:
        if mine.email_mark:
            raise LinkOutOfDate
        _join(mine, held)
        DebateMap.objects.filter(debate=locked).update(is_whole=False)  # votes were moved: they are all read again
        Debate.objects.filter(pk=locked.pk).update(changed_at=now)
    held.email, held.email_mark, held.verified_at = promise.email.strip().lower(), mark, now
    held.wants_news = held.wants_news or promise.wants_news
    held.language = language
    held.save(update_fields=["email", "email_mark", "verified_at", "wants_news", "language"])
    return held


def _join(mine: Participant, held: Participant) -> None:
    """Give the older participation what the newer one answered and it did not; the newer one is no more."""
    answered = Vote.objects.filter(participant=held).values("statement")
    Vote.objects.filter(participant=mine).exclude(statement__in=answered).update(participant=held)
    Statement.objects.filter(author=mine).update(author=held)
    mine.delete()


@transaction.atomic
def forget_address(*, email: str) -> int:
    """Erase an address from every debate: its answers stay, and are nobody's."""
    rows = Participant.objects.filter(email__iexact=email)
    return rows.update(email="", email_mark="", verified_at=None, wants_news=False, key=None, network="")


@transaction.atomic
def destroy_salt(*, debate: Debate) -> None:
    """Make it impossible to tell who shared a network: the salt and the marks are destroyed."""
    Participant.objects.filter(debate=debate).exclude(network="").update(network="")
    Debate.objects.filter(pk=debate.pk).update(salt="")


@transaction.atomic
def forget_addresses_of(*, debate: Debate) -> None:
    """Erase the addresses of a debate whose time has passed."""
    Participant.objects.filter(debate=debate).exclude(email="").update(email="", wants_news=False)
