"""The language in which somebody reads: one of the two that everything is written in."""

from django.utils.translation import get_language


def language_of_page() -> str:
    """Return ``fr`` or ``en``."""
    return "fr" if (get_language() or "fr").startswith("fr") else "en"
