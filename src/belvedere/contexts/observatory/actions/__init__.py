"""Writes of the observatory: describe a policy, open an examen, follow it to its end."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from belvedere.contexts.observatory import events
from belvedere.contexts.observatory.models import Examen, Objective, Policy, PolicyFact
from belvedere.contexts.observatory.queries import examens, question_of
from belvedere.contexts.observatory.states import (
    TRANSITIONS,
    ExamenState,
    FactSheet,
    ObjectiveSheet,
    Origin,
    PolicySheet,
    Verb,
    is_reached,
)
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import SYSTEM, Actor, Subject, record
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.search.actions import index_document
from belvedere.platform.territory.actions import next_reference
from belvedere.platform.territory.models import Body, Competence, Territory


@transaction.atomic
def describe_policy(*, body: Body, competence: Competence | None, sheet: PolicySheet, now: datetime) -> Policy:
    """Write a policy's sheet, or write it again: what the new one does not say is no longer said."""
    policy, _is_new = Policy.objects.update_or_create(
        territory=body.territory,
        slug=sheet.slug,
        defaults={
            "body": body,
            "competence": competence,
            "name": sheet.name,
            "summary": sheet.summary,
            "act": sheet.act,
            "act_on": sheet.act_on,
            "source": sheet.source,
            "confidence": sheet.confidence.value,
        },
    )
    _replace_objectives(policy, sheet.objectives)
    _replace_facts(policy, sheet.facts)
    _index_policy(policy, sheet)
    record(
        kind=events.POLICY_DESCRIBED,
        territory=policy.territory,
        now=now,
        actor=SYSTEM,
        subject=Subject("politique", policy.slug),
        matter="",
        payload={"policy": policy.slug},
    )
    return policy


def _replace_objectives(policy: Policy, sheets: tuple[ObjectiveSheet, ...]) -> None:
    Objective.objects.filter(policy=policy).delete()
    Objective.objects.bulk_create(
        Objective(
            policy=policy,
            number=number,
            wording=sheet.wording,
            horizon_year=sheet.horizon_year,
            source=sheet.source,
            is_demonstration=sheet.is_demonstration,
        )
        for number, sheet in enumerate(sheets, start=1)
    )


def _replace_facts(policy: Policy, sheets: tuple[FactSheet, ...]) -> None:
    PolicyFact.objects.filter(policy=policy).delete()
    PolicyFact.objects.bulk_create(
        PolicyFact(
            policy=policy,
            number=number,
            heading=sheet.heading,
            happened_on=sheet.happened_on,
            period=sheet.period,
            text=sheet.text,
            source=sheet.source,
            read_on=sheet.read_on,
            confidence=sheet.confidence.value,
        )
        for number, sheet in enumerate(sheets, start=1)
    )


def _index_policy(policy: Policy, sheet: PolicySheet) -> None:
    said = [policy.summary, *(item.wording for item in sheet.objectives)]
    told = [words for fact in sheet.facts for words in (fact.heading, fact.text)]
    index_document(
        territory=policy.territory,
        kind="politique",
        key=policy.slug,
        title=policy.name,
        text="\n".join([*said, *told]),
        url=reverse("observatory:policy", args=[policy.slug]),
    )


@transaction.atomic
def open_examen(
    *, territory: Territory, policy_slug: str, referral_reference: str = "", question: str = "", now: datetime
) -> Examen:
    """Open an examen on a policy; asked twice for one referral, it is opened once.

    The policy's row is the lock: two openings for one referral follow each other.
    """
    policy = Policy.objects.select_for_update().get(territory=territory, slug=policy_slug)
    opened = examens().filter(referral_reference=referral_reference).first() if referral_reference else None
    if opened is not None:
        return opened
    year = timezone.localdate(now).year
    examen = Examen.objects.create(
        territory=territory,
        reference=next_reference(territory=territory, prefix="E", year=year),
        policy=policy,
        origin=Origin.REFERRAL if referral_reference else Origin.OBSERVATORY,
        referral_reference=referral_reference,
        question=question.strip(),
        opened_at=now,
        moved_at=now,
    )
    _journal(examen, events.EXAMEN_OPENED, now=now, payload={"referral": referral_reference, "policy": policy.slug})
    return examen


def _journal(
    examen: Examen, kind: Kind, *, now: datetime, by: Role | None = None, payload: dict[str, Value] | None = None
) -> None:
    record(
        kind=kind,
        territory=examen.territory,
        now=now,
        actor=Actor.role(by) if by else SYSTEM,
        subject=Subject("examen", examen.reference),
        matter=examen.reference,
        payload=payload,
    )


def _locked(reference: str) -> Examen:
    return examens().select_for_update(of=("self",)).get(reference=reference)


def _move(examen: Examen, verb: Verb, moved_at: datetime) -> bool:
    """Set the state that a verb leads to; return whether anything moved, since news may be told twice."""
    state = ExamenState(examen.state)
    reached = next(after for (_before, known), after in TRANSITIONS.items() if known == verb)
    if is_reached(state, reached):
        return False
    if TRANSITIONS.get((state, verb)) is None:
        raise NotInThisState
    examen.state, examen.moved_at = reached.value, moved_at
    examen.save(update_fields=["state", "moved_at"])
    return True


@transaction.atomic
def note_opinion(*, reference: str, given_at: datetime, now: datetime) -> Examen:
    """Note that the panel has given its avis; told twice, it is noted once."""
    return _note(reference, Verb.NOTE_OPINION, given_at, now)


@transaction.atomic
def note_answer(*, reference: str, published_at: datetime, now: datetime) -> Examen:
    """Note that the answer is published; told twice, it is noted once."""
    return _note(reference, Verb.NOTE_ANSWER, published_at, now)


def _note(reference: str, verb: Verb, moved_at: datetime, now: datetime) -> Examen:
    examen = _locked(reference)
    if _move(examen, verb, moved_at):
        _journal(examen, events.EXAMEN_MOVED, now=now, payload={"state": examen.state})
    return examen


@transaction.atomic
def close_examen(*, reference: str, by: Role, now: datetime) -> Examen:
    """Close an answered examen; its file stays public."""
    examen = _locked(reference)
    if not has_perm("observatory.close_examen", by, examen.policy):
        raise NotAllowed
    if not _move(examen, Verb.CLOSE, now):
        raise NotInThisState
    _journal(examen, events.EXAMEN_CLOSED, now=now, by=by)
    return examen


@transaction.atomic
def index_examen(*, reference: str) -> None:
    """Let the search find an examen's public page."""
    examen = examens().get(reference=reference)
    index_document(
        territory=examen.territory,
        kind="examen",
        key=examen.reference,
        title=_("Examen %(reference)s : %(policy)s") % {"reference": examen.reference, "policy": examen.policy.name},
        text=question_of(examen),
        url=reverse("observatory:examen", args=[examen.reference]),
    )
