"""The rubrics of the plan, on each of its public pages."""

from django.urls import reverse
from django.utils.translation import gettext as _


def rubrics(current: str) -> list[tuple[str, str, bool]]:
    """Return the rubrics of the plan, the current one marked by the name of its route."""
    named = (
        ("plan", _("Liste")),
        ("board", _("Tableau")),
        ("timeline", _("Frise")),
        ("shares", _("Par axe, organisme, commune")),
        ("late", _("En retard")),
        ("progress", _("Avancement")),
        ("iterations", _("Itérations et versions")),
        ("on_a_day", _("À une date")),
    )
    return [(label, reverse(f"actionplan:{name}"), name == current) for name, label in named]
