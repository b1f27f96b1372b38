"""What roles are called on screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belvedere.platform.accounts.states import RoleKind

TITLES: dict[RoleKind, Promise] = {
    RoleKind.AGENT: _("Participation citoyenne"),
    RoleKind.DEPARTMENT: _("Service instructeur"),
    RoleKind.ELECTED: _("Mandat électif"),
    RoleKind.MODERATOR: _("Modération"),
    RoleKind.FACILITATOR: _("Animation de panel"),
    RoleKind.AUDITOR: _("Audit"),
    RoleKind.ADMINISTRATOR: _("Administration"),
}

POWERS: dict[RoleKind, Promise] = {
    RoleKind.AGENT: _("Juge la recevabilité des saisines, les oriente et suit le dossier jusqu’au bout."),
    RoleKind.DEPARTMENT: _("Instruit les dossiers confiés à son service et rédige les projets de réponse."),
    RoleKind.ELECTED: _("Valide les réponses de l’organisme avant leur publication."),
    RoleKind.MODERATOR: _("Relit les contributions et retire ce que la charte interdit."),
    RoleKind.FACILITATOR: _("Anime le panel et enregistre son avis."),
    RoleKind.AUDITOR: _("Lit tout ce que l’organisme traite, sans rien pouvoir y changer."),
    RoleKind.ADMINISTRATOR: _("Donne et retire les rôles des personnes de son organisme."),
}
