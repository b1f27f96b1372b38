"""What referrals show on their neighbours' pages, and what waits for whom."""

from datetime import datetime
from typing import Protocol

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from belvedere.contexts.observatory.models import Policy
from belvedere.contexts.referrals import queries
from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.queries.desk import appeals_to_judge
from belvedere.contexts.referrals.queries.following import mail_preview
from belvedere.contexts.referrals.queries.moderation import count_to_read
from belvedere.contexts.referrals.rules import READERS
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.languages import Data
from belvedere.platform.territory.choice import chosen_commune
from belvedere.platform.territory.models import Body, Commune
from belvedere.platform.ui.desks import DeskGroup, desk
from belvedere.platform.ui.slots import InboxItem, Section, section, waits_for

SHOWN = 5

desk(_("Recevabilité"), "referrals:desk", group=DeskGroup.REFERRALS, order=20, kinds=READERS)
desk(
    _("Modération"),
    "referrals:moderation",
    group=DeskGroup.REFERRALS,
    order=21,
    kinds=frozenset({RoleKind.AGENT, RoleKind.MODERATOR}),
)
desk(_("Règlement des saisines"), "referrals:regulations", group=DeskGroup.REFERRALS, order=25, kinds=READERS)
desk(
    _("Réserves électorales"),
    "referrals:reserves",
    group=DeskGroup.REFERRALS,
    order=26,
    kinds=frozenset({RoleKind.AGENT}),
)


class Referenced(Protocol):
    """An examen, by its reference."""

    reference: str


def _rows(found: QuerySet[Referral]) -> list[tuple[Referral, int]]:
    shown = list(found[:SHOWN])
    totals = queries.totals_of(shown)
    return [(referral, totals.get(referral.pk, 0)) for referral in shown]


@section("home", order=20)
def open_now(request: HttpRequest) -> Section:
    """The referrals that gather supports now, those of the visitor's commune when it is known."""
    mine = chosen_commune(request)
    local = _rows(queries.public_referrals(state="ouverte", commune=mine)) if mine else []
    rows = local or _rows(queries.public_referrals(state="ouverte"))
    return Section("referrals/sections/open_now.html", {"rows": rows, "mine": mine if local else None})


@section("policy", order=20)
def referrals_of_policy(_request: HttpRequest, *, policy: Policy) -> Section:
    return Section(
        "referrals/sections/of_policy.html",
        {"rows": _rows(queries.public_referrals(policy=policy)), "policy": policy},
    )


@section("examen", order=20)
def referrals_of_examen(_request: HttpRequest, *, examen: Referenced) -> Section | None:
    """The referrals that this examen answers."""
    rows = _rows(queries.public_referrals().filter(examen__reference=examen.reference))
    return Section("referrals/sections/of_examen.html", {"rows": rows}) if rows else None


@section("commune", order=20)
def referrals_of_commune(_request: HttpRequest, *, commune: Commune) -> Section:
    rows = _rows(queries.public_referrals(commune=commune))
    return Section("referrals/sections/of_commune.html", {"rows": rows, "commune": commune})


@section("body", order=20)
def referrals_of_body(_request: HttpRequest, *, body: Body) -> Section:
    return Section("referrals/sections/of_body.html", {"figures": queries.figures(body=body), "body": body})


@section("answer_mail", order=10)
def mail_of_publication(_request: HttpRequest, *, matter: str, sentence: str) -> Section | None:
    """The mail that the publication of an answer will send, as its readers will get it."""
    preview = mail_preview(matter, sentence)
    return Section("referrals/sections/answer_mail.html", {"preview": preview}) if preview else None


@waits_for
def appeals_to_answer(*, role: Role, now: datetime) -> list[InboxItem]:  # noqa: ARG001 -- the inbox gives it to all
    """The appeals that this role may judge: never of what it refused itself."""
    if role.kind not in {RoleKind.AGENT, RoleKind.ELECTED}:
        return []
    return [
        InboxItem(
            title=Data(appeal.referral.title),
            detail=_("Saisine %(reference)s : recours à juger") % {"reference": appeal.referral.reference},
            url=reverse("referrals:desk_referral", args=[appeal.referral.reference]),
            due_on=None,
            kind=_("Recours"),
        )
        for appeal in appeals_to_judge(role.body)
        if appeal.referral.decided_by_id != role.pk
    ]


@waits_for
def to_moderate(*, role: Role, now: datetime) -> list[InboxItem]:  # noqa: ARG001 -- the inbox gives it to all
    """The texts and documents that a moderator has not read: one line for all of them."""
    if role.kind != RoleKind.MODERATOR:
        return []
    count = count_to_read(role)
    if not count:
        return []
    detail = ngettext("%(n)s élément à relire", "%(n)s éléments à relire", count) % {"n": count}
    url = reverse("referrals:moderation")
    return [InboxItem(title=_("Modération"), detail=detail, url=url, due_on=None, kind=_("Modération"))]


@waits_for
def to_decide(*, role: Role, now: datetime) -> list[InboxItem]:  # noqa: ARG001 -- the inbox gives it to all
    """The referrals whose admissibility this agent's body must judge."""
    if role.kind != RoleKind.AGENT:
        return []
    return [
        InboxItem(
            title=Data(referral.title),
            detail=_("Saisine %(reference)s : recevabilité à juger") % {"reference": referral.reference},
            url=reverse("referrals:desk_referral", args=[referral.reference]),
            due_on=referral.decision_due_on,
            kind=_("Recevabilité"),
        )
        for referral in queries.referrals_to_decide(role.body)
    ]
