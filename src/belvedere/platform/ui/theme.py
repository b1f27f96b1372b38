"""Light or dark: the system's choice, or the visitor's own, kept by a cookie without any account."""

from enum import StrEnum

from django.http import HttpRequest

COOKIE = "apparence"
COOKIE_AGE_SECONDS = 365 * 24 * 3600


class Theme(StrEnum):
    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


def chosen_theme(request: HttpRequest) -> Theme:
    """Return the theme of the cookie; anything unknown means the system's choice."""
    try:
        return Theme(request.COOKIES.get(COOKIE, Theme.AUTO))
    except ValueError:
        return Theme.AUTO
