"""What is refused about the addresses of others."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class NotAWebhookAddress(Refusal):
    code = "not_a_webhook_address"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Cette adresse ne peut pas être appelée")
    message = _("Il faut une adresse publique en https, sans port particulier, sans nom d’utilisateur ni mot de passe.")
    next_step = _("Par exemple\u00a0: https://exemple.fr/belvedere")


class AlreadyTold(Refusal):
    code = "already_told"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Cette adresse est déjà là")
    message = _("Elle reçoit déjà ces notifications\u00a0: rien n’a été ajouté.")
