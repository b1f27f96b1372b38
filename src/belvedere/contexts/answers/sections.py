"""What the answers show on their neighbours' pages, and what waits for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.answers import queries
from belvedere.contexts.answers.exports import columns, delay_columns
from belvedere.contexts.answers.models import Answer, AnswerSheet, Suspension
from belvedere.contexts.answers.queries import Clock, instruction
from belvedere.contexts.answers.queries.league import delays_by_body
from belvedere.contexts.answers.states import SheetState
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.exchange.datasets import Table, declare_dataset
from belvedere.platform.territory.models import Body
from belvedere.platform.ui.desks import DeskGroup, desk
from belvedere.platform.ui.slots import InboxItem, Section, section, waits_for

NEXT_STEPS = {
    SheetState.REQUESTED: _("À attribuer à un service"),
    SheetState.ASSIGNED: _("À rédiger, recommandation par recommandation"),
    SheetState.DRAFTED: _("À viser ou à renvoyer au service"),
    SheetState.VALIDATED: _("Validée par un élu, à publier"),
}

desk(_("Réponses"), "answers:desk", group=DeskGroup.ANSWERS, order=40, kinds=queries.READERS)
desk(
    _("Contributions"),
    "answers:contributions",
    group=DeskGroup.ANSWERS,
    order=42,
    kinds=frozenset({RoleKind.AGENT, RoleKind.DEPARTMENT}),
)
desk(_("Circuit des réponses"), "answers:chain", group=DeskGroup.ANSWERS, order=44, kinds=frozenset({RoleKind.AGENT}))

declare_dataset(
    "reponses",
    _("Réponses"),
    _("Qui doit répondre à quoi, avant quelle date, et qui est en retard."),
    url_name="answers:answers",
    table=lambda today: Table(columns(today), queries.public_sheets(today=today)),
    keywords=("réponses", "engagements"),
)
declare_dataset(
    "delais-de-reponse",
    _("Délais de réponse"),
    _("Comment chaque organisme tient ses délais : nombre, délai médian, part dans le délai, retards du jour."),
    url_name="answers:delays",
    table=lambda today: Table(delay_columns(today), delays_by_body(today)),
    keywords=("délais", "réponses"),
)


class Referenced(Protocol):
    """An avis, by its reference."""

    reference: str


@dataclass(frozen=True)
class ShownSheet:
    """A sheet as its readers see it: its clock, and its answers once they are public."""

    sheet: AnswerSheet
    clock: Clock
    answers: list[Answer]
    suspensions: list[Suspension]


def shown(sheet: AnswerSheet, *, today: date) -> ShownSheet:
    """Return what the public sees of a sheet: nothing of the draft before publication."""
    is_public = sheet.state == SheetState.PUBLISHED
    answers = sorted(sheet.answers.all(), key=lambda answer: answer.recommendation.number) if is_public else []
    return ShownSheet(sheet, queries.clock_of(sheet, today=today), answers, list(sheet.suspensions.all()))


@section("matter", order=50)
def answers_of_matter(_request: HttpRequest, *, matters: Iterable[str]) -> Section | None:
    """The answers to the avis of this matter, or the clock of those awaited."""
    today = timezone.localdate()
    sheets = [shown(sheet, today=today) for sheet in queries.sheets_of_examens(matters)]
    return Section("answers/sections/answers.html", {"sheets": sheets}) if sheets else None


@section("opinion", order=50)
def answers_of_opinion(_request: HttpRequest, *, opinion: Referenced) -> Section | None:
    """The answer to this avis, or its clock."""
    sheet = queries.sheet_of_opinion(opinion.reference)
    if sheet is None:
        return None
    sheets = [shown(sheet, today=timezone.localdate())]
    return Section("answers/sections/answers.html", {"sheets": sheets, "recommendations_are_above": True})


@section("home_figures", order=10)
def line_of_truth(_request: HttpRequest) -> Section | None:
    """Answers due, in time, late."""
    return Section("answers/sections/figures.html", {"figures": queries.figures(timezone.localdate())})


@section("body", order=50)
def answers_of_body(_request: HttpRequest, *, body: Body) -> Section | None:
    """What this body owes and how it keeps its delays."""
    figures = queries.figures(timezone.localdate(), body_id=body.pk)
    if not (figures.due or figures.in_time or figures.late):
        return None
    return Section("answers/sections/body.html", {"figures": figures, "body": body})


@waits_for
def awaited_from(*, role: Role, now: datetime) -> list[InboxItem]:  # noqa: ARG001 -- the inbox gives it to all
    """The sheets whose next step is this role's, with the public deadline."""
    return [
        InboxItem(
            title=_("Réponse à l’avis %(reference)s") % {"reference": sheet.opinion.reference},
            detail=NEXT_STEPS[SheetState(sheet.state)],
            url=reverse("answers:sheet", args=[sheet.opinion.reference]),
            due_on=sheet.due_on,
            kind=_("Réponse"),
        )
        for sheet in queries.sheets_waiting_for(role)
    ]


@waits_for
def contributions_awaited_from(*, role: Role, now: datetime) -> list[InboxItem]:  # noqa: ARG001 -- as above
    """What this role's department, or body, is asked to say."""
    return [
        InboxItem(
            title=_("Contribution à la réponse %(reference)s") % {"reference": row.sheet.opinion.reference},
            detail=_("Demandée par %(body)s") % {"body": row.sheet.body.name},
            url=reverse("answers:contribution", args=[row.pk]),
            due_on=row.due_on,
            kind=_("Contribution"),
        )
        for row in instruction.contributions_awaited_from(role)
    ]
