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


class FileTooLarge(Refusal):
    code = "file_too_large"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ce fichier est trop lourd")
    message = _("Il dépasse 5 Mo, ou l’image a plus de 40 millions de points. Il n’a pas été gardé.")
    next_step = _("Réduisez-le, ou joignez-en une partie.")


class FileNotAccepted(Refusal):
    code = "file_not_accepted"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ce fichier n’est pas accepté")
    message = _("Ce n’est ni un PDF entier, ni une image PNG, JPEG ou WebP. Il n’a pas été gardé.")
    next_step = _("Enregistrez-le en PDF, puis joignez-le.")
