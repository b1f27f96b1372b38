"""What every page may show."""

from typing import Any  # a template's context holds anything

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the territory, the acting role and the demonstration flag."""
    return {
        "territory": getattr(request, "territory", None),
        "role": getattr(request, "role", None),
        "is_demo": settings.DEMO,
    }
