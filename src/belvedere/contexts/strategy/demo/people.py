"""Who acts in the demonstration of the strategy."""

from datetime import date

from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.queries import body_by_slug


def role_in(slug: str, kind: RoleKind, on: date) -> Role | None:
    """Return who holds a kind of role in a body, if somebody does."""
    body = body_by_slug(slug)
    return roles_of_body(body=body, on=on).filter(kind=kind.value).first() if body is not None else None
