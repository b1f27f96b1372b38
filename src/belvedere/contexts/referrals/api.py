"""Referrals for programs."""

from datetime import date, datetime

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router, Schema

from belvedere.contexts.referrals import queries
from belvedere.contexts.referrals.forms import ListFilterForm
from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.queries.steps import steps_of
from belvedere.contexts.referrals.queries.tally import counts_now
from belvedere.platform.exchange.cursors import latest_slice
from belvedere.platform.exchange.public_api import Listed, Named, Place, next_address, offered

router = Router()


class ReferralOut(Schema):
    """A referral as its page shows it; `text` is empty when it was refused for what it says."""

    reference: str
    url: str
    title: str
    text: str
    body: Named
    policy: Named
    commune: Place
    publication: str
    rejection_reason: str
    collection: str
    verification: str
    follow_up: str
    supports: int
    deposited_at: datetime
    decided_at: datetime | None
    closes_on: date | None
    closed_at: datetime | None
    examen: str | None


class ReferralsOut(Schema):
    """Some referrals, the latest decided first, and the address of the next ones."""

    items: list[ReferralOut]
    next: str | None


class CountOut(Schema):
    """Supports of one commune at one level of verification."""

    commune: Place
    level: str
    supports: int


class CountsOut(Schema):
    """Supports by commune and level, now, and when they were last found equal to a recount."""

    reference: str
    supports: int
    verified_at: datetime | None
    counts: list[CountOut]


class StepOut(Schema):
    """A step of the règlement: whether it is reached, and in one sentence what still blocks."""

    code: str
    title: str
    effect: str
    state: str
    is_short: bool
    explanation: str
    counted: int
    needed: int | None
    outcome: str


class StepsOut(Schema):
    reference: str
    steps: list[StepOut]


class Asked(Listed):
    """Which referrals: the same filters as the page."""

    q: str = ""
    policy: str = ""
    commune: str = ""
    state: str = ""


def told(referral: Referral, total: int) -> ReferralOut:
    """Return a referral as it is told to programs."""
    return ReferralOut(
        reference=referral.reference,
        url=settings.PUBLIC_URL + reverse("referrals:referral", args=[referral.reference]),
        title=queries.public_title(referral),
        text=referral.request if queries.text_is_public(referral) else "",
        body=Named(slug=referral.body.slug, name=referral.body.name),
        policy=Named(slug=referral.policy.slug, name=referral.policy.name),
        commune=Place(insee=referral.commune.insee, name=referral.commune.name),
        publication=referral.publication,
        rejection_reason=referral.rejection_reason,
        collection=referral.collection,
        verification=referral.verification,
        follow_up=referral.follow_up,
        supports=total,
        deposited_at=referral.deposited_at,
        decided_at=referral.decided_at,
        closes_on=referral.closes_on,
        closed_at=referral.closed_at,
        examen=referral.examen.reference if referral.examen else None,
    )


def decided(reference: str) -> Referral:
    """Return a referral that anyone may read, or 404."""
    found = queries.public_referrals().filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


@offered(router, "/", ReferralsOut)
def list_referrals(request: HttpRequest, asked: Query[Asked]) -> ReferralsOut:
    """Referrals that were declared admissible or not, the latest first; `q` looks among the latest 500 that hold it."""
    filters = ListFilterForm({"q": asked.q, "politique": asked.policy, "commune": asked.commune, "etat": asked.state})
    found = latest_slice(
        queries.public_referrals(**filters.chosen),
        by="when_decided" if filters.chosen.get("text") else "decided_at",
        cursor=asked.cursor,
        limit=asked.limit,
        instant=lambda row: row.decided_at or row.deposited_at,
    )
    totals = queries.totals_of(found.rows)
    return ReferralsOut(
        items=[told(row, totals.get(row.pk, 0)) for row in found.rows], next=next_address(request, found.next_cursor)
    )


@offered(router, "/{reference}", ReferralOut)
def get_referral(request: HttpRequest, reference: str) -> ReferralOut:  # noqa: ARG001 -- the framework gives it
    """One referral."""
    found = decided(reference)
    return told(found, queries.totals_of([found]).get(found.pk, 0))


@offered(router, "/{reference}/counts", CountsOut)
def get_counts(request: HttpRequest, reference: str) -> CountsOut:  # noqa: ARG001 -- the framework gives it
    """Its supports by commune and level of verification, as of now."""
    found = decided(reference)
    counts = counts_now(found)
    rows = [
        CountOut(commune=Place(insee=insee, name=name), level=level, supports=count)
        for (insee, name, level), count in sorted(counts.items())
    ]
    verified = queries.counts_verified_at(found)
    return CountsOut(reference=found.reference, supports=counts.total(), verified_at=verified, counts=rows)


@offered(router, "/{reference}/steps", StepsOut)
def get_steps(request: HttpRequest, reference: str) -> StepsOut:  # noqa: ARG001 -- the framework gives it
    """The steps of its règlement, each with what still blocks it."""
    found = decided(reference)
    steps = [
        StepOut(
            code=step.code,
            title=step.title,
            effect=step.effect.value,
            state=step.state.value,
            is_short=step.is_short,
            explanation=step.sentence,
            counted=step.counted,
            needed=step.needed,
            outcome=step.outcome,
        )
        for step in steps_of(found, on=timezone.localdate())
    ]
    return StepsOut(reference=found.reference, steps=steps)
