"""The marks under which proofs of supporters are compared, and what each may still prove."""

from django.utils.crypto import salted_hmac

from belvedere.contexts.referrals.models import Referral, Support
from belvedere.contexts.referrals.states import COUNTED
from belvedere.engines.rules.regulation import Level
from belvedere.platform.franceconnect.client import is_offered
from belvedere.platform.sms.gateways import gateway


def proof_mark(referral: Referral, level: Level, value: str) -> str:
    """Return the mark of a telephone or of an identity on one referral: HMAC-SHA-256 under the referral's own key."""
    return salted_hmac(
        f"belvedere.proof.{level.value}", value, secret=referral.identity_key, algorithm="sha256"
    ).hexdigest()


def code_digest(support: Support, code: str) -> str:
    return salted_hmac("belvedere.phone-code", f"{support.uuid} {code}", algorithm="sha256").hexdigest()


def can_prove(support: Support, level: Level) -> bool:
    """Return whether a supporter would be known more surely by a proof of this level."""
    return support.state in COUNTED and Level(support.level).rank < level.rank


def may_prove_by_phone(support: Support) -> bool:
    """Return whether a code by telephone can be offered."""
    return gateway() is not None and can_prove(support, Level.SMS)


def may_prove_by_franceconnect(support: Support) -> bool:
    """Return whether FranceConnect can be offered."""
    return is_offered() and can_prove(support, Level.FRANCECONNECT)
