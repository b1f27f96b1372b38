"""Managers that refuse a query made outside a territory: forgetting the filter fails instead of leaking."""

from typing import Any, cast  # the manager's row type is named by the attribute it is assigned to

from django.db import models
from django_scopes import ScopedManager


def territory_scoped(through: str = "territory") -> models.Manager[Any]:
    """Return a manager that only sees the rows of the territory in scope.

    ``through`` is the lookup that leads from the row to its territory.
    """
    return cast("models.Manager[Any]", ScopedManager(territory=through))
