"""What a body asks a depositor to complete before it judges whether a referral is admitted."""

from django.db import models
from django.db.models import Q


class Complement(models.Model):
    """A question to the depositor, and the answer; between the two, the clock of the decision is suspended."""

    referral = models.ForeignKey("referrals.Referral", models.CASCADE, related_name="complements")
    question = models.TextField(max_length=3000)
    asked_at = models.DateTimeField()
    answer = models.TextField(max_length=3000, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["referral", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(answered_at=None), name="one_complement_awaited_by_referral"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | Q(Q(answered_at__isnull=False), ~Q(answer="")),
                name="complement_answered_with_its_hour",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.asked_at:%Y-%m-%d}"
