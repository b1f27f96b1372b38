"""Answers for programs: who owes one, before when, and what was answered."""

from datetime import date, datetime

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router, Schema

from belvedere.contexts.answers.models import AnswerSheet
from belvedere.contexts.answers.queries import clock_of, sheet_of_opinion, sheets
from belvedere.contexts.answers.states import SheetState
from belvedere.platform.exchange.cursors import latest_slice
from belvedere.platform.exchange.public_api import Listed, Named, next_address, offered

router = Router()


class SheetOut(Schema):
    """What is owed to an opinion: its delay in working days, and how late it is."""

    opinion: str
    examen: str
    url: str
    body: Named
    state: str
    requested_at: datetime
    due_on: date
    working_days: int
    days_late: int
    published_at: datetime | None


class SheetsOut(Schema):
    """Some of them, the latest asked first, and the address of the next ones."""

    items: list[SheetOut]
    next: str | None


class AnswerOut(Schema):
    """What the body does with one recommendation, and why."""

    recommendation: int
    verdict: str
    text: str
    reason: str
    owner: str
    horizon: str
    due_on: date | None


class AnswersOut(SheetOut):
    """With the answers, once they are published."""

    answers: list[AnswerOut]


class Asked(Listed):
    body: str = ""


def _fields(sheet: AnswerSheet) -> dict[str, object]:
    return {
        "opinion": sheet.opinion.reference,
        "examen": sheet.opinion.examen.reference,
        "url": settings.PUBLIC_URL + reverse("panels:opinion", args=[sheet.opinion.reference]),
        "body": Named(slug=sheet.body.slug, name=sheet.body.name),
        "state": sheet.state,
        "requested_at": sheet.requested_at,
        "due_on": sheet.due_on,
        "working_days": sheet.working_days,
        "days_late": clock_of(sheet, today=timezone.localdate()).days_late,
        "published_at": sheet.published_at,
    }


@offered(router, "/", SheetsOut)
def list_answers(request: HttpRequest, asked: Query[Asked]) -> SheetsOut:
    """Answers owed and given, the latest asked first."""
    chosen = sheets().filter(body__slug=asked.body) if asked.body else sheets()
    found = latest_slice(
        chosen.prefetch_related("suspensions"),
        by="requested_at",
        cursor=asked.cursor,
        limit=asked.limit,
        instant=lambda row: row.requested_at,
    )
    return SheetsOut(
        items=[SheetOut.model_validate(_fields(row)) for row in found.rows],
        next=next_address(request, found.next_cursor),
    )


@offered(router, "/{opinion}", AnswersOut)
def get_answers(request: HttpRequest, opinion: str) -> AnswersOut:  # noqa: ARG001 -- the framework gives it
    """The answers to the recommendations of one opinion: none before they are published."""
    sheet = sheet_of_opinion(opinion)
    if sheet is None:
        raise Http404
    is_published = sheet.state == SheetState.PUBLISHED
    rows = sorted(sheet.answers.all(), key=lambda row: row.recommendation.number) if is_published else []
    answers = [
        AnswerOut(
            recommendation=row.recommendation.number,
            verdict=row.verdict,
            text=row.text,
            reason=row.reason,
            owner=row.owner.name if row.owner else "",
            horizon=row.horizon,
            due_on=row.due_on,
        )
        for row in rows
    ]
    return AnswersOut.model_validate({**_fields(sheet), "answers": answers})
