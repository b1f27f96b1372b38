"""A file of figures: received and looked at, published whole, undone by another edition, or given up."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.observatory import events
from belvedere.contexts.observatory.actions.figures import add_figures
from belvedere.contexts.observatory.models import Edition, Indicator, Observation
from belvedere.contexts.observatory.queries.checking import checked_file
from belvedere.contexts.observatory.queries.editions import superseded_after, values_before
from belvedere.contexts.observatory.refusals import FileHasErrors, LaterValuesExist
from belvedere.contexts.observatory.states.figures import EDITION_TRANSITIONS, EditionState, EditionVerb
from belvedere.contexts.observatory.states.sheets import Figure
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import SYSTEM, Actor, Subject, record
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.actions import next_reference
from belvedere.platform.territory.models import Territory


@transaction.atomic
def receive_file(
    *, indicator: Indicator, content: bytes, file_name: str, by: Role | None, origin_url: str = "", now: datetime
) -> Edition:
    """Keep a file of an indicator's figures, to be looked at: nothing of it is public yet."""
    if by is not None and not has_perm("observatory.keep_figures", by, indicator):
        raise NotAllowed
    found = checked_file(indicator=indicator, content=content, file_name=file_name)
    edition = Edition.objects.create(
        territory=indicator.territory,
        reference=_next(indicator.territory, now),
        indicator=indicator,
        title=indicator.name,
        state=EditionState.TO_CHECK.value,
        file_name=file_name[:200],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        origin_url=origin_url,
        row_count=found.row_count,
        error_count=len(found.errors),
        brought_by=by,
        received_at=now,
        moved_at=now,
    )
    said: dict[str, Value] = {"edition": edition.reference, "sha256": edition.sha256}
    _journal(edition, events.EDITION_RECEIVED, now=now, by=by, payload=said)
    return edition


@transaction.atomic
def publish_edition(*, reference: str, by: Role | None, now: datetime) -> Edition:
    """Publish a file that was looked at, whole: its values are public from now on, those they revise stay readable."""
    edition = _locked(reference)
    indicator = _its_indicator(edition, by)
    _move(edition, EditionVerb.PUBLISH, now)
    found = checked_file(indicator=indicator, content=bytes(edition.content), file_name=edition.file_name)
    if found.errors:
        raise FileHasErrors
    added = add_figures(edition=edition, indicator=indicator, figures=found.figures, now=now)
    said: dict[str, Value] = {"edition": edition.reference, "values": added}
    _journal(edition, events.EDITION_PUBLISHED, now=now, by=by, payload=said)
    return edition


@transaction.atomic
def undo_edition(*, reference: str, by: Role, now: datetime) -> Edition:
    """Undo a published edition by another one, which says again what was said before; return the new one."""
    edition = _locked(reference)
    indicator = _its_indicator(edition, by)
    _move(edition, EditionVerb.UNDO, now)
    if superseded_after(edition):
        raise LaterValuesExist
    undoing = _published(edition.territory, indicator=indicator, title=edition.title, undoes=edition, by=by, now=now)
    add_figures(edition=undoing, indicator=indicator, figures=values_before(edition), now=now)
    said: dict[str, Value] = {"edition": edition.reference, "by": undoing.reference}
    _journal(edition, events.EDITION_UNDONE, now=now, by=by, payload=said)
    return undoing


@transaction.atomic
def drop_edition(*, reference: str, by: Role, now: datetime) -> Edition:
    """Give up a file that was only looked at; its content is erased, its imprint stays."""
    edition = _locked(reference)
    _its_indicator(edition, by)
    _move(edition, EditionVerb.DROP, now)
    edition.content = b""
    edition.save(update_fields=["content"])
    _journal(edition, events.EDITION_DROPPED, now=now, by=by, payload={"edition": edition.reference})
    return edition


@transaction.atomic
def publish_figures(
    *,
    territory: Territory,
    title: str,
    figures: Sequence[tuple[Indicator, Sequence[Figure]]],
    note: str = "",
    by: Role | None = None,
    now: datetime,
) -> Edition:
    """Publish figures of several indicators as one edition, without a file: what scripts and corrections do."""
    for indicator, _values in figures:
        if by is not None and not has_perm("observatory.keep_figures", by, indicator):
            raise NotAllowed
    edition = _published(territory, indicator=None, title=title, undoes=None, by=by, now=now, note=note)
    added = sum(add_figures(edition=edition, indicator=row, figures=values, now=now) for row, values in figures)
    said: dict[str, Value] = {"edition": edition.reference, "values": added}
    _journal(edition, events.EDITION_PUBLISHED, now=now, by=by, payload=said)
    return edition


def correct_figure(*, observation: Observation, value: float, note: str, by: Role, now: datetime) -> Observation:
    """Revise one value by an edition of its own; return the revision. The caller journals."""
    series = observation.series
    edition = _published(
        series.indicator.territory, indicator=series.indicator, title=note, undoes=None, by=by, now=now, note=note
    )
    figure = Figure(series.area, observation.period, value, series.breakdown, margin=observation.margin, note=note)
    add_figures(edition=edition, indicator=series.indicator, figures=[figure], now=now)
    return Observation.objects.filter(series=series, period=observation.period).order_by("-revision")[0]


def _published(
    territory: Territory,
    *,
    indicator: Indicator | None,
    title: str,
    undoes: Edition | None,
    by: Role | None,
    now: datetime,
    note: str = "",
) -> Edition:
    return Edition.objects.create(
        territory=territory,
        reference=_next(territory, now),
        indicator=indicator,
        title=title[:200],
        state=EditionState.PUBLISHED.value,
        note=note[:300],
        undoes=undoes,
        brought_by=by,
        received_at=now,
        moved_at=now,
        published_at=now,
    )


def _next(territory: Territory, now: datetime) -> str:
    return next_reference(territory=territory, prefix="D", year=timezone.localdate(now).year)


def _locked(reference: str) -> Edition:
    return Edition.objects.select_for_update(of=("self",)).select_related("territory").get(reference=reference)


def _its_indicator(edition: Edition, by: Role | None) -> Indicator:
    if edition.indicator is None:
        raise NotInThisState
    if by is not None and not has_perm("observatory.keep_figures", by, edition.indicator):
        raise NotAllowed
    return edition.indicator


def _move(edition: Edition, verb: EditionVerb, now: datetime) -> None:
    reached = EDITION_TRANSITIONS.get((EditionState(edition.state), verb))
    if reached is None:
        raise NotInThisState
    edition.state, edition.moved_at = reached.value, now
    edition.published_at = now if verb == EditionVerb.PUBLISH else edition.published_at
    edition.save(update_fields=["state", "moved_at", "published_at"])


def _journal(edition: Edition, kind: Kind, *, now: datetime, by: Role | None, payload: dict[str, Value]) -> None:
    record(
        kind=kind,
        territory=edition.territory,
        now=now,
        actor=Actor.role(by) if by else SYSTEM,
        subject=Subject("edition", edition.reference),
        matter="",
        payload=payload,
    )
