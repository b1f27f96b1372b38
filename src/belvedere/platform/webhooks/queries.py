"""The addresses of a body, each with its secret and its latest deliveries."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from belvedere.platform.territory.models import Body
from belvedere.platform.webhooks.models import Delivery, Webhook
from belvedere.platform.webhooks.signing import secret_of

LATEST = 5


@dataclass(frozen=True)
class Address:
    """An address as its officers see it."""

    webhook: Webhook
    secret: str
    deliveries: list[Delivery]


def addresses_of(body: Body) -> list[Address]:
    """Return the addresses of a body with their latest deliveries: two statements."""
    rows = list(Webhook.objects.filter(body=body).order_by("created_at", "pk"))
    numbered = Delivery.objects.filter(webhook__in=rows).annotate(
        place=Window(RowNumber(), partition_by=F("webhook"), order_by=F("pk").desc())
    )
    latest = list(numbered.filter(place__lte=LATEST).select_related("event").order_by("-pk"))
    return [Address(row, secret_of(row), [entry for entry in latest if entry.webhook_id == row.pk]) for row in rows]


def webhook_of(body: Body, uuid: UUID) -> Webhook | None:
    return Webhook.objects.select_related("territory", "body").filter(body=body, uuid=uuid).first()
