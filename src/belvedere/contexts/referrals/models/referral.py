"""A referral, on its axes."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.contexts.referrals.states import PUBLIC, Collection, FollowUp, Publication, RejectionReason, Verification
from belvedere.contexts.referrals.states.moderation import HiddenReason, Moderation
from belvedere.engines.rules.admission import Capacity
from belvedere.platform.territory.scoping import territory_scoped

# Read by a list under any filter, after its order: SQLite and PostgreSQL then count and choose rows in the index alone.
FILTERED = ("publication", "closes_on", "closed_at", "reached_at", "examen")


def new_key() -> str:
    """Return the secret under which the identities of one referral are hashed."""
    return secrets.token_hex(32)


class Referral(models.Model):
    """An inhabitant's request that a policy be examined."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="referrals")
    reference = models.CharField(max_length=20)
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="referrals", db_index=False)
    policy = models.ForeignKey("observatory.Policy", models.PROTECT, related_name="referrals")
    commune = models.ForeignKey("territory.Commune", models.PROTECT, related_name="referrals")
    title = models.CharField(max_length=120)
    request = models.TextField(max_length=3000)
    reasons = models.TextField(max_length=3000, blank=True)
    capacity = models.CharField(max_length=11, default=Capacity.PERSON.value)
    moderation = models.CharField(max_length=13, default=Moderation.TO_READ.value)
    moderated_at = models.DateTimeField(null=True)
    hidden_reason = models.CharField(max_length=20, blank=True)
    publication = models.CharField(max_length=12, default=Publication.UNCONFIRMED)
    collection = models.CharField(max_length=14, default=Collection.NOT_OPEN)
    follow_up = models.CharField(max_length=10, default=FollowUp.NONE)
    followed_up_at = models.DateTimeField(null=True)
    deposited_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    decision_due_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    forwarded_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.Role", models.SET_NULL, null=True, related_name="+")
    rejection_note = models.TextField(max_length=2000, blank=True)
    rejection_reason = models.CharField(max_length=20, blank=True)
    next_door = models.ForeignKey("territory.Body", models.SET_NULL, null=True, related_name="+")
    verification = models.CharField(max_length=12, default=Verification.NONE)
    regulation = models.ForeignKey("referrals.Regulation", models.PROTECT, null=True, related_name="referrals")
    rules = models.JSONField(null=True)
    threshold = models.PositiveIntegerField(null=True)
    threshold_source = models.CharField(max_length=300, blank=True)
    closes_on = models.DateField(null=True)
    reached_at = models.DateTimeField(null=True)
    suspended_on = models.DateField(null=True)
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
            models.Index(
                fields=["territory", "policy", "-decided_at", "-id", "commune", *FILTERED],
                name="referral_latest_by_policy",
            ),
            models.Index(
                fields=["territory", "commune", "-decided_at", "-id", "policy", *FILTERED],
                name="referral_latest_by_commune",
            ),
            models.Index(
                fields=["territory", "publication", "-decided_at", "-id", "policy", "commune"],
                name="referral_latest_by_decision",
            ),
            models.Index(fields=["body", "-decided_at", "-id"], name="referral_latest_by_body"),
            models.Index(
                fields=["territory", "-decided_at", "-id"],
                condition=Q(closes_on__isnull=False, closed_at__isnull=True),
                name="referral_latest_gathering",
            ),
            models.Index(
                fields=["territory", "-decided_at", "-id", "reached_at"],
                condition=Q(reached_at__isnull=False),
                name="referral_latest_reached",
            ),
            models.Index(
                fields=["territory", "-decided_at", "-id", "closed_at"],
                condition=Q(closed_at__isnull=False),
                name="referral_latest_closed",
            ),
            models.Index(
                fields=["territory", "-decided_at", "-id", "examen"],
                condition=Q(examen__isnull=False),
                name="referral_latest_examined",
            ),
            models.Index(
                fields=["body", "received_at", "id"],
                condition=Q(moderation=Moderation.TO_READ.value),
                name="referral_to_read",
            ),
            models.Index(
                fields=["body", "-moderated_at", "-id"],
                condition=Q(moderation=Moderation.HIDDEN.value),
                name="referral_hidden",
            ),
            models.Index(
                fields=["territory", "body", "publication", "decision_due_on", "collection"], name="referral_to_decide"
            ),
            models.Index(
                fields=["territory", "body", "follow_up"],
                condition=Q(examen__isnull=False),
                name="referral_examined_by_body",
            ),
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
                condition=Q(moderation__in=[state.value for state in Moderation]), name="referral_moderation_known"
            ),
            models.CheckConstraint(
                condition=Q(moderation=Moderation.HIDDEN.value, hidden_reason__in=[row.value for row in HiddenReason])
                | Q(~Q(moderation=Moderation.HIDDEN.value), hidden_reason=""),
                name="referral_hidden_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(collection__in=[state.value for state in Collection]), name="referral_collection_known"
            ),
            models.CheckConstraint(
                condition=Q(follow_up__in=[state.value for state in FollowUp]), name="referral_follow_up_known"
            ),
            models.CheckConstraint(
                condition=Q(verification__in=[state.value for state in Verification]),
                name="referral_verification_known",
            ),
            models.CheckConstraint(
                condition=Q(collection=Collection.NOT_OPEN)
                | Q(publication=Publication.ADMITTED, rules__isnull=False, closes_on__isnull=False),
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
                condition=Q(follow_up=FollowUp.NONE, examen=None, followed_up_at=None)
                | Q(~Q(follow_up=FollowUp.NONE), examen__isnull=False, followed_up_at__isnull=False),
                name="referral_follows_its_examen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"
