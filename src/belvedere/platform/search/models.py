"""What can be found."""

from typing import ClassVar

from django.db import models

from belvedere.platform.territory.scoping import territory_scoped


class Document(models.Model):
    """A public page as the index knows it; ``folded`` is what is searched."""

    territory = models.ForeignKey("territory.Territory", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    text = models.TextField()
    url = models.CharField(max_length=300)
    folded = models.TextField()

    objects: ClassVar[models.Manager["Document"]] = territory_scoped()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "kind", "key"], name="document_indexed_once")]

    def __str__(self) -> str:
        return self.title
