"""Days left before a date, in words."""

from datetime import date

from django.utils.translation import gettext, ngettext


def days_left(*, today: date, due_on: date | None) -> int | None:
    return None if due_on is None else (due_on - today).days


def in_words(days: int | None) -> str:
    """Say how long is left: « dans 3 jours », « aujourd’hui », « en retard de 2 jours »."""
    if days is None:
        return gettext("sans échéance")
    if days == 0:
        return gettext("aujourd’hui")
    if days > 0:
        return ngettext("dans %(days)d jour", "dans %(days)d jours", days) % {"days": days}
    return ngettext("en retard de %(days)d jour", "en retard de %(days)d jours", -days) % {"days": -days}
