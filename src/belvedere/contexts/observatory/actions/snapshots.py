"""Freezing what is public, once a year; taking away a file that law forbids to keep."""

import gzip
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.observatory import events
from belvedere.contexts.observatory.models import FrozenFile, Snapshot
from belvedere.contexts.observatory.queries.snapshots import manifest
from belvedere.contexts.observatory.refusals import WithdrawalNeedsAReason
from belvedere.contexts.observatory.states.snapshots import FileToFreeze
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import SYSTEM, Actor, Subject, record
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Territory


@transaction.atomic
def freeze(*, territory: Territory, files: Sequence[FileToFreeze], now: datetime) -> Snapshot:
    """Keep these files as what was public on this day; asked again on the same day, the first ones stay."""
    Territory.objects.select_for_update().get(pk=territory.pk)
    day = timezone.localdate(now)
    kept = Snapshot.objects.filter(territory=territory, frozen_on=day).first()
    if kept is not None:
        return kept
    rows = [_frozen(file) for file in sorted(files, key=lambda file: (file.collection, file.name))]
    imprint = sha256(manifest(rows).encode()).hexdigest()
    snapshot = Snapshot.objects.create(territory=territory, frozen_on=day, frozen_at=now, sha256=imprint)
    for row in rows:
        row.snapshot = snapshot
    FrozenFile.objects.bulk_create(rows, batch_size=50)
    record(
        kind=events.SNAPSHOT_FROZEN,
        territory=territory,
        now=now,
        actor=SYSTEM,
        subject=Subject("millesime", day.isoformat()),
        matter="",
        payload={"day": day.isoformat(), "files": len(rows), "sha256": imprint},
    )
    return snapshot


def _frozen(file: FileToFreeze) -> FrozenFile:
    return FrozenFile(
        collection=file.collection,
        name=file.name,
        title=file.title,
        media_type=file.media_type,
        size=len(file.content),
        sha256=sha256(file.content).hexdigest(),
        gzipped=gzip.compress(file.content, mtime=0),
    )


@transaction.atomic
def withdraw_frozen_file(*, file_id: int, reason: str, by: Role, now: datetime) -> FrozenFile:
    """Erase a file that law forbids to publish any longer: its imprint stays, with the day and the reason."""
    file = FrozenFile.objects.select_for_update(of=("self",)).select_related("snapshot__territory").get(pk=file_id)
    if not has_perm("observatory.withdraw_frozen_file", by, file):
        raise NotAllowed
    if not reason.strip():
        raise WithdrawalNeedsAReason
    if file.withdrawn_at is not None:
        return file
    file.gzipped, file.withdrawn_at, file.withdrawn_for = b"", now, reason.strip()[:300]
    file.save(update_fields=["gzipped", "withdrawn_at", "withdrawn_for"])
    day = file.snapshot.frozen_on.isoformat()
    record(
        kind=events.FROZEN_FILE_WITHDRAWN,
        territory=file.snapshot.territory,
        now=now,
        actor=Actor.role(by),
        subject=Subject("millesime", day),
        matter="",
        payload={"day": day, "file": str(file)},
    )
    return file
