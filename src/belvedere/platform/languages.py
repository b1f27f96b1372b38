"""The language in which somebody reads: one of the two that everything is written in, but for what was written here."""

from django.utils.translation import get_language


class Data(str):
    """Words of the territory among those of the interface: French, whatever the language of the page."""

    __slots__ = ()


def language_of_page() -> str:
    """Return ``fr`` or ``en``."""
    return "fr" if (get_language() or "fr").startswith("fr") else "en"
