"""Meetings: when and where, who comes, what was said."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from belvedere.platform.territory.scoping import territory_scoped


class Meeting(models.Model):
    """A meeting: the phase says when; this says where, how to get in, what is done and what was said."""

    phase = models.OneToOneField("consultations.Phase", models.CASCADE, related_name="meeting")
    room = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    access = models.TextField(blank=True)
    programme = models.TextField(blank=True)
    places = models.PositiveIntegerField(null=True, blank=True)
    present = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.TextField(blank=True)
    minutes_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Meeting"]] = territory_scoped("phase__consultation__territory")

    class Meta:
        ordering = ["phase"]

    def __str__(self) -> str:
        return self.room


class MeetingDocument(models.Model):
    """What was shown or handed out."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="documents")
    title = models.CharField(max_length=120)
    media_type = models.CharField(max_length=40)
    content = models.BinaryField()
    size = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["MeetingDocument"]] = territory_scoped("meeting__phase__consultation__territory")

    class Meta:
        ordering = ["meeting", "pk"]

    def __str__(self) -> str:
        return self.title


class Registration(models.Model):
    """Somebody who says that they come; ``key`` is in their mail, to cancel."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="registrations")
    key = models.UUIDField(default=uuid4, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField()
    needs = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=2, default="fr")
    commune = models.ForeignKey("territory.Commune", models.PROTECT, null=True, blank=True, related_name="+")
    registered_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    came = models.BooleanField(null=True, blank=True)

    objects: ClassVar[models.Manager["Registration"]] = territory_scoped("meeting__phase__consultation__territory")

    class Meta:
        ordering = ["meeting", "registered_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "email"], name="one_registration_by_address"),
            models.CheckConstraint(condition=~Q(email=""), name="registration_has_an_address"),
        ]
        indexes = [models.Index(fields=["email"], name="registration_by_email")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.registered_at:%Y-%m-%d}"
