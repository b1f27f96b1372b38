"""A sample of supports: drawn so that anyone draws it again, checked one by one, its estimate published."""

from datetime import datetime

from django.db import IntegrityError, transaction

from belvedere.contexts.referrals import events
from belvedere.contexts.referrals.actions.checking import locked_for_checks
from belvedere.contexts.referrals.actions.journal import journal
from belvedere.contexts.referrals.models import Audit, AuditCheck, Referral
from belvedere.contexts.referrals.queries.audit import commitments_of
from belvedere.contexts.referrals.refusals import AuditUnderWay, ChecksMissing, NothingToCheck
from belvedere.contexts.referrals.states import VERIFICATION, Verification, VerificationVerb
from belvedere.contexts.referrals.states.paper import AuditState, CheckResult
from belvedere.engines.ledger.canonical import Value
from belvedere.engines.ledger.sampling import draw_sample, estimate
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor
from belvedere.platform.refusals import NotInThisState


@transaction.atomic
def draw_audit(*, referral: Referral, size: int, seed: str, by: Role, now: datetime) -> Audit:
    """Draw the supports to check, from a seed that nobody chose (dice thrown before witnesses)."""
    referral = locked_for_checks(referral, by)
    state = VERIFICATION.get((Verification(referral.verification), VerificationVerb.DRAW))
    if state is None:
        raise AuditUnderWay
    supports = commitments_of(referral)
    if not supports:
        raise NothingToCheck
    drawn = draw_sample(supports, size, seed)
    try:
        with transaction.atomic():
            audit = Audit.objects.create(
                referral=referral,
                number=Audit.objects.filter(referral=referral).count() + 1,
                seed=seed,
                population=len(supports),
                drawn_at=now,
            )
    except IntegrityError:
        raise AuditUnderWay from None
    AuditCheck.objects.bulk_create(
        AuditCheck(audit=audit, rank=rank, commitment=name, support_id=supports[name])
        for rank, name in enumerate(drawn, 1)
    )
    _move(referral, state)
    payload: dict[str, Value] = {
        "audit": audit.number,
        "population": audit.population,
        "size": len(drawn),
        "seed": seed,
    }
    journal(referral, events.AUDIT_DRAWN, now=now, actor=Actor.role(by), payload=payload)
    return audit


def _move(referral: Referral, state: Verification) -> None:
    referral.verification = state
    referral.save(update_fields=["verification"])


@transaction.atomic
def note_check(*, referral: Referral, rank: int, result: CheckResult, by: Role, now: datetime) -> AuditCheck:
    """Note what the check of one support found; until the audit is published, it can be noted again."""
    referral = locked_for_checks(referral, by)
    found = AuditCheck.objects.filter(
        audit__referral=referral, audit__state=AuditState.UNDER_WAY.value, rank=rank
    ).first()
    if found is None or result is CheckResult.WAITING:
        raise NotInThisState
    found.result, found.checked_at = result.value, now
    found.save(update_fields=["result", "checked_at"])
    return found


@transaction.atomic
def publish_audit(*, referral: Referral, by: Role, now: datetime) -> Audit:
    """Publish the estimate: who could not be reached is not counted as valid."""
    referral = locked_for_checks(referral, by)
    audit = Audit.objects.filter(referral=referral, state=AuditState.UNDER_WAY.value).first()
    if audit is None:
        raise NotInThisState
    results = list(AuditCheck.objects.filter(audit=audit).values_list("result", flat=True))
    if CheckResult.WAITING.value in results:
        raise ChecksMissing
    found = estimate(audit.population, len(results), results.count(CheckResult.VALID.value))
    audit.state, audit.published_at = AuditState.PUBLISHED.value, now
    audit.valid, audit.checked, audit.least, audit.most = found.valid, found.checked, found.least, found.most
    audit.save()
    _move(referral, VERIFICATION[Verification.UNDER_WAY, VerificationVerb.PUBLISH])
    payload = {
        "audit": audit.number,
        "checked": found.checked,
        "valid": found.valid,
        "least": found.least,
        "most": found.most,
    }
    journal(referral, events.AUDIT_PUBLISHED, now=now, actor=Actor.role(by), payload=payload)
    return audit
