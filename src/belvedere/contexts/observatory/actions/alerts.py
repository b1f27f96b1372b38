"""Telling those who answer for a figure that it turned late or passed its threshold; their word on it."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.observatory import events
from belvedere.contexts.observatory.models import Alert, Indicator, Series
from belvedere.contexts.observatory.queries.alerts import alerts
from belvedere.contexts.observatory.queries.pictures import said_value
from belvedere.contexts.observatory.refusals import AlertNeedsAWord
from belvedere.contexts.observatory.states.alerts import is_beyond
from belvedere.contexts.observatory.states.figures import Polarity
from belvedere.contexts.observatory.words import STATUS_WORDS, written
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.actions import SYSTEM, Actor, Subject, record
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.mail.actions import post_message
from belvedere.platform.refusals import NotAllowed, NotInThisState


def owners_of(indicator: Indicator, *, now: datetime) -> list[Role]:
    """Return who answers for an indicator: its department's people, else the agents of its body."""
    roles = list(roles_of_body(body=indicator.body, on=timezone.localdate(now)))
    mine = [
        role
        for role in roles
        if role.kind == RoleKind.DEPARTMENT and role.department_id and role.department_id == indicator.department_id
    ]
    return mine or [role for role in roles if role.kind == RoleKind.AGENT]


def _post(indicator: Indicator, *, template: str, said: dict[str, object], occasion: str, now: datetime) -> int:
    """Post a mail to each owner of an indicator; the same occasion never writes twice."""
    posted = [
        post_message(
            territory=indicator.territory,
            to=role.user.email,
            template=template,
            context={"indicator": indicator} | said,
            now=now,
            kind="work",
            key=f"observatory:{occasion}:{role.user_id}",
        )
        for role in owners_of(indicator, now=now)
    ]
    return sum(message is not None for message in posted)


@transaction.atomic
def tell_owners(*, slug: str, status: str, occasion: str, now: datetime) -> int:
    """Post a mail to each owner of an indicator that turned late."""
    indicator = Indicator.objects.select_related("body", "territory").get(slug=slug)
    link = settings.PUBLIC_URL + reverse("observatory:indicator", args=[slug])
    said: dict[str, object] = {"status": STATUS_WORDS[status], "link": link}
    return _post(indicator, template="observatory/mail/turned_late", said=said, occasion=occasion, now=now)


@transaction.atomic
def watch_threshold(*, slug: str, now: datetime) -> Alert | None:
    """Raise an alert when the last value of the whole territory is beyond the threshold: once by value."""
    indicator = Indicator.objects.select_for_update(of=("self",)).select_related("territory").get(slug=slug)
    whole = Series.objects.filter(indicator=indicator, area=indicator.territory.siren, breakdown="")
    series = whole.select_related("latest").first()
    last, threshold = series.latest if series else None, indicator.alert_threshold
    if last is None or last.value is None or threshold is None:
        return None
    if not is_beyond(last.value, threshold, Polarity(indicator.polarity)):
        return None
    alert, is_new = Alert.objects.get_or_create(
        observation=last, defaults={"indicator": indicator, "threshold": threshold, "raised_at": now}
    )
    if not is_new:
        return None
    _journal(alert, events.THRESHOLD_PASSED, now=now, by=None)
    return alert


@transaction.atomic
def tell_of_threshold(*, slug: str, period: str, occasion: str, now: datetime) -> int:
    """Post a mail to each owner of an indicator that passed its threshold."""
    alert = alerts().filter(indicator__slug=slug, observation__period=period).order_by("-raised_at").first()
    if alert is None:
        return 0
    indicator = alert.indicator
    said: dict[str, object] = {
        "value": said_value(indicator, alert.observation),
        "period": period,
        "threshold": written(alert.threshold, indicator.decimals, indicator.unit),
        "link": settings.PUBLIC_URL + reverse("observatory:answer_alert", args=[alert.pk]),
    }
    return _post(indicator, template="observatory/mail/threshold", said=said, occasion=occasion, now=now)


@transaction.atomic
def answer_alert(*, alert_id: int, word: str, by: Role, now: datetime) -> Alert:
    """Say what the owner sees and does about a value beyond its threshold; it is read on the page of the indicator."""
    alert = alerts().select_for_update(of=("self",)).get(pk=alert_id)
    if not has_perm("observatory.keep_figures", by, alert.indicator):
        raise NotAllowed
    if alert.said_at is not None:
        raise NotInThisState
    if not word.strip():
        raise AlertNeedsAWord
    alert.word, alert.said_at = word.strip(), now
    alert.said_by = by.department.name if by.department else by.body.name
    alert.save(update_fields=["word", "said_at", "said_by"])
    _journal(alert, events.ALERT_ANSWERED, now=now, by=by)
    return alert


def _journal(alert: Alert, kind: Kind, *, now: datetime, by: Role | None) -> None:
    payload: dict[str, Value] = {"indicator": alert.indicator.slug, "period": alert.observation.period}
    record(
        kind=kind,
        territory=alert.indicator.territory,
        now=now,
        actor=Actor.role(by) if by else SYSTEM,
        subject=Subject("indicateur", alert.indicator.slug),
        matter="",
        payload=payload,
    )
