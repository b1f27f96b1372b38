"""The accountant's file: who is owed what, for which session; no cell can start a formula."""

from decimal import Decimal

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.panels.models import Allowance
from belvedere.contexts.panels.states.panel import AllowanceKind
from belvedere.contexts.panels.words import ALLOWANCE_KIND_LABELS
from belvedere.platform.exchange.tables import Column


def euros(cents: int) -> str:
    """Return an amount as French spreadsheets read it.

    >>> euros(7550), euros(5)
    ('75,50', '0,05')
    """
    return f"{cents // 100},{cents % 100:02d}"


def shown_euros(cents: int) -> str:
    """Return an amount as people read it in their language."""
    return str(number_format(Decimal(cents) / 100, decimal_pos=2, force_grouping=True))


def _name(allowance: Allowance, part: str) -> str:
    candidate = allowance.seat.candidate
    return str(getattr(candidate.contact, part)) if candidate is not None else ""


ALLOWANCE_COLUMNS: list[Column[Allowance]] = [
    Column("fichier", _("Fichier"), lambda row: row.export_number),
    Column("seance", _("Séance"), lambda row: row.session.number),
    Column("date", _("Date"), lambda row: timezone.localdate(row.session.starts_at)),
    Column("pseudonyme", _("Pseudonyme"), lambda row: row.seat.pseudonym),
    Column("nom", _("Nom"), lambda row: _name(row, "last_name")),
    Column("prenom", _("Prénom"), lambda row: _name(row, "first_name")),
    Column("type", _("Type"), lambda row: str(ALLOWANCE_KIND_LABELS[AllowanceKind(row.kind)])),
    Column("montant_euros", _("Montant, en euros"), lambda row: euros(row.amount_cents)),
]
