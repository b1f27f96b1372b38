"""The contributions of an answer: asked of departments and partner bodies, each before its own date."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.answers import events
from belvedere.contexts.answers.actions.locking import journal, locked_sheet
from belvedere.contexts.answers.models import AnswerSheet, Contribution
from belvedere.contexts.answers.refusals import AlreadyAsked, InstructionOver, WordsNeeded
from belvedere.contexts.answers.states import (
    CONTRIBUTION,
    OPEN_TO_CONTRIBUTIONS,
    ContributionState,
    ContributionVerb,
    SheetState,
)
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.calendar import working_deadline
from belvedere.platform.territory.models import Body, Department


@transaction.atomic
def ask_contribution(
    *,
    sheet: AnswerSheet,
    body: Body,
    department: Department | None,
    question: str,
    working_days: int,
    by: Role,
    now: datetime,
) -> Contribution:
    """Ask a department, or a body as a whole, what it has to say, before a date in working days."""
    sheet = locked_sheet(sheet.pk)
    if not has_perm("answers.ask", by, sheet) or (department is not None and department.body_id != body.pk):
        raise NotAllowed
    if SheetState(sheet.state) not in OPEN_TO_CONTRIBUTIONS:
        raise InstructionOver
    if not question.strip():
        raise WordsNeeded
    try:
        with transaction.atomic():
            row = Contribution.objects.create(
                sheet=sheet,
                body=body,
                department=department,
                question=question.strip(),
                asked_at=now,
                due_on=working_deadline(start=timezone.localdate(now), working_days=working_days),
                working_days=working_days,
            )
    except IntegrityError:
        raise AlreadyAsked from None
    payload: dict[str, Value] = {
        "contribution": row.pk,
        "body": body.slug,
        "department": department.slug if department else "",
        "due_on": row.due_on.isoformat(),
    }
    journal(sheet, events.CONTRIBUTION_ASKED, now=now, by=by, payload=payload)
    return row


def _moved(contribution: Contribution, verb: ContributionVerb) -> tuple[AnswerSheet, Contribution]:
    """Lock the sheet, then its contribution; set the state that the verb leads to."""
    sheet = locked_sheet(contribution.sheet_id)
    row = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    reached = CONTRIBUTION.get((ContributionState(row.state), verb))
    if reached is None:
        raise NotInThisState
    if SheetState(sheet.state) not in OPEN_TO_CONTRIBUTIONS:
        raise InstructionOver
    row.state = reached
    return sheet, row


@transaction.atomic
def give_contribution(*, contribution: Contribution, text: str, by: Role, now: datetime) -> Contribution:
    """Say what was asked; until the draft is submitted, it can be said better."""
    if not has_perm("answers.contribute", by, contribution):
        raise NotAllowed
    sheet, row = _moved(contribution, ContributionVerb.GIVE)
    if not text.strip():
        raise WordsNeeded
    row.text, row.given_at = text.strip(), row.given_at or now  # said better later, it was still given on its first day
    row.save(update_fields=["state", "text", "given_at"])
    journal(sheet, events.CONTRIBUTION_GIVEN, now=now, by=by, payload={"contribution": row.pk})
    return row


@transaction.atomic
def withdraw_contribution(*, contribution: Contribution, by: Role, now: datetime) -> Contribution:
    """Ask no longer: what was not given is not awaited any more."""
    if not has_perm("answers.ask", by, contribution.sheet):
        raise NotAllowed
    sheet, row = _moved(contribution, ContributionVerb.WITHDRAW)
    row.save(update_fields=["state"])
    journal(sheet, events.CONTRIBUTION_WITHDRAWN, now=now, by=by, payload={"contribution": row.pk})
    return row
