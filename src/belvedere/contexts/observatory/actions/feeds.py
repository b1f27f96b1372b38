"""Addresses read again by themselves: on hosts that the operator named, over https, never redirected."""

import hashlib
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from rules import has_perm

from belvedere.contexts.observatory import events
from belvedere.contexts.observatory.actions.editions import publish_edition, receive_file
from belvedere.contexts.observatory.actions.readings import read_indicator
from belvedere.contexts.observatory.models import Feed, Indicator
from belvedere.contexts.observatory.refusals import AddressNotAllowed
from belvedere.platform.accounts.models import Role
from belvedere.platform.exchange.refusals import NotASheet
from belvedere.platform.exchange.sheets import MOST_BYTES
from belvedere.platform.journal.actions import Actor, Subject, record
from belvedere.platform.outgoing import CallFailed, NotAPublicAddress, checked_url, get
from belvedere.platform.refusals import NotAllowed

ACCEPTED = "text/csv, application/zip, */*"


def is_allowed(url: str) -> bool:
    """Return whether the operator lets this address be read."""
    try:
        return urlsplit(checked_url(url)).hostname in settings.IMPORT_HOSTS
    except NotAPublicAddress:
        return False


@transaction.atomic
def set_feed(*, indicator: Indicator, url: str, every_days: int, by: Role, now: datetime) -> Feed:
    """Let an indicator's figures be read again at an address."""
    if not has_perm("observatory.keep_figures", by, indicator):
        raise NotAllowed
    if not is_allowed(url):
        raise AddressNotAllowed
    feed, _is_new = Feed.objects.update_or_create(
        indicator=indicator, defaults={"url": url, "every_days": every_days, "next_at": now, "last_problem": ""}
    )
    record(
        kind=events.FEED_SET,
        territory=indicator.territory,
        now=now,
        actor=Actor.role(by),
        subject=Subject("indicateur", indicator.slug),
        matter="",
        payload={"indicator": indicator.slug},
    )
    return feed


def read_feed(*, feed_id: int, now: datetime) -> None:
    """Read an address whose time has come. A file without a fault is published; another waits, and its owner is told.

    The address is read outside any transaction: a slow site holds no lock.
    """
    feed = Feed.objects.select_related("indicator__territory").get(pk=feed_id)
    if feed.next_at > now:
        return
    content, problem = _content_of(feed.url)
    _take(feed_id, content, problem, now)


def _content_of(url: str) -> tuple[bytes, str]:
    """Return what an address holds, or nothing and why."""
    if not is_allowed(url):
        return b"", str(AddressNotAllowed.title)
    try:
        answer = get(url, {"Accept": ACCEPTED, "User-Agent": "Belvedere"}, most_bytes=MOST_BYTES)
    except CallFailed as error:
        return b"", str(error)
    return (answer.content, "") if answer.status == HTTPStatus.OK else (b"", f"HTTP {answer.status}")


@transaction.atomic
def _take(feed_id: int, content: bytes, problem: str, now: datetime) -> None:
    feed = Feed.objects.select_for_update(of=("self",)).select_related("indicator__territory").get(pk=feed_id)
    if feed.next_at > now:
        return
    imprint = hashlib.sha256(content).hexdigest() if content else feed.last_sha256
    if content and imprint != feed.last_sha256:
        problem = _publish(feed, content, now)
    feed.next_at = now + timedelta(days=feed.every_days)
    feed.last_sha256, feed.last_problem = imprint, problem[:300]
    feed.save(update_fields=["next_at", "last_sha256", "last_problem"])


def _publish(feed: Feed, content: bytes, now: datetime) -> str:
    name = PurePosixPath(urlsplit(feed.url).path).name or "figures.csv"
    try:
        edition = receive_file(
            indicator=feed.indicator, content=content, file_name=name, by=None, origin_url=feed.url[:200], now=now
        )
    except NotASheet as error:
        return str(error.message)
    if edition.error_count:
        return edition.reference
    publish_edition(reference=edition.reference, by=None, now=now)
    read_indicator(slug=feed.indicator.slug, now=now)
    return ""
