"""The places of the strategy that each of its public pages leads to."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLACES = (
    ("strategy:strategy", _("La stratégie")),
    ("strategy:commitments", _("Engagements testés")),
    ("strategy:coverage", _("Qui offre quoi")),
    ("strategy:subsidiarity", _("Règles de subsidiarité")),
    ("strategy:agenda", _("Agenda commun")),
    ("strategy:thermometer", _("Thermomètre")),
    ("strategy:maturity", _("Maturité")),
    ("seminar:seminars", _("Séminaires")),
    ("strategy:versions", _("Versions")),
)


def tabs(current: str) -> list[tuple[str | Promise, str, bool]]:
    """Return the tabs, the current one marked."""
    return [(label, reverse(name), name == f"strategy:{current}") for name, label in PLACES]
