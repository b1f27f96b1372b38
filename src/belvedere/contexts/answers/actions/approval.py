"""The approval chain: as many visas as the body wants, in order, an elected official's last."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from rules import has_perm

from belvedere.contexts.answers import events
from belvedere.contexts.answers.actions.locking import journal, locked_for
from belvedere.contexts.answers.models import AnswerSheet, ApprovalStep, Visa
from belvedere.contexts.answers.queries.instruction import DEFAULT_CHAIN, ChainStep, chain_of
from belvedere.contexts.answers.refusals import ChainWithoutElected, UnknownDepartment, ValidatedByItsAuthor
from belvedere.contexts.answers.states import Verb
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.actions import Actor, Subject, record
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Body, Department


@transaction.atomic
def set_chain(*, body: Body, steps: Sequence[ChainStep], by: Role, now: datetime) -> list[ApprovalStep]:
    """Fix the visas that the answers of a body must receive; drafts already submitted keep theirs."""
    body = Body.objects.select_for_update(of=("self",)).select_related("territory").get(pk=body.pk)
    if not has_perm("answers.set_chain", by, body):
        raise NotAllowed
    steps = steps or DEFAULT_CHAIN
    if steps[-1].kind != RoleKind.ELECTED:
        raise ChainWithoutElected
    wanted = {step.department for step in steps if step.department is not None}
    if Department.objects.filter(pk__in=wanted, body=body).count() != len(wanted):
        raise UnknownDepartment
    ApprovalStep.objects.filter(body=body).delete()
    rows = ApprovalStep.objects.bulk_create(
        ApprovalStep(body=body, rank=rank, title=step.title, kind=step.kind, department_id=step.department)
        for rank, step in enumerate(steps, 1)
    )
    record(
        kind=events.CHAIN_SET,
        territory=body.territory,
        now=now,
        actor=Actor.role(by),
        subject=Subject("organisme", body.slug),
        matter="",
        payload={"steps": len(rows)},
    )
    return rows


def open_visas(sheet: AnswerSheet) -> None:
    """Copy the chain of the body onto a draft that is submitted."""
    last = Visa.objects.filter(sheet=sheet).aggregate(last=Max("round"))["last"] or 0
    steps = chain_of(sheet.body_id)
    Visa.objects.bulk_create(
        Visa(
            sheet=sheet,
            round=last + 1,
            rank=rank,
            title=step.title,
            kind=step.kind,
            department_id=step.department,
        )
        for rank, step in enumerate(steps, 1)
    )
    sheet.visa_kind, sheet.visa_department_id, sheet.visas_left = steps[0].kind, steps[0].department, len(steps)


def next_visas(sheet: AnswerSheet) -> list[Visa]:
    """Return the visas left of the round under way, in order."""
    waiting = Visa.objects.filter(sheet=sheet, given_at=None, sent_back_at=None)
    rows = list(waiting.order_by("-round", "rank"))
    return [row for row in rows if row.round == rows[0].round]


def refuse_author(sheet: AnswerSheet, by: Role) -> None:
    """Whoever submitted a draft approves it under no role."""
    if sheet.submitted_by is not None and sheet.submitted_by.user_id == by.user_id:
        raise ValidatedByItsAuthor


@transaction.atomic
def visa_answers(*, sheet: AnswerSheet, by: Role, now: datetime) -> AnswerSheet:
    """Give a visa that is not the last: the draft goes to the next rung of the chain."""
    sheet = locked_for(sheet, Verb.VISA, by)
    refuse_author(sheet, by)
    current, following = next_visas(sheet)[:2]
    current.given_at = now
    current.save(update_fields=["given_at"])
    sheet.visa_kind, sheet.visa_department_id = following.kind, following.department_id
    sheet.visas_left -= 1
    sheet.save(update_fields=["visa_kind", "visa_department", "visas_left"])
    journal(sheet, events.VISA_GIVEN, now=now, by=by, payload={"rank": current.rank})
    return sheet
