"""What the product says when it refuses: what happened, that nothing was lost, and what to do next.

Actions raise a subclass of :class:`Refusal`; the ui middleware shows it as a page (or JSON) with its status.
"""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Refusal(Exception):
    """An intent that cannot be carried out now, for a reason that a person can read."""

    code = "refused"
    status = HTTPStatus.CONFLICT
    title: Text = _("Ce n’est pas possible maintenant")
    message: Text = _("Votre demande n’a pas été exécutée. Rien n’a été perdu.")
    next_step: Text = ""
    headers: Mapping[str, str] = MappingProxyType({})

    def __init__(self, message: Text = "", *, next_step: Text = "", next_url: str = "") -> None:
        self.message = message or self.message
        self.next_step = next_step or self.next_step
        self.next_url = next_url
        super().__init__(self.code)


class NotAllowed(Refusal):
    """The person's role does not give this right in this body."""

    code = "not_allowed"
    status = HTTPStatus.FORBIDDEN
    title = _("Cette action ne vous est pas ouverte")
    message = _("Votre rôle dans cet organisme ne permet pas de faire cela.")
    next_step = _("Demandez ce rôle à l’administrateur de votre organisme, ou changez d’organisme dans le menu.")


class NotInThisState(Refusal):
    """The object has moved on: the verb does not apply to the state it is in."""

    code = "not_in_this_state"
    title = _("Cela a déjà changé")
    message = _("Entre-temps, l’état de ce dossier a changé : cette action ne s’applique plus.")
    next_step = _("Rechargez la page pour voir où il en est.")
