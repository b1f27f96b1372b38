"""What an inhabitant writes before depositing it."""

from typing import ClassVar

from django.db import models

from belvedere.engines.rules.admission import Capacity
from belvedere.platform.territory.scoping import territory_scoped


class Draft(models.Model):
    """A referral being written, without an account; only a hash of its secret link is kept."""

    territory = models.ForeignKey("territory.Territory", models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    commune = models.ForeignKey("territory.Commune", models.CASCADE, null=True, related_name="+")
    policy = models.ForeignKey("observatory.Policy", models.CASCADE, null=True, related_name="+")
    body = models.ForeignKey("territory.Body", models.CASCADE, null=True, related_name="+")
    title = models.CharField(max_length=120, blank=True)
    capacity = models.CharField(max_length=11, default=Capacity.PERSON.value)
    # Of the link by which others sign it: it reads, and writes nothing.
    invitation_hash = models.CharField(max_length=64, unique=True, null=True)
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
