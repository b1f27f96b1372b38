"""Reads of people and roles."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from belvedere.platform.accounts.models import Role, User
from belvedere.platform.accounts.refusals import NoRole
from belvedere.platform.territory.models import Body


def roles_held(*, user: User, on: date) -> QuerySet[Role]:
    """Return the roles that a person holds on a date, with their body."""
    return (
        Role.objects.filter(user=user, since__lte=on)
        .filter(Q(until=None) | Q(until__gt=on))
        .select_related("body", "department")
    )


def chosen_among(roles: Sequence[Role], chosen: int | None) -> Role | None:
    """Return the chosen role if it is one of these, else the first of them."""
    return next((role for role in roles if role.pk == chosen), roles[0] if roles else None)


def role_in_action(role: Role | None) -> Role:
    """Return the role of a request that has passed the workspace's door, where there is always one."""
    if role is None:
        raise NoRole
    return role


def acting_role(*, user: User, chosen: int | None, on: date) -> Role | None:
    """Return the role in which a person is acting: the chosen one if still held, else the first."""
    return chosen_among(list(roles_held(user=user, on=on)), chosen)


def has_second_factor(*, user: User) -> bool:
    """Return whether a person signs in with something more than a code by e-mail."""
    strong = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=user, type__in=strong).exists())


def roles_of_body(*, body: Body, on: date) -> QuerySet[Role]:
    """Return the roles that people hold in a body on a date, by name."""
    return (
        Role.objects.filter(body=body, since__lte=on)
        .filter(Q(until=None) | Q(until__gt=on))
        .select_related("user", "department", "body")
        .order_by("user__display_name", "user__email", "kind")
    )


def personas() -> QuerySet[User]:
    """Return the persons of the demonstration, in the order in which they were written."""
    return User.objects.filter(is_demo_persona=True, is_active=True).order_by("pk")


def persona(*, uuid: UUID) -> User | None:
    """Return a person of the demonstration; never anybody else."""
    return personas().filter(uuid=uuid).first()
