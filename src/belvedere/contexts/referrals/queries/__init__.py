"""Reads of the referrals: what is public, what waits, counts that nobody recounts."""

import hashlib
import hmac
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.core import signing
from django.db.models import F, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from belvedere.contexts.observatory.models import Policy
from belvedere.contexts.referrals.models import CountMark, Draft, Referral, Support, SupportCount
from belvedere.contexts.referrals.queries.listed import Listed, among_those_found
from belvedere.contexts.referrals.queries.tally import CountKey, counts_now
from belvedere.contexts.referrals.states import (
    GATHERING,
    HIDES_TEXT,
    UNDER_EXAMEN,
    Collection,
    Publication,
    RejectionReason,
    SupportState,
)
from belvedere.contexts.referrals.states.moderation import Moderation
from belvedere.platform.accounts.models import Role
from belvedere.platform.mail.addresses import mailbox
from belvedere.platform.rows import find
from belvedere.platform.territory.models import Body, Commune, Parameter, Territory
from belvedere.platform.territory.queries import grants_in_force
from belvedere.platform.territory.states import BodyKind

LINK_SALT = "belvedere.referrals.support"
# Told by dates, as the partial indexes of the lists are: SQLite cannot match a bound value with an index's condition.
STATE_FILTERS: dict[str, dict[str, object]] = {
    "ouverte": {"closes_on__isnull": False, "closed_at__isnull": True},
    "seuil-atteint": {"reached_at__isnull": False},
    "examen": {"examen__isnull": False},
    "close": {"closed_at__isnull": False},
    "irrecevable": {"publication": Publication.REJECTED},
}
# Bounded by a date, SQLite would read the index of all for those of a state, a policy: an expression bounds nothing.
_WHEN_DECIDED = Coalesce("decided_at", "decided_at")
_MOST_ON_THE_DESK, _MOST_DECIDED = 200, 50
UNDECIDED = (Publication.RECEIVED, Publication.TO_COMPLETE)
IDENTITY_RETENTION = "referral.identity_retention_months"
DAYS_BY_MONTH = 31


@dataclass(frozen=True)
class Tally:
    """Confirmed supports of a referral: in all and by commune (Insee code), against its threshold."""

    total: int
    by_commune: dict[str, int]
    threshold: int | None
    by_level: dict[str, int] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        return max(0, (self.threshold or 0) - self.total)


def referrals() -> QuerySet[Referral]:
    """Return every referral with what its readers need: one statement."""
    return Referral.objects.select_related("territory", "body", "policy", "commune", "examen", "next_door")


def public_referrals(
    *, policy: Policy | None = None, commune: Commune | None = None, state: str = "", text: str = ""
) -> QuerySet[Referral]:
    """Return the referrals that anyone may read (decided), the latest first; unknown filters find nothing.

    They can be ordered by ``when_decided``, the same instant: a search that is cut in slices is. A search is among the
    latest that hold the words: ``listed_referrals`` tells whether there are others.
    """
    return listed_referrals(policy=policy, commune=commune, state=state, text=text).rows


def listed_referrals(
    *, policy: Policy | None = None, commune: Commune | None = None, state: str = "", text: str = ""
) -> Listed:
    """Return the same as ``public_referrals``, with whether more hold the words than a search reads."""
    found: QuerySet[Referral] = referrals().alias(when_decided=_WHEN_DECIDED)
    if state and state not in STATE_FILTERS:
        return Listed(found.none())
    chosen = STATE_FILTERS.get(state, {}).copy()
    chosen |= {name: row.pk for name, row in (("policy", policy), ("commune", commune)) if row}
    bounded_by = "when_decided" if text or chosen else "decided_at"
    found = found.filter(**{f"{bounded_by}__isnull": False})
    if text:
        listed = among_those_found(found, text, chosen)
        return Listed(listed.rows.order_by(F("when_decided").desc(), "-pk"), listed.is_search_cut)
    return Listed(found.filter(**chosen).order_by("-decided_at", "-pk"))


def referral_by_reference(reference: str) -> Referral | None:
    """Return a confirmed referral, whatever its state, with what its page needs."""
    found = referrals().select_related("policy__body", "count_mark")
    return found.exclude(publication=Publication.UNCONFIRMED).filter(reference=reference).first()


def gathering_referral(territory: Territory, reference: str) -> Referral | None:
    """Return a confirmed referral for its support form: a crowd asks for it."""
    referral = find(Referral, territory_id=territory.pk, reference=reference)
    if referral is None or referral.publication == Publication.UNCONFIRMED:
        return None
    referral.territory = territory
    return referral


def text_is_public(referral: Referral) -> bool:
    """Return whether anyone may read the words: once admitted, or rejected for a reason that does not hide them.

    What the moderation hides is shown nowhere.
    """
    if referral.moderation == Moderation.HIDDEN:
        return False
    if referral.publication == Publication.REJECTED:
        return RejectionReason(referral.rejection_reason) not in HIDES_TEXT
    return referral.publication == Publication.ADMITTED


def public_title(referral: Referral) -> str:
    """Return the title that anyone may read."""
    return referral.title if text_is_public(referral) else gettext("Texte non publié")


def tally_of(referral: Referral, counts: Counter[CountKey] | None = None) -> Tally:
    """Return the confirmed supports of a referral, from its ``counts`` where they are read already."""
    by_commune: Counter[str] = Counter()
    by_level: Counter[str] = Counter()
    for (insee, _name, level), count in (counts_now(referral) if counts is None else counts).items():
        by_commune[insee] += count
        by_level[level] += count
    return Tally(by_commune.total(), dict(by_commune), referral.threshold, dict(by_level))


def counts_verified_at(referral: Referral) -> datetime | None:
    """Return when the counters of a referral were last found equal to a recount."""
    mark: CountMark | None = getattr(referral, "count_mark", None)
    return mark.verified_at if mark is not None else None


def totals_of(shown: Iterable[Referral]) -> dict[int, int]:
    """Return the confirmed supports of some referrals: one statement for all."""
    rows = SupportCount.objects.filter(referral__in=[referral.pk for referral in shown])
    return dict(rows.values("referral").annotate(total=Sum("count")).values_list("referral", "total"))


def recounted(referral: Referral) -> dict[str, int]:
    """Count the confirmed supports again, row by row: what the counters must say."""
    confirmed = Support.objects.filter(referral=referral, state=SupportState.CONFIRMED)
    counts: dict[str, int] = {}
    for insee in confirmed.values_list("commune__insee", flat=True):
        counts[insee] = counts.get(insee, 0) + 1
    return counts


def referrals_open_to(role: Role) -> list[Referral]:
    """Return the referrals that the body of a role holds: those to decide by deadline, then the latest decided.

    Two statements: each reads its own index, however many were decided.
    """
    held = referrals().filter(body=role.body)
    waiting = held.filter(publication__in=UNDECIDED).order_by("decision_due_on", "pk")
    decided = held.filter(decided_at__isnull=False).order_by("-decided_at", "-pk")
    return [*waiting[:_MOST_ON_THE_DESK], *decided[:_MOST_DECIDED]]


def referrals_to_decide(body: Body) -> QuerySet[Referral]:
    return referrals().filter(body=body, publication=Publication.RECEIVED).order_by("decision_due_on", "pk")


def next_to_decide(referral: Referral) -> Referral | None:
    """Return the referral of the same body to decide after this one."""
    return referrals_to_decide(referral.body).exclude(pk=referral.pk).first()


@dataclass(frozen=True)
class Competent:
    """A body that may answer a matter, and why."""

    body: Body
    why: str
    source: str


def competent_bodies(policy: Policy | None, *, on: date, commune: Commune | None = None) -> list[Competent]:
    """Return who is competent for a policy: the body that runs it, then those that hold its competence by an act.

    Of the communes, only the one where the matter is.
    """
    if policy is None:
        return []
    grants = list(grants_in_force(on=on).filter(competence__policies=policy).order_by("since", "body__slug"))
    if commune is not None:
        grants = [row for row in grants if row.body.kind != BodyKind.COMMUNE or row.body_id == commune.body_id]
    found = {grant.body_id: Competent(grant.body, grant.act, grant.source) for grant in grants}
    runs = policy.body
    if runs.pk not in found:
        why = gettext("mène la politique « %(policy)s »") % {"policy": policy.name}
        return [Competent(runs, why, policy.source or runs.source), *found.values()]
    return sorted(found.values(), key=lambda competent: competent.body.pk != runs.pk)


def referrals_to_forget(*, now: datetime) -> QuerySet[Referral]:
    """Return the referrals whose signatories may have to be forgotten: ended for the shortest retention there is."""
    retentions = Parameter.objects.filter(code=IDENTITY_RETENTION).aggregate(shortest=Min("value"))
    if retentions["shortest"] is None:
        return Referral.objects.none()
    before = now - timedelta(days=retentions["shortest"] * DAYS_BY_MONTH)
    kept = Referral.objects.filter(identities_erased_at=None, decided_at__lte=before)
    return kept.filter(Q(closed_at__lte=before) | Q(closed_at=None, collection=Collection.NOT_OPEN))


def referrals_to_recount() -> QuerySet[Referral]:
    """Return the referrals whose counters have moved since they were last checked."""
    moved = Q(count_mark__verified_at=None) | Q(count_mark__verified_at__lt=F("count_mark__rolled_at"))
    return Referral.objects.filter(moved, count_mark__isnull=False).order_by("pk")


def draft_of(token: str, *, now: datetime) -> Draft | None:
    """Return the draft that a secret link opens, unless it has expired."""
    drafts = Draft.objects.select_related("commune", "policy", "body")
    return drafts.filter(token_hash=token_digest(token), expires_at__gt=now).first()


def token_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def identity_of(referral: Referral, email: str) -> str:
    """Return the mark of a mailbox on one referral: HMAC-SHA-256 under the referral's own key."""
    return salted_hmac(
        "belvedere.identity", mailbox(email), secret=referral.identity_key, algorithm="sha256"
    ).hexdigest()


def nonce_of(referral: Referral, support: Support) -> str:
    """Return what only the receipt's holder is given: without the referral's key, nobody finds it again."""
    key = bytes.fromhex(referral.identity_key)
    return hmac.new(key, f"belvedere-nonce\n{support.uuid}".encode(), hashlib.sha256).hexdigest()


def support_token(support: Support) -> str:
    """Return the secret of the links sent to a supporter."""
    return token_of(support.uuid)


def token_of(key: uuid.UUID) -> str:
    """Return the secret of the links of the support that has this key: letters, figures, « - », « _ » and « : »."""
    return signing.dumps(str(key), salt=LINK_SALT)


def support_of(token: str) -> Support | None:
    """Return the support that a link names, or None if the link is forged or the support is gone."""
    try:
        key = signing.loads(token, salt=LINK_SALT)
    except signing.BadSignature:
        return None
    return find(Support, uuid=key)


def referrals_of_examen(examen_reference: str) -> QuerySet[Referral]:
    return referrals().filter(examen__reference=examen_reference)


@dataclass(frozen=True)
class Figures:
    """Counts of the referrals for the home page and the bodies."""

    gathering: int
    to_decide: int
    in_examen: int


def figures(*, body: Body | None = None) -> Figures:
    """Return how many referrals gather supports, wait for a decision, are under examen."""
    held = Referral.objects.filter(**({"body": body} if body else {}))
    return Figures(
        gathering=held.filter(publication=Publication.ADMITTED, collection__in=GATHERING).count(),
        to_decide=held.filter(publication=Publication.RECEIVED).count(),
        in_examen=held.filter(examen__isnull=False, follow_up__in=UNDER_EXAMEN).count(),
    )


def with_totals(found: QuerySet[Referral]) -> QuerySet[Referral]:
    """Return the same referrals with ``supports_total``, for the exports that read them all."""
    return found.annotate(supports_total=Sum("counts__count"))
