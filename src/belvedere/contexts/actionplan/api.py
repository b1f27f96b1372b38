"""Commitments for programs: the actions that the answers promised."""

from datetime import date, datetime

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router, Schema

from belvedere.contexts.actionplan.models import Action
from belvedere.contexts.actionplan.queries import actions, actions_with_history
from belvedere.platform.exchange.cursors import latest_slice
from belvedere.platform.exchange.public_api import Listed, Named, next_address, offered

router = Router()


class CommitmentOut(Schema):
    """What was promised, by whom, before when, and where it stands."""

    reference: str
    url: str
    title: str
    body: Named
    department: str
    examen: str
    opinion: str
    recommendation: int | None
    horizon: str
    due_on: date
    state: str
    percent: int
    is_late: bool
    created_at: datetime
    is_demonstration: bool


class CommitmentsOut(Schema):
    """Some commitments, the latest first, and the address of the next ones."""

    items: list[CommitmentOut]
    next: str | None


class ProgressOut(Schema):
    """A line of its history."""

    at: datetime
    state: str
    percent: int
    note: str
    evidence_url: str


class CommitmentWithHistoryOut(CommitmentOut):
    history: list[ProgressOut]


class Asked(Listed):
    body: str = ""
    state: str = ""


def _fields(row: Action, today: date) -> dict[str, object]:
    return {
        "reference": row.reference,
        "url": settings.PUBLIC_URL + reverse("actionplan:action", args=[row.reference]),
        "title": row.title,
        "body": Named(slug=row.body.slug, name=row.body.name),
        "department": row.department.name if row.department else "",
        "examen": row.matter if row.answer_id else "",
        "opinion": row.opinion_reference,
        "recommendation": row.recommendation_number,
        "horizon": row.horizon,
        "due_on": row.due_on,
        "state": row.state,
        "percent": row.percent,
        "is_late": row.is_late_on(today),
        "created_at": row.created_at,
        "is_demonstration": row.is_demonstration,
    }


@offered(router, "/", CommitmentsOut)
def list_commitments(request: HttpRequest, asked: Query[Asked]) -> CommitmentsOut:
    """Commitments, the latest first."""
    chosen, today = actions(), timezone.localdate()
    chosen = chosen.filter(body__slug=asked.body) if asked.body else chosen
    chosen = chosen.filter(state=asked.state) if asked.state else chosen
    found = latest_slice(
        chosen, by="created_at", cursor=asked.cursor, limit=asked.limit, instant=lambda row: row.created_at
    )
    return CommitmentsOut(
        items=[CommitmentOut.model_validate(_fields(row, today)) for row in found.rows],
        next=next_address(request, found.next_cursor),
    )


@offered(router, "/{reference}", CommitmentWithHistoryOut)
def get_commitment(request: HttpRequest, reference: str) -> CommitmentWithHistoryOut:  # noqa: ARG001 -- the framework gives it
    """One commitment, with what was done since it was made."""
    row = actions_with_history().filter(reference=reference).first()
    if row is None:
        raise Http404
    history = [
        ProgressOut(at=line.at, state=line.state, percent=line.percent, note=line.note, evidence_url=line.evidence_url)
        for line in row.history.all()
    ]
    return CommitmentWithHistoryOut.model_validate({**_fields(row, timezone.localdate()), "history": history})
