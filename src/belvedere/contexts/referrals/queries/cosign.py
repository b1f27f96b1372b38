"""Who signs a draft, by which link, and how many are still needed."""

from datetime import date, datetime

from django.core import signing
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from belvedere.contexts.referrals.models import Cosignature, Draft
from belvedere.contexts.referrals.queries import token_digest
from belvedere.contexts.referrals.queries.regulation import rules_in_force
from belvedere.platform.mail.addresses import mailbox

COSIGN_SALT = "belvedere.referrals.cosignature"


def invitation_token(token: str) -> str:
    """Return the secret by which others read and sign a draft: made from its own, which it does not reveal."""
    return salted_hmac("belvedere.referrals.invitation", token, algorithm="sha256").hexdigest()


def draft_of_invitation(token: str, *, now: datetime) -> Draft | None:
    """Return the draft that an invitation opens, unless it is gone or has no text yet."""
    drafts = Draft.objects.select_related("territory", "commune", "policy", "body").exclude(request="")
    return drafts.filter(invitation_hash=token_digest(token), expires_at__gt=now).first()


def cosignature_token(row: Cosignature) -> str:
    return signing.dumps(str(row.uuid), salt=COSIGN_SALT)


def cosignature_of(token: str) -> Cosignature | None:
    """Return the signature that a link names, or None if it is forged or gone."""
    try:
        key = signing.loads(token, salt=COSIGN_SALT)
    except signing.BadSignature:
        return None
    return Cosignature.objects.select_related("draft__body", "draft__policy", "commune").filter(uuid=key).first()


def cosignatures_counted(draft: Draft) -> int:
    """Return how many others signed the words as they are."""
    signed = Cosignature.objects.filter(draft=draft, confirmed_at__isnull=False)
    return signed.exclude(mailbox=mailbox(draft.email)).count() if draft.email else signed.count()


def cosignatures_waiting(draft: Draft) -> int:
    """Return how many others asked to sign and have not yet opened the link of their mail."""
    return Cosignature.objects.filter(draft=draft, confirmed_at__isnull=True).count()


def cosignatories_needed(draft: Draft, *, on: date) -> int:
    """Return how many others must sign before the deposit, by the règlement in force."""
    return rules_in_force(draft.body, on).rules.admission.cosignatories if draft.body else 0


def cosignatures_of(email: str) -> QuerySet[Cosignature]:
    """Return what this address signed and is not deposited yet."""
    return Cosignature.objects.filter(email__iexact=email)
