"""Which supports a removal would set aside, which resemble each other, and what was set aside."""

import hashlib
import hmac
import re
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from belvedere.contexts.referrals.models import Referral, Removal, Support, SupportContact
from belvedere.contexts.referrals.states import SupportState
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.mail.addresses import mailbox

_NOT_LETTERS, _FEWEST_LETTERS = re.compile(r"[^a-z]"), 4


@dataclass(frozen=True)
class Conditions:
    """What the supports to set aside share, all together; an empty condition asks nothing."""

    email_domain: str = ""
    commune: str = ""
    origin: str = ""
    from_: datetime | None = None
    until: datetime | None = None
    resembling: bool = False

    def as_json(self) -> dict[str, Value]:
        """Return the conditions as they are kept; an address is never among them, a domain is."""
        found = {name: value for name, value in asdict(self).items() if value}
        return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in found.items()}


@dataclass(frozen=True)
class Preview:
    """What a removal would do, before anyone runs it."""

    total: int
    by_commune: tuple[tuple[str, int], ...]
    left: int


def matching(referral: Referral, conditions: Conditions) -> QuerySet[Support]:
    """Return the counted supports that meet every condition; none when nothing is asked."""
    if not conditions.as_json():
        return Support.objects.none()
    found = Support.objects.filter(referral=referral, state=SupportState.CONFIRMED, is_depositor=False)
    if conditions.email_domain:
        found = found.filter(contact__email__iendswith=f"@{conditions.email_domain.lstrip('@')}")
    if conditions.commune:
        found = found.filter(commune__slug=conditions.commune)
    if conditions.origin:
        found = found.filter(origin=conditions.origin)
    if conditions.from_:
        found = found.filter(confirmed_at__gte=conditions.from_)
    if conditions.until:
        found = found.filter(confirmed_at__lte=conditions.until)
    if conditions.resembling:
        found = found.filter(resemblance__in=_repeated(referral))
    return found.order_by("pk")


def _repeated(referral: Referral) -> QuerySet[Support, str]:
    named = Support.objects.filter(referral=referral, state=SupportState.CONFIRMED).exclude(resemblance="")
    repeated = named.order_by().values("resemblance").annotate(times=Count("pk")).filter(times__gt=1)
    return repeated.values_list("resemblance", flat=True)


def near_mark(referral: Referral, email: str) -> str:
    """Return the mark that almost equal addresses share on a referral: same letters, whatever digits and dots.

    An address of few letters is like itself only: « a1 » and « a2 » say nothing.
    """
    local, _at, domain = mailbox(email).rpartition("@")
    letters = _NOT_LETTERS.sub("", local)
    near = f"{letters}@{domain}" if len(letters) >= _FEWEST_LETTERS else mailbox(email)
    key = bytes.fromhex(referral.identity_key)
    return hmac.new(key, f"belvedere-near\n{near}".encode(), hashlib.sha256).hexdigest()


def unmarked_contacts(referral: Referral, limit: int) -> list[SupportContact]:
    """Return some supporters on line whose address was not compared yet: one statement."""
    rows = SupportContact.objects.filter(support__referral=referral, support__resemblance="").select_related("support")
    return list(rows.exclude(support__state=SupportState.PENDING).order_by("support_id")[:limit])


def resembling_count(referral: Referral) -> int:
    """Return how many counted supports resemble another one: one statement."""
    return matching(referral, Conditions(resembling=True)).count()


def previewed(referral: Referral, conditions: Conditions, *, total: int) -> Preview:
    """Count what a removal would set aside, by commune: one statement."""
    names = Counter(matching(referral, conditions).values_list("commune__name", flat=True))
    return Preview(names.total(), tuple(sorted(names.items())), total - names.total())


def removals_of(referral: Referral) -> list[Removal]:
    """Return the removals of a referral, the latest first: one statement."""
    return list(Removal.objects.filter(referral=referral).order_by("-number"))


def support_rows(referral: Referral) -> QuerySet[Support, tuple[datetime | None, str, str, str, str, str, int]]:
    """Return what officers may export of each support that was confirmed: those that count, then those set aside.

    It is the order of their index: a million is read by slices, and sorted nowhere.
    """
    kept = Support.objects.filter(referral=referral).exclude(state=SupportState.PENDING).order_by("state", "pk")
    return kept.values_list(
        "confirmed_at", "commune__insee", "level", "origin", "state", "batch__sheet", "removal__number"
    )
