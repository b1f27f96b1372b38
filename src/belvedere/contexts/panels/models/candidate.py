"""Who signed up: values by category under a pseudonym; how to reach them, apart."""

import secrets
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.contexts.panels.models.campaign import Campaign, Category, Target
from belvedere.contexts.panels.models.constraints import known
from belvedere.contexts.panels.states.campaign import CandidateState, Channel
from belvedere.platform.territory.scoping import territory_scoped

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0, 1, I, O: read aloud and copied by hand
PSEUDONYM_LENGTH = 8


def new_pseudonym() -> str:
    """Return the name under which a candidate is published: it says nothing of the person."""
    return "".join(secrets.choice(ALPHABET) for _ in range(PSEUDONYM_LENGTH))


class Candidate(models.Model):
    """A person who accepts to be drawn. Erased on request: what is published only knows the pseudonym."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="candidates")
    invitation = models.OneToOneField(
        "panels.Invitation", models.SET_NULL, null=True, blank=True, related_name="candidate"
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pseudonym = models.CharField(max_length=PSEUDONYM_LENGTH, default=new_pseudonym)
    commune = models.ForeignKey("territory.Commune", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=CandidateState.REGISTERED.value)
    channel = models.CharField(max_length=10)
    entered_by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, blank=True, related_name="+")
    household = models.CharField(max_length=64, blank=True)
    registered_at = models.DateTimeField()
    consented_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Candidate"]] = territory_scoped("campaign__territory")

    class Meta:
        ordering = ["campaign", "pseudonym"]
        indexes = [
            models.Index(fields=["campaign", "state", "commune"], name="candidate_by_commune"),
            models.Index(fields=["campaign", "-registered_at", "-id"], name="candidate_latest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "pseudonym"], name="pseudonym_unique_in_campaign"),
            known("state", CandidateState, "candidate_state_known"),
            known("channel", Channel, "candidate_channel_known"),
            models.CheckConstraint(
                condition=~Q(channel=Channel.ONLINE.value) | Q(entered_by=None),
                name="candidate_on_line_entered_by_nobody",
            ),
            models.CheckConstraint(
                condition=Q(state=CandidateState.REGISTERED.value, left_at=None)
                | ~Q(state=CandidateState.REGISTERED.value) & Q(left_at__isnull=False),
                name="candidate_left_with_its_hour",
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym


class CandidateAnswer(models.Model):
    """A candidate's value in a category that is asked."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="answers")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    target = models.ForeignKey(Target, models.PROTECT, related_name="answers")

    objects: ClassVar[models.Manager["CandidateAnswer"]] = territory_scoped("candidate__campaign__territory")

    class Meta:
        ordering = ["candidate", "category"]
        constraints = [models.UniqueConstraint(fields=["candidate", "category"], name="one_answer_by_category")]

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.target_id}"


class CandidateContact(models.Model):
    """How to reach a candidate: kept apart from the answers, never published, erased on its day."""

    candidate = models.OneToOneField(Candidate, models.CASCADE, primary_key=True, related_name="contact")
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    email = models.EmailField(blank=True, db_index=True)
    phone = models.CharField(max_length=30, blank=True)
    street = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    city = models.CharField(max_length=100, blank=True)
    needs = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=2, default="fr")
    erase_on = models.DateField(db_index=True)

    objects: ClassVar[models.Manager["CandidateContact"]] = territory_scoped("candidate__campaign__territory")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone="") | ~Q(street=""), name="candidate_can_be_reached"
            )
        ]

    def __str__(self) -> str:
        return str(self.candidate_id)
