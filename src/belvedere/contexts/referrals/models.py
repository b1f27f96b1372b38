"""Drafts, referrals, supports and their counters."""

import secrets
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.contexts.referrals.states import (
    PUBLIC,
    Collection,
    FollowUp,
    Publication,
    RejectionReason,
    SupportState,
)
from belvedere.platform.territory.scoping import territory_scoped


def new_key() -> str:
    """Return the secret under which the identities of one referral are hashed."""
    return secrets.token_hex(32)


class Draft(models.Model):
    """A referral being written, without an account; only a hash of its secret link is kept."""

    territory = models.ForeignKey("territory.Territory", models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    commune = models.ForeignKey("territory.Commune", models.CASCADE, null=True, related_name="+")
    policy = models.ForeignKey("observatory.Policy", models.CASCADE, null=True, related_name="+")
    body = models.ForeignKey("territory.Body", models.CASCADE, null=True, related_name="+")
    title = models.CharField(max_length=120, blank=True)
    request = models.TextField(max_length=3000, blank=True)
    reasons = models.TextField(max_length=3000, blank=True)
    email = models.EmailField(blank=True)
    expires_at = models.DateTimeField(db_index=True)

    objects: ClassVar[models.Manager["Draft"]] = territory_scoped()

    def __str__(self) -> str:
        return self.title

    @property
    def is_complete(self) -> bool:
        return bool(self.policy_id and self.body_id and self.commune_id and self.title and self.request and self.email)


class Referral(models.Model):
    """An inhabitant's request that a policy be examined."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="referrals")
    reference = models.CharField(max_length=20)
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="referrals")
    policy = models.ForeignKey("observatory.Policy", models.PROTECT, related_name="referrals")
    commune = models.ForeignKey("territory.Commune", models.PROTECT, related_name="referrals")
    title = models.CharField(max_length=120)
    request = models.TextField(max_length=3000)
    reasons = models.TextField(max_length=3000, blank=True)
    publication = models.CharField(max_length=12, default=Publication.UNCONFIRMED)
    collection = models.CharField(max_length=14, default=Collection.NOT_OPEN)
    follow_up = models.CharField(max_length=8, default=FollowUp.NONE)
    deposited_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    decision_due_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    forwarded_at = models.DateTimeField(null=True)
    rejection_reason = models.CharField(max_length=20, blank=True)
    next_door = models.ForeignKey("territory.Body", models.SET_NULL, null=True, related_name="+")
    threshold = models.PositiveIntegerField(null=True)
    threshold_source = models.CharField(max_length=300, blank=True)
    closes_on = models.DateField(null=True)
    reached_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    examen = models.ForeignKey("observatory.Examen", models.PROTECT, null=True, related_name="referrals")
    identity_key = models.CharField(max_length=64, default=new_key, blank=True)
    identities_erased_at = models.DateTimeField(null=True)
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Referral"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "-deposited_at", "-pk"]
        # No publication in these: a list takes several, and an index that begins by one of them keeps no order.
        indexes = [
            models.Index(fields=["territory", "-decided_at", "-id"], name="referral_latest"),
            models.Index(fields=["territory", "policy", "-decided_at", "-id"], name="referral_latest_by_policy"),
            models.Index(fields=["territory", "commune", "-decided_at", "-id"], name="referral_latest_by_commune"),
            models.Index(fields=["territory", "publication", "-decided_at", "-id"], name="referral_latest_by_decision"),
            models.Index(
                fields=["territory", "-decided_at", "-id"],
                condition=Q(closes_on__isnull=False, closed_at__isnull=True),
                name="referral_latest_gathering",
            ),
            models.Index(
                fields=["territory", "-decided_at", "-id"],
                condition=Q(reached_at__isnull=False),
                name="referral_latest_reached",
            ),
            models.Index(
                fields=["territory", "-decided_at", "-id"],
                condition=Q(closed_at__isnull=False),
                name="referral_latest_closed",
            ),
            models.Index(
                fields=["territory", "-decided_at", "-id"],
                condition=Q(examen__isnull=False),
                name="referral_latest_examined",
            ),
            models.Index(fields=["body", "publication", "decision_due_on"], name="referral_to_decide"),
            models.Index(
                fields=["decided_at"], condition=Q(identities_erased_at__isnull=True), name="referral_to_forget"
            ),
            models.Index(
                fields=["deposited_at"], condition=Q(publication=Publication.UNCONFIRMED), name="referral_unconfirmed"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["territory", "reference"], name="referral_reference_unique_in_territory"),
            models.CheckConstraint(
                condition=Q(publication__in=[state.value for state in Publication]), name="referral_publication_known"
            ),
            models.CheckConstraint(
                condition=Q(collection__in=[state.value for state in Collection]), name="referral_collection_known"
            ),
            models.CheckConstraint(
                condition=Q(follow_up__in=[state.value for state in FollowUp]), name="referral_follow_up_known"
            ),
            models.CheckConstraint(
                condition=Q(collection=Collection.NOT_OPEN)
                | Q(publication=Publication.ADMITTED, threshold__isnull=False, closes_on__isnull=False),
                name="referral_gathers_once_admitted",
            ),
            models.CheckConstraint(
                condition=Q(publication__in=PUBLIC, decided_at__isnull=False)
                | Q(~Q(publication__in=PUBLIC), decided_at=None),
                name="referral_public_once_decided",
            ),
            models.CheckConstraint(
                condition=Q(collection=Collection.NOT_OPEN, closes_on=None)
                | Q(~Q(collection=Collection.NOT_OPEN), closes_on__isnull=False),
                name="referral_opens_until_a_day",
            ),
            models.CheckConstraint(
                condition=Q(collection=Collection.CLOSED, closed_at__isnull=False)
                | Q(~Q(collection=Collection.CLOSED), closed_at=None),
                name="referral_closed_with_its_hour",
            ),
            models.CheckConstraint(
                condition=~Q(publication=Publication.REJECTED)
                | Q(rejection_reason__in=[reason.value for reason in RejectionReason]),
                name="referral_rejected_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(follow_up=FollowUp.NONE, examen=None) | Q(follow_up=FollowUp.EXAMEN, examen__isnull=False),
                name="referral_follows_its_examen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"


class Support(models.Model):
    """One person's support, by the hash of a mailbox under the referral's own key: useless elsewhere."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="supports")
    commune = models.ForeignKey("territory.Commune", models.PROTECT, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    identity = models.CharField(max_length=64)
    is_depositor = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default=SupportState.PENDING)
    requested_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Support"]] = territory_scoped("referral__territory")

    class Meta:
        ordering = ["referral", "pk"]
        indexes = [
            models.Index(fields=["referral", "state", "id"], name="support_by_referral_and_state"),
            models.Index(fields=["requested_at"], condition=Q(state=SupportState.PENDING), name="support_pending"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["referral", "identity"], name="support_once_by_person"),
            models.CheckConstraint(
                condition=Q(state=SupportState.PENDING, confirmed_at=None)
                | Q(state=SupportState.CONFIRMED, confirmed_at__isnull=False),
                name="support_confirmed_with_a_date",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class SupportContact(models.Model):
    """How to reach a supporter: kept apart from the support, erased when the règlement says."""

    support = models.OneToOneField(Support, models.CASCADE, primary_key=True, related_name="contact")
    email = models.EmailField()
    language = models.CharField(max_length=2, default="fr")

    objects: ClassVar[models.Manager["SupportContact"]] = territory_scoped("support__referral__territory")

    def __str__(self) -> str:
        return str(self.support_id)


class SupportCount(models.Model):
    """Confirmed supports by commune: what pages read, so that no page ever counts."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="counts")
    commune = models.ForeignKey("territory.Commune", models.PROTECT, related_name="+")
    count = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["SupportCount"]] = territory_scoped("referral__territory")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["referral", "commune"], name="one_count_by_commune")]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.commune_id} {self.count}"
