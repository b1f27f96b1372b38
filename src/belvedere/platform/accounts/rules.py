"""Who may: predicates on a role, for this service and for the contexts.

Contexts build their permissions from these::

    add_perm("referrals.admit", is_of_kind(RoleKind.AGENT) & belongs_to_body_of("body"))
    has_perm("referrals.admit", role, referral)
"""

from collections.abc import Callable
from functools import reduce
from typing import Any  # predicates receive objects of any context

from rules import Predicate, add_perm, predicate

from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind

Test = Callable[..., bool]


def is_of_kind(*kinds: RoleKind) -> Predicate:
    """Return the predicate « acts in one of these kinds of role »."""
    wanted = frozenset(kinds)

    def acts_in(role: Role | None, _obj: object = None) -> bool:
        return role is not None and role.kind in wanted

    return _named(acts_in, "is_of_kind:" + ",".join(sorted(wanted)))


def belongs_to_body_of(path: str = "body") -> Predicate:
    """Return the predicate « acts for the body that this object belongs to ».

    ``path`` leads from the object to its body, with dots (``"referral.body"``); ``""`` when the object is the body.
    No object, or an object without a body, is refused.
    """

    def same_body(role: Role | None, obj: object = None) -> bool:
        body = _follow(obj, path)
        return role is not None and body is not None and role.body_id == getattr(body, "pk", None)

    return _named(same_body, f"belongs_to_body_of:{path}")


def belongs_to_department_of(path: str = "department") -> Predicate:
    """Return the predicate « acts for the department that this object is entrusted to »."""

    def same_department(role: Role | None, obj: object = None) -> bool:
        department = _follow(obj, path)
        return role is not None and department is not None and role.department_id == getattr(department, "pk", None)

    return _named(same_department, f"belongs_to_department_of:{path}")


def _follow(obj: object, path: str) -> Any:  # noqa: ANN401 -- an attribute of an object of any context
    names = path.split(".") if path else []
    return reduce(lambda found, name: getattr(found, name, None), names, obj)


def _named(test: Test, name: str) -> Predicate:
    return predicate(test, name=name)


administers = is_of_kind(RoleKind.ADMINISTRATOR)
is_auditor = is_of_kind(RoleKind.AUDITOR)

add_perm("accounts.see_people", administers & belongs_to_body_of(""))
add_perm("accounts.grant_role", administers & belongs_to_body_of(""))
add_perm("accounts.end_role", administers & belongs_to_body_of("body"))
