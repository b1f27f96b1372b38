"""What every page may show."""

from typing import Any  # a template's context holds anything

from django.conf import settings
from django.http import HttpRequest

from belvedere.platform.ui.desks import menu_for
from belvedere.platform.ui.navigation import ABOUT, PLACES, VERBS, current_place
from belvedere.platform.ui.theme import chosen_theme


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the territory, the acting role, the theme, the menus and the demonstration flag."""
    role = getattr(request, "role", None)
    return {
        "territory": getattr(request, "territory", None),
        "role": role,
        "is_demo": settings.DEMO,
        "theme": chosen_theme(request),
        "verbs": VERBS,
        "places": PLACES,
        "about": ABOUT,
        "current_place": current_place(request.path),
        "desk_groups": menu_for(role, request.path),
    }
