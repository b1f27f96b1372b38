"""What short messages refuse, and how they say it."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class NotAMobile(Refusal):
    code = "not_a_mobile"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ce n’est pas un numéro de mobile français")
    message = _("Un code ne peut être envoyé qu’à un numéro qui commence par 06 ou 07. Rien n’a été envoyé.")
    next_step = _("Écrivez-le par exemple : 06 12 34 56 78.")
