"""The outbox: every mail is a row, written in the transaction of the act that causes it, then delivered when due."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.platform.territory.scoping import territory_scoped


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Message(models.Model):
    """A mail to one address. Address and bodies are erased some days after delivery; the key stays."""

    territory = models.ForeignKey("territory.Territory", models.CASCADE, related_name="messages")
    to = models.EmailField(blank=True)
    address_hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    language = models.CharField(max_length=8)
    unsubscribe = models.CharField(max_length=100, blank=True)
    token = models.CharField(max_length=64, unique=True, default=new_token)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    objects: ClassVar[models.Manager["Message"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "key"], condition=~Q(key=""), name="message_posted_once_by_key"
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(failed_at=None), name="message_is_not_both_sent_and_failed"
            ),
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(sent_at=None, failed_at=None, erased_at=None),
                name="message_is_due_until_it_ends",
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "created_at"], name="message_by_date"),
            models.Index(fields=["territory", "due_at", "id"], condition=Q(due_at__isnull=False), name="message_due"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Unsubscription(models.Model):
    """An address that left a list: a keyed hash, so that leaving stores no address."""

    territory = models.ForeignKey("territory.Territory", models.CASCADE, related_name="unsubscriptions")
    list_name = models.CharField(max_length=100)
    address_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Unsubscription"]] = territory_scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "list_name", "address_hash"], name="one_unsubscription_by_list_and_address"
            )
        ]

    def __str__(self) -> str:
        return self.list_name
