"""Constraints that several rows of the seminars share."""

from enum import StrEnum

from django.db.models import CheckConstraint, Q


def known(field: str, values: type[StrEnum], name: str, *, is_optional: bool = False) -> CheckConstraint:
    """Return the constraint « this field holds one of these values », or nothing where it may be empty."""
    allowed = [value.value for value in values]
    return CheckConstraint(condition=Q(**{f"{field}__in": [*allowed, ""] if is_optional else allowed}), name=name)
