"""Referrals as a table."""

from django.utils.translation import gettext_lazy as _

from belvedere.contexts.referrals import queries
from belvedere.contexts.referrals.models import LedgerEntry, LedgerRoot, Referral
from belvedere.contexts.referrals.queries import public_title, receipts
from belvedere.platform.exchange.datasets import Table, declare_dataset
from belvedere.platform.exchange.tables import Column

COLUMNS: list[Column[Referral]] = [
    Column("reference", _("référence"), lambda row: row.reference),
    Column("titre", _("titre"), public_title),
    Column("organisme", _("organisme"), lambda row: row.body.slug),
    Column("politique", _("politique"), lambda row: row.policy.slug),
    Column("commune", _("commune de la saisine"), lambda row: row.commune.insee),
    Column("recevabilite", _("recevabilité"), lambda row: row.publication),
    Column("collecte", _("collecte"), lambda row: row.collection),
    Column("seuil", _("seuil"), lambda row: row.threshold),
    Column("soutiens", _("soutiens confirmés"), lambda row: getattr(row, "supports_total", None) or 0),
    Column("deposee_le", _("déposée le"), lambda row: row.deposited_at.date()),
    Column("close_le", _("dernier jour de la collecte"), lambda row: row.closes_on),
    Column("examen", _("examen"), lambda row: row.examen.reference if row.examen else ""),
]

ROOT_COLUMNS: list[Column[LedgerRoot]] = [
    Column("jour", _("jour"), lambda row: row.day),
    Column("entrees", _("nombre d’entrées"), lambda row: row.size),
    Column("racine", _("racine"), lambda row: row.root),
]
# In the order of the leaves: the root is computed again from these four columns.
LEAF_COLUMNS: list[Column[LedgerEntry]] = [
    Column("referral", _("saisine"), lambda row: row.referral.reference),
    Column("action", _("acte"), lambda row: row.action),
    Column("day", _("jour"), lambda row: row.day),
    Column("commitment", _("engagement"), lambda row: row.commitment),
]

declare_dataset(
    "racines-des-soutiens",
    _("Registre des soutiens"),
    _("La racine qui scelle les soutiens de chaque jour, sans nom."),
    url_name="referrals:ledger",
    table=lambda _today: Table(ROOT_COLUMNS, receipts.roots()),
    keywords=("soutiens", "empreintes"),
    frequency="DAILY",
)
declare_dataset(
    "saisines",
    _("Saisines"),
    _("Titre, politique, organisme, état, seuil et soutiens de chaque saisine publique."),
    url_name="referrals:referrals",
    table=lambda _today: Table(COLUMNS, queries.with_totals(queries.public_referrals())),
    keywords=("saisines", "participation citoyenne"),
)
