"""The calendar of a body, read again each day at its address: a public one, over https, never redirected."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from rules import has_perm

from belvedere.contexts.strategy import events
from belvedere.contexts.strategy.actions.calendars import bring_up_to_date
from belvedere.contexts.strategy.actions.locking import journal
from belvedere.contexts.strategy.models import CalendarAddress
from belvedere.contexts.strategy.refusals import CalendarRefused
from belvedere.platform.accounts.models import Role
from belvedere.platform.exchange.calendars import MOST_BYTES
from belvedere.platform.journal.actions import Subject
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.outgoing import Answer, CallFailed, NotAPublicAddress, checked_url, get
from belvedere.platform.refusals import NotAllowed

EVERY = timedelta(days=1)
NOT_CHANGED, OK = 304, 200
LONGEST_ETAG, LONGEST_PROBLEM = 200, 300


@transaction.atomic
def set_calendar_address(*, url: str, by: Role, now: datetime) -> CalendarAddress:
    """Let the calendar of one's body be read again each day at an address, from now on."""
    if not has_perm("strategy.plan_event", by, by.body):
        raise NotAllowed
    fresh = {"url": checked_url(url), "etag": "", "sha256": "", "next_at": now, "read_at": None, "problem": ""}
    address, _is_new = CalendarAddress.objects.update_or_create(body=by.body, defaults=fresh)
    _journal(address, events.CALENDAR_ADDRESS_SET, by=by, now=now)
    return address


@transaction.atomic
def forget_calendar_address(*, by: Role, now: datetime) -> None:
    """No longer read the calendar of one's body at its address; the dates that it gave stay."""
    if not has_perm("strategy.plan_event", by, by.body):
        raise NotAllowed
    address = CalendarAddress.objects.select_for_update(of=("self",)).filter(body=by.body).first()
    if address is not None:
        address.delete()
        _journal(address, events.CALENDAR_ADDRESS_FORGOTTEN, by=by, now=now)


def read_calendar_address(*, address_id: int, now: datetime) -> None:
    """Read an address whose time has come. It is read outside any transaction: a slow site holds no lock."""
    address = CalendarAddress.objects.filter(pk=address_id, next_at__lte=now).first()
    if address is None:
        return
    answer, problem = _answer_of(address)
    _take(address_id, answer, problem, now)


def _answer_of(address: CalendarAddress) -> tuple[Answer | None, str]:
    headers = {"Accept": "text/calendar", "User-Agent": "Belvedere"}
    headers |= {"If-None-Match": address.etag} if address.etag else {}
    try:
        answer = get(address.url, headers, most_bytes=MOST_BYTES)
    except (CallFailed, NotAPublicAddress) as error:
        return None, str(error)
    if answer.status not in {OK, NOT_CHANGED}:
        return None, f"HTTP {answer.status}"
    return answer, ""


@transaction.atomic
def _take(address_id: int, answer: Answer | None, problem: str, now: datetime) -> None:
    address = CalendarAddress.objects.select_for_update(of=("self",)).filter(pk=address_id, next_at__lte=now).first()
    if address is None:
        return
    if answer is not None and answer.status == OK:
        problem = _import(address, answer, now)
    address.next_at, address.problem = now + EVERY, problem[:LONGEST_PROBLEM]
    address.read_at = address.read_at if problem else now
    address.save(update_fields=["etag", "sha256", "next_at", "read_at", "problem"])


def _import(address: CalendarAddress, answer: Answer, now: datetime) -> str:
    """Import what has changed; return why it could not be, in words."""
    imprint = hashlib.sha256(answer.content).hexdigest()
    if imprint != address.sha256:
        try:
            bring_up_to_date(body_id=address.body_id, content=answer.content, by=None, now=now)
        except CalendarRefused as refused:
            return str(refused.message)
    address.etag = answer.etag if len(answer.etag) <= LONGEST_ETAG else ""
    address.sha256 = imprint
    return ""


def _journal(address: CalendarAddress, kind: Kind, *, by: Role, now: datetime) -> None:
    subject, payload = Subject("calendrier", address.body.slug), {"body": address.body.name}
    journal(address.body.territory, kind, subject=subject, by=by, now=now, payload=payload)
