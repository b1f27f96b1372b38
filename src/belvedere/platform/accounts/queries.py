"""Reads of people and roles."""

from datetime import date

from django.db.models import Q, QuerySet

from belvedere.platform.accounts.models import Role, User


def roles_held(*, user: User, on: date) -> QuerySet[Role]:
    """Return the roles that a person holds on a date, with their body."""
    return (
        Role.objects.filter(user=user, since__lte=on)
        .filter(Q(until=None) | Q(until__gt=on))
        .select_related("body", "department")
    )


def acting_role(*, user: User, chosen: int | None, on: date) -> Role | None:
    """Return the role in which a person is acting: the chosen one if still held, else the first."""
    roles = list(roles_held(user=user, on=on))
    return next((role for role in roles if role.pk == chosen), roles[0] if roles else None)
