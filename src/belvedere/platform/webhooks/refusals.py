"""What is refused about the addresses of others."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class AlreadyTold(Refusal):
    code = "already_told"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Cette adresse est déjà là")
    message = _("Elle reçoit déjà ces notifications\u00a0: rien n’a été ajouté.")
