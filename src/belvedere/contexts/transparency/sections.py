"""The register is open data."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.exchange.datasets import declare_dataset

declare_dataset(
    "registre-public",
    _("Registre public"),
    _("Chaque acte officiel : date, type, dossier, empreinte. Aucun nom de personne."),
    url_name="transparency",
)
