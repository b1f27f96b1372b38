"""What is refused about contributions, their reading and their report."""

from collections.abc import Sequence
from http import HTTPStatus

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class RegisterClosed(Refusal):
    """People write while the phase lasts."""

    code = "register_closed"
    title = _("On ne peut pas participer maintenant")
    message = _("Rien n’a été enregistré : cette phase n’a pas commencé, ou elle est finie.")
    next_step = _("Les dates sont sur la page de la concertation.")


class NothingWritten(Refusal):
    """A contribution has words."""

    code = "nothing_written"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("La contribution est vide")
    message = _("Rien n’a été enregistré.")
    next_step = _("Revenez en arrière et écrivez au moins une phrase.")


class NotAMailbox(Refusal):
    """The file holds no mail."""

    code = "not_a_mailbox"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Aucun courriel dans ce fichier")
    message = _("Rien n’a été importé.")
    next_step = _("Choisissez un fichier .eml ou .mbox, tel que votre messagerie l’enregistre.")


class ReportNotReady(Refusal):
    """Each contribution is read and classed, each proposal answered, before a report closes."""

    code = "report_not_ready"
    title = _("Le bilan ne peut pas encore être publié")
    next_step = _("La page de travail du bilan dit ce qui manque, point par point.")

    def __init__(self, missing: Sequence[str | Promise]) -> None:
        super().__init__(
            _("Rien n’a été publié. Il manque : %(points)s.") % {"points": " ; ".join(str(point) for point in missing)}
        )


class ThemeInUse(Refusal):
    """A theme that holds something is merged, not dropped."""

    code = "theme_in_use"
    title = _("Ce thème ne peut pas rejoindre lui-même")
    message = _("Rien n’a changé.")
    next_step = _("Choisissez un autre thème.")


class NoContributionThere(Refusal):
    """A grouped proposal comes from contributions."""

    code = "no_contribution_there"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Aucune contribution à ces numéros")
    message = _("Rien n’a été enregistré : une proposition réunit des contributions lues et classées.")
    next_step = _("Revenez en arrière et écrivez leurs numéros, séparés par des virgules.")
