"""Amending a version of another body, commenting it, arbitrating."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from rules import has_perm

from belvedere.contexts.strategy import events
from belvedere.contexts.strategy.actions.documents import Words, new_element, placed_in, removed
from belvedere.contexts.strategy.actions.locking import Payload, journal_version, locked_version
from belvedere.contexts.strategy.models import Amendment, Comment, Element, StrategyVersion
from belvedere.contexts.strategy.queries.documents import TEXTS
from belvedere.contexts.strategy.refusals import AlreadyAmended, ReasonNeeded, StillHolds, TextNeeded
from belvedere.contexts.strategy.states import (
    AMENDMENTS,
    AmendmentState,
    AmendmentVerb,
    Change,
    ElementKind,
    VersionState,
    VersionVerb,
)
from belvedere.platform.accounts.models import Role
from belvedere.platform.refusals import NotAllowed, NotInThisState

OPEN_TO_COMMENTS = frozenset({VersionState.DISCUSSED, VersionState.ARBITRATED})


def _texts_of(element: Element) -> dict[str, str]:
    return {name: str(getattr(element, name)) for name in (*TEXTS, "source")}


@transaction.atomic
def propose_amendment(
    *,
    version: StrategyVersion,
    change: Change,
    kind: ElementKind,
    key: str = "",
    parent: str = "",
    words: Words | None = None,
    reason: str,
    by: Role,
    now: datetime,
) -> Amendment:
    """Ask, in the name of one's body, that a part be added, changed or removed; the reason is public."""
    locked = locked_version(version, VersionVerb.AMEND, by)
    if not reason.strip():
        raise ReasonNeeded
    before: dict[str, str] = {}
    if change == Change.ADD:
        placed_in(locked, kind, parent)
    else:
        element = Element.objects.get(version=locked, key=key)
        kind, parent, before = ElementKind(element.kind), element.parent, _texts_of(element)
    wanted = words.as_fields() if words is not None and change != Change.REMOVE else {}
    if change != Change.REMOVE and not wanted.get("title_fr"):
        raise TextNeeded
    number = (locked.amendments.aggregate(last=Max("number"))["last"] or 0) + 1
    amendment = Amendment.objects.create(
        version=locked,
        number=number,
        change=change.value,
        element="" if change == Change.ADD else key,
        kind=kind.value,
        parent=parent,
        before=before,
        wanted=wanted,
        reason=reason.strip(),
        body=by.body,
        proposed_at=now,
    )
    payload: Payload = {"amendment": number, "body": by.body.name}
    journal_version(locked, events.AMENDMENT_PROPOSED, by=by, now=now, payload=payload)
    return amendment


@transaction.atomic
def withdraw_amendment(*, amendment: Amendment, by: Role, now: datetime) -> Amendment:
    """Take back an amendment of one's body before its arbitration."""
    StrategyVersion.objects.select_for_update().get(pk=amendment.version_id)
    locked = Amendment.objects.select_related("version__territory", "version__body").get(pk=amendment.pk)
    if not has_perm("strategy.withdraw", by, locked):
        raise NotAllowed
    return _decided(locked, locked.version, AmendmentVerb.WITHDRAW, "", by=by, now=now)


def _decided(
    amendment: Amendment, version: StrategyVersion, verb: AmendmentVerb, reason: str, *, by: Role, now: datetime
) -> Amendment:
    reached = AMENDMENTS.get((AmendmentState(amendment.state), verb))
    if reached is None:
        raise NotInThisState
    amendment.state, amendment.decision_reason, amendment.decided_at = reached.value, reason, now
    amendment.save()
    payload: Payload = {"amendment": amendment.number, "state": reached.value}
    journal_version(version, events.AMENDMENT_DECIDED, by=by, now=now, payload=payload)
    return amendment


@transaction.atomic
def decide_amendment(
    *, amendment: Amendment, verb: AmendmentVerb, reason: str, words: Words | None = None, by: Role, now: datetime
) -> Amendment:
    """Arbitrate an amendment, with a public reason; what is kept changes the version at once.

    ``words`` are those of the arbitration when the amendment is kept otherwise than it was asked.
    """
    locked = locked_version(amendment.version, VersionVerb.DECIDE, by)
    row = Amendment.objects.select_for_update().get(pk=amendment.pk)
    if verb == AmendmentVerb.WITHDRAW:
        raise NotAllowed
    if not reason.strip():
        raise ReasonNeeded
    if verb == AmendmentVerb.MODIFY and words is None:
        raise TextNeeded
    if verb in {AmendmentVerb.ACCEPT, AmendmentVerb.MODIFY} and row.state == AmendmentState.PROPOSED:
        _apply(row, locked, words)
    return _decided(row, locked, verb, reason.strip(), by=by, now=now)


def _apply(row: Amendment, version: StrategyVersion, words: Words | None) -> None:
    """Change the version as the amendment asks, or as its arbitration says."""
    row.decided = words.as_fields() if words is not None else dict(row.wanted)
    if row.change == Change.ADD:
        added = new_element(version, ElementKind(row.kind), row.parent, row.decided, is_demonstration=False)
        row.element = added.key
        return
    element = Element.objects.filter(version=version, key=row.element).first()
    if element is None or (words is None and _texts_of(element) != row.before):
        raise AlreadyAmended
    if row.change == Change.REMOVE and words is None:
        if Element.objects.filter(version=version, parent=element.key).exists():
            raise StillHolds
        removed(element)
        return
    if not row.decided.get("title_fr"):
        raise TextNeeded
    for name, value in row.decided.items():
        setattr(element, name, value)
    element.save()


@transaction.atomic
def comment_version(
    *,
    version: StrategyVersion,
    text: str,
    element: str = "",
    amendment: Amendment | None = None,
    by: Role,
    now: datetime,
) -> Comment:
    """Say, in the name of one's body, something of a part or of an amendment; it is public."""
    locked = StrategyVersion.objects.select_for_update(of=("self",)).select_related("territory").get(pk=version.pk)
    if not has_perm("strategy.comment", by, locked):
        raise NotAllowed
    if locked.state not in OPEN_TO_COMMENTS:
        raise NotInThisState
    if not text.strip():
        raise ReasonNeeded
    comment = Comment.objects.create(
        version=locked, element=element, amendment=amendment, body=by.body, text=text.strip(), at=now
    )
    payload: Payload = {
        "body": by.body.name,
        "element": element,
        "amendment": amendment.number if amendment is not None else 0,
    }
    journal_version(locked, events.COMMENTED, by=by, now=now, payload=payload)
    return comment
