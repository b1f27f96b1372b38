"""Being known more surely: a code to one's telephone, counted once by telephone on each referral."""

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import override

from belvedere.contexts.referrals.actions.ledger import append_entry, roll_up
from belvedere.contexts.referrals.models import PhoneCode, Referral, Support, SupportProof
from belvedere.contexts.referrals.queries.proof import can_prove, code_digest, proof_mark
from belvedere.contexts.referrals.refusals import CodeExpired, CollectionClosed, IdentityTaken, PhoneTaken
from belvedere.contexts.referrals.states import GATHERING, LedgerAction
from belvedere.engines.rules.regulation import Level
from belvedere.platform.refusals import NotInThisState
from belvedere.platform.sms.actions import post_text

CODE_LIFE = timedelta(minutes=10)
MOST_ATTEMPTS, DIGITS = 5, 6


def _locked(support: Support, now: datetime) -> tuple[Referral, Support]:
    """Take the lock of the referral, then read the support again; refuse once the collection is over."""
    locked = Referral.objects.select_for_update(of=("self",)).select_related("territory", "body", "policy")
    referral = locked.get(pk=support.referral_id)
    current = Support.objects.filter(pk=support.pk, referral=referral).first()
    if current is None:
        raise NotInThisState
    is_past = referral.closes_on is not None and timezone.localdate(now) > referral.closes_on
    if referral.collection not in GATHERING or is_past:
        raise CollectionClosed(next_url=reverse("referrals:referral", args=[referral.reference]))
    return referral, current


@transaction.atomic
def ask_phone_code(*, support: Support, number: str, language: str, now: datetime) -> None:
    """Send a code to a telephone (`mobile_number`), in place of the one sent before.

    The page is the same for all: a telephone that already proved another support of this referral is told so by the
    message itself, and nobody else learns it.
    """
    referral, current = _locked(support, now)
    if not can_prove(current, Level.SMS):
        raise NotInThisState
    mark = proof_mark(referral, Level.SMS, number)
    is_taken = SupportProof.objects.filter(referral=referral, level=Level.SMS.value, identity=mark).exists()
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    said = {"identity": mark, "digest": code_digest(current, code), "attempts": 0, "asked_at": now}
    PhoneCode.objects.update_or_create(support=current, defaults=said)
    with override(language):
        words = _("Ce téléphone a déjà confirmé un soutien à la saisine %(reference)s.")
        if not is_taken:
            words = _("%(code)s est votre code pour la saisine %(reference)s. Ne le donnez à personne.")
        text = words % {"code": code, "reference": referral.reference}
    post_text(territory=referral.territory, to=number, text=text, now=now)


def confirm_phone_code(*, support: Support, code: str, now: datetime) -> bool:
    """Count a supporter as known by telephone; return False for a wrong code, of which five are borne.

    Raises
    ------
    CodeExpired
        When there is no code to confirm, when it waited ten minutes, or after five wrong ones.
    PhoneTaken
        When the telephone confirmed another support since the code was sent.
    """
    is_right = _attempt(support, code, now)
    if is_right is None:
        raise CodeExpired
    return is_right


@transaction.atomic
def _attempt(support: Support, code: str, now: datetime) -> bool | None:
    """Count an attempt, whose transaction must not be undone by a refusal; None when there is nothing to confirm."""
    referral, current = _locked(support, now)
    waiting = PhoneCode.objects.filter(support=current).first()
    if waiting is None or now > waiting.asked_at + CODE_LIFE or waiting.attempts >= MOST_ATTEMPTS:
        return None
    if not constant_time_compare(waiting.digest, code_digest(current, code)):
        PhoneCode.objects.filter(support=current).update(attempts=waiting.attempts + 1)
        return False
    PhoneCode.objects.filter(support=current).delete()
    if not raise_level(referral, current, Level.SMS, waiting.identity, now=now):
        raise PhoneTaken
    return True


@transaction.atomic
def prove_identity(*, support: Support, subject: str, now: datetime) -> None:
    """Count a supporter as known by FranceConnect, whose pseudonym is ``subject``; asked twice, counted once.

    Raises IdentityTaken when the same person confirmed another support of this referral.
    """
    referral, current = _locked(support, now)
    if not can_prove(current, Level.FRANCECONNECT):
        return
    mark = proof_mark(referral, Level.FRANCECONNECT, subject)
    if not raise_level(referral, current, Level.FRANCECONNECT, mark, now=now):
        raise IdentityTaken


def raise_level(referral: Referral, support: Support, level: Level, mark: str, *, now: datetime) -> bool:
    """Keep a proof and count the support at its level; False when the same person proved another. Holds the lock."""
    try:
        with transaction.atomic():
            SupportProof.objects.create(
                referral=referral, support=support, level=level.value, identity=mark, proven_at=now
            )
    except IntegrityError:
        return False
    if not can_prove(support, level):
        return True
    append_entry(referral, support, LedgerAction.RAISED, -1, now=now)
    support.level = level.value
    support.save(update_fields=["level"])
    append_entry(referral, support, LedgerAction.RAISED, 1, now=now)
    roll_up(referral, now=now)
    return True


def forget_old_codes(*, now: datetime) -> int:
    """Erase the codes that can no longer be used; return how many."""
    return PhoneCode.objects.filter(asked_at__lt=now - CODE_LIFE).delete()[0]
