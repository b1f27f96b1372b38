"""People who sign in, and the roles they hold within bodies."""

import uuid
from typing import Any, ClassVar  # extra fields of a user are the framework's

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.accounts.words import POWERS, TITLES
from belvedere.platform.territory.scoping import territory_scoped


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":  # noqa: ANN401 -- see the import
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. Inhabitants who only sign have none."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("adresse électronique"), unique=True)
    display_name = models.CharField(_("nom affiché"), max_length=150, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_demo_persona = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique_whatever_its_case")]

    def __str__(self) -> str:
        return self.display_name or self.email


class Role(models.Model):
    """What a person may do within one body, between two dates.

    ``until`` is the first day without the role: a role given and ended on the same day is held no day.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="roles")
    body = models.ForeignKey("territory.Body", models.CASCADE, related_name="roles")
    department = models.ForeignKey("territory.Department", models.SET_NULL, null=True, blank=True, related_name="roles")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in RoleKind])
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager["Role"]] = territory_scoped("body__territory")

    class Meta:
        ordering = ["body", "kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in RoleKind]), name="role_kind_known"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="role_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["user", "body", "kind"], condition=Q(until=None), name="role_held_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.body}"

    @property
    def title(self) -> Promise:
        return TITLES[RoleKind(self.kind)]

    @property
    def power(self) -> Promise:
        return POWERS[RoleKind(self.kind)]


class CacheEntry(models.Model):
    """A row of Django's database cache, shared by every process: attempts to sign in are counted there.

    Django's cache backend reads and writes the table; this model only makes it, on both databases.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "belvedere_cache"

    def __str__(self) -> str:
        return self.cache_key
