"""What the observatory looks at: policies, and the examens opened on them."""

from typing import ClassVar

from django.db import models

from belvedere.platform.territory.scoping import territory_scoped


class Policy(models.Model):
    """A public policy of a body."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="policies")
    slug = models.SlugField()
    name = models.CharField(max_length=200)
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="policies")

    objects: ClassVar[models.Manager["Policy"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "slug"]
        constraints = [models.UniqueConstraint(fields=["territory", "slug"], name="policy_slug_unique_in_territory")]

    def __str__(self) -> str:
        return self.name


class Examen(models.Model):
    """An inquiry on a policy, opened by a referral past its threshold or by the observatory itself."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="examens")
    reference = models.CharField(max_length=20)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="examens")

    objects: ClassVar[models.Manager["Examen"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "reference"], name="examen_reference_unique_in_territory")
        ]

    def __str__(self) -> str:
        return self.reference
