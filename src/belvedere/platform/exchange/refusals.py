"""What the exchange refuses, and how it says it."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class NotACursor(Refusal):
    code = "not_a_cursor"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ce curseur n’en est pas un")
    message = _("Il n’a pas été donné par cette liste, ou il a été coupé.")
    next_step = _("Reprenez l’adresse « next » telle que la page précédente l’a donnée, ou la liste depuis le début.")
