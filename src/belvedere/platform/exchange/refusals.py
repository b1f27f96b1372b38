"""What the exchange refuses, and how it says it."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class NotACursor(Refusal):
    code = "not_a_cursor"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ce curseur n’en est pas un")
    message = _("Il n’a pas été donné par cette liste, ou il a été coupé.")
    next_step = _("Reprenez l’adresse « next » telle que la page précédente l’a donnée, ou la liste depuis le début.")


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


_NOT_A_SHEET = {
    "too_large": _("Il est trop gros : 10 Mo et 200 000 lignes au plus."),
    "unknown_kind": _("Ce n’est ni un CSV, ni un classeur XLSX, ni un Data Package (ZIP)."),
    "broken": _("Il est abîmé, ou son nom ne dit pas ce qu’il est."),
    "not_a_package": _("Il n’y a pas de datapackage.json, ou sa première ressource manque."),
    "empty": _("Il est vide."),
}


class NotASheet(Refusal):
    """A file that holds no table that we can read; ``fault`` says why."""

    code = "not_a_sheet"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ce fichier ne se lit pas")
    next_step = _("Reprenez le modèle proposé, remplissez-le, et déposez-le de nouveau.")

    def __init__(self, fault: str) -> None:
        self.fault = fault
        super().__init__(_NOT_A_SHEET[fault])
