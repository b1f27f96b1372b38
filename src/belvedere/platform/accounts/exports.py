"""The people of a body as files."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.accounts.models import Role
from belvedere.platform.exchange.tables import Column

PEOPLE: tuple[Column[Role], ...] = (
    Column("nom", _("Nom"), lambda role: role.user.display_name),
    Column("adresse", _("Adresse"), lambda role: role.user.email),
    Column("role", _("Rôle"), lambda role: role.kind),
    Column("service", _("Service"), lambda role: role.department.name if role.department else None),
    Column("depuis", _("Depuis"), lambda role: role.since),
)
