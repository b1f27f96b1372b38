"""What is said when FranceConnect could not be asked, or answered wrongly."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class FranceConnectAway(Refusal):
    code = "franceconnect_away"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    title = _("FranceConnect ne répond pas")
    message = _("Votre identité n’a pas pu être demandée. Votre soutien n’a pas changé.")
    next_step = _("Réessayez dans quelques minutes.")


class IdentityNotShown(Refusal):
    code = "identity_not_shown"
    status = HTTPStatus.BAD_REQUEST
    title = _("La réponse de FranceConnect n’est pas valable")
    message = _("Elle ne vient pas de votre demande, ou elle est trop ancienne. Votre soutien n’a pas changé.")
    next_step = _("Recommencez depuis la page de votre soutien, sans fermer la fenêtre.")
