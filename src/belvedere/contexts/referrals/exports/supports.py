"""The supports of a referral as a table, for who answers for them: neither address, nor name, nor mark of a person."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from belvedere.platform.exchange.tables import Column

SupportRow = tuple[datetime | None, str, str, str, str, str, int]
"""Hour of the confirmation, Insee code, level, origin, state; paper sheet and number of the removal, or None."""

SUPPORT_COLUMNS: list[Column[SupportRow]] = [
    Column("jour", _("jour"), lambda row: timezone.localdate(row[0]) if row[0] else None),
    Column("commune", _("commune"), lambda row: row[1]),
    Column("niveau", _("niveau"), lambda row: row[2]),
    Column("origine", _("origine"), lambda row: row[3]),
    Column("etat", _("état"), lambda row: row[4]),
    Column("feuille", _("feuille"), lambda row: row[5]),
    Column("ecarte", _("numéro de l’écart"), lambda row: row[6]),
]
