"""Reads of snapshots: their files, the list of their imprints, whether one is due."""

import gzip
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, QuerySet, Sum

from belvedere.contexts.observatory.models import FrozenFile, Snapshot

MONTH = 1  # snapshots are taken in January


def manifest(files: Iterable[FrozenFile]) -> str:
    """Return the imprints as ``sha256sum`` writes them: ``sha256sum -c`` checks a folder of these files."""
    return "".join(f"{file.sha256}  {file}\n" for file in files)


def snapshots() -> QuerySet[Snapshot]:
    """Return every snapshot, the latest first, with how many files and bytes it holds: one statement."""
    return Snapshot.objects.annotate(count=Count("files"), bytes=Sum("files__size")).order_by("-frozen_on")


def snapshot_of(day: date) -> Snapshot | None:
    return snapshots().filter(frozen_on=day).first()


def files_of(snapshot: Snapshot) -> list[FrozenFile]:
    """Return the files of a snapshot without their content: one statement."""
    return list(FrozenFile.objects.filter(snapshot=snapshot).defer("gzipped").order_by("collection", "name"))


def frozen_file(day: date, collection: str, name: str) -> FrozenFile | None:
    found = FrozenFile.objects.filter(snapshot__frozen_on=day, collection=collection, name=name)
    return found.select_related("snapshot").first()


def content_of(file: FrozenFile) -> bytes:
    return gzip.decompress(bytes(file.gzipped))


def frozen_in(collection: str) -> list[FrozenFile]:
    """Return the files of a collection in every snapshot, the latest first: one statement."""
    found = FrozenFile.objects.filter(collection=collection, withdrawn_at=None).defer("gzipped")
    return list(found.select_related("snapshot").order_by("-snapshot__frozen_on", "name"))


def is_snapshot_due(on: date) -> bool:
    """Return whether this is January and nothing was frozen in this year yet."""
    return on.month == MONTH and not Snapshot.objects.filter(frozen_on__year=on.year).exists()
