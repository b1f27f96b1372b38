"""Mails to the people who work on an answer: whose turn it is, who is asked for a contribution."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from belvedere.contexts.answers.models import SHEET_STATE_LABELS
from belvedere.contexts.answers.queries import ROLE_OF_STATE, sheets
from belvedere.contexts.answers.queries.instruction import contributions, people_asked
from belvedere.contexts.answers.states import SheetState
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.mail.actions import post_message


@transaction.atomic
def tell_whose_turn_it_is(*, opinion_reference: str, occasion: str, now: datetime) -> int:
    """Post a mail to each person whose turn it is; the same occasion never writes twice."""
    sheet = sheets().select_related("territory").get(opinion__reference=opinion_reference)
    state = SheetState(sheet.state)
    kind = sheet.visa_kind if state == SheetState.DRAFTED else ROLE_OF_STATE.get(state)
    turn = [role for role in roles_of_body(body=sheet.body, on=timezone.localdate(now)) if role.kind == kind]
    department = {SheetState.ASSIGNED: sheet.department_id, SheetState.DRAFTED: sheet.visa_department_id}.get(state)
    if department is not None:
        turn = [role for role in turn if role.department_id == department]
    path = reverse("answers:sheet", args=[opinion_reference])
    context = {"sheet": sheet, "step": SHEET_STATE_LABELS[state], "link": settings.PUBLIC_URL + path}
    posted = [
        post_message(
            territory=sheet.territory,
            to=role.user.email,
            template="answers/mail/your_turn",
            context=context,
            now=now,
            kind="work",
            key=f"answers:{occasion}:{role.user_id}",
        )
        for role in turn
    ]
    return sum(message is not None for message in posted)


@transaction.atomic
def tell_contributor(*, contribution_id: int, occasion: str, now: datetime) -> int:
    """Post a mail to the people of the department or of the body that is asked; the same occasion writes once."""
    row = contributions().select_related("sheet__territory").get(pk=contribution_id)
    link = settings.PUBLIC_URL + reverse("answers:contribution", args=[row.pk])
    posted = [
        post_message(
            territory=row.sheet.territory,
            to=role.user.email,
            template="answers/mail/contribution",
            context={"contribution": row, "link": link},
            now=now,
            kind="work",
            key=f"answers:{occasion}:{role.user_id}",
        )
        for role in people_asked(row, on=timezone.localdate(now))
    ]
    return sum(message is not None for message in posted)
