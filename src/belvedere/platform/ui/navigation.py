"""The public menus: three verbs, then the places where one reads."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """A link of a menu; ``prefix`` is the beginning of the paths for which it is the current one."""

    label: str | Promise
    url: str
    prefix: str = ""
    hint: str | Promise = ""

    def is_current(self, path: str) -> bool:
        return bool(self.prefix) and path.startswith(self.prefix)


VERBS = (
    Entry(_("Saisir"), "/saisines/deposer/", "/saisines/deposer/", _("Demander l’examen d’une politique publique")),
    Entry(_("Participer"), "/saisines/?etat=ouverte", "", _("Voir ce qui est ouvert près de chez vous")),
    Entry(_("Suivre"), "/plan-d-actions/", "", _("Voir ce qui a été promis, et où cela en est")),
)

PLACES = (
    Entry(_("Observatoire"), "/observatoire/", "/observatoire/"),
    Entry(_("Saisines"), "/saisines/", "/saisines/"),
    Entry(_("Engagements"), "/plan-d-actions/", "/plan-d-actions/"),
    Entry(_("Concertations"), "/concertations/", "/concertations/"),
    Entry(_("Projets"), "/projets/", "/projets/"),
    Entry(_("Stratégie"), "/strategie/", "/strategie/"),
    Entry(_("Agenda"), "/agenda/", "/agenda/"),
    Entry(_("Guide"), "/guide/", "/guide/"),
    Entry(_("Transparence"), "/transparence/", "/transparence/"),
)

ABOUT = (
    Entry(_("Accessibilité"), "/accessibilite/", "/accessibilite/"),
    Entry(_("Données personnelles"), "/donnees-personnelles/", "/donnees-personnelles/"),
    Entry(_("Données ouvertes"), "/donnees/", "/donnees/"),
    Entry(_("Transparence"), "/transparence/", "/transparence/"),
)


def current_place(path: str) -> Entry | None:
    """Return the verb or the place in which a path lies: the longest prefix wins."""
    matches = [entry for entry in (*VERBS, *PLACES, *ABOUT) if entry.is_current(path)]
    return max(matches, key=lambda entry: len(entry.prefix), default=None)
