"""The register as a table."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.exchange.tables import Column
from belvedere.platform.journal.queries import Act

REGISTER_COLUMNS: list[Column[Act]] = [
    Column("sequence", _("numéro"), lambda act: act.sequence),
    Column("at", _("date"), lambda act: act.at.isoformat()),
    Column("matter", _("dossier"), lambda act: act.matter),
    Column("kind", _("type"), lambda act: act.kind),
    Column("sentence", _("acte"), lambda act: act.sentence),
    Column("actor", _("auteur"), lambda act: act.actor),
    Column("digest", _("empreinte"), lambda act: act.digest),
]
