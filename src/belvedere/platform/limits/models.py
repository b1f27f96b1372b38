"""Rate limits kept in the database, so that every process counts the same attempts."""

from typing import ClassVar

from django.db import models


class TokenBucket(models.Model):
    """The attempts left to someone for one thing.

    One date says it all: a bucket is full at ``full_at`` and each attempt pushes that date further. Rows whose
    date is past say nothing and are pruned. The key is a keyed hash: no address is stored.
    """

    bucket = models.CharField(max_length=60)
    key_hash = models.CharField(max_length=64)
    full_at = models.DateTimeField(db_index=True)

    objects: ClassVar[models.Manager["TokenBucket"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bucket", "key_hash"], name="one_bucket_by_key")]

    def __str__(self) -> str:
        return self.bucket
