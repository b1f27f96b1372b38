"""The journal: one append-only chain of events by territory. Database triggers refuse UPDATE and DELETE."""

import uuid
from typing import ClassVar

from django.db import models

from belvedere.engines.ledger.canonical import Value
from belvedere.engines.ledger.chain import GENESIS
from belvedere.platform.territory.scoping import territory_scoped


class Event(models.Model):
    """An official act. The digest covers every other column and the digest before it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="events")
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.CharField(max_length=64, blank=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    matter = models.CharField(max_length=64, blank=True)
    payload = models.TextField()
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects: ClassVar[models.Manager["Event"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "sequence"], name="event_sequence_unique_in_territory"),
        ]
        indexes = [
            models.Index(fields=["territory", "matter", "sequence"], name="event_by_matter"),
            models.Index(fields=["territory", "kind", "sequence"], name="event_by_kind"),
            models.Index(fields=["territory", "subject_kind", "subject_id"], name="event_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind}"


class ChainHead(models.Model):
    """The end of a territory's chain: the lock under which events are numbered."""

    territory = models.OneToOneField("territory.Territory", models.PROTECT, primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=GENESIS)

    objects: ClassVar[models.Manager["ChainHead"]] = territory_scoped()

    def __str__(self) -> str:
        return f"{self.territory_id}@{self.sequence}"


class Bookmark(models.Model):
    """How far a subscription has read the journal of a territory."""

    territory = models.ForeignKey("territory.Territory", models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    sequence = models.PositiveBigIntegerField(default=0)
    moved_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Bookmark"]] = territory_scoped()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "name"], name="one_bookmark_by_subscription")]

    def __str__(self) -> str:
        return f"{self.name}@{self.sequence}"


def record_of(event: Event) -> Value:
    """Return what the digest of an event covers, in the order-free form that the ledger spells."""
    return {
        "id": str(event.id),
        "territory": event.territory_id,
        "sequence": event.sequence,
        "at": event.at.isoformat(timespec="microseconds"),
        "kind": event.kind,
        "actor_kind": event.actor_kind,
        "actor_id": event.actor_id,
        "subject_kind": event.subject_kind,
        "subject_id": event.subject_id,
        "matter": event.matter,
        "payload": event.payload,
    }
