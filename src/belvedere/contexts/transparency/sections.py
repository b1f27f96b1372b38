"""The register is open data."""

from django.utils.translation import gettext_lazy as _

from belvedere.contexts.transparency.exports import REGISTER_COLUMNS
from belvedere.platform.exchange.datasets import Table, declare_dataset
from belvedere.platform.journal.queries import in_words, public_register

declare_dataset(
    "registre-public",
    _("Registre public"),
    _("Chaque acte officiel : date, type, dossier, empreinte. Aucun nom de personne."),
    url_name="transparency",
    table=lambda _today: Table(REGISTER_COLUMNS, in_words(public_register())),
    keywords=("registre", "actes"),
)
