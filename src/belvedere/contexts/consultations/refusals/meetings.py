"""What is refused about meetings."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class MeetingFull(Refusal):
    """The room holds no more people."""

    code = "meeting_full"
    title = _("Il n’y a plus de place")
    message = _("Votre inscription n’a pas été enregistrée\u00a0: la salle est pleine.")
    next_step = _("Vous pouvez écrire au registre, ou venir à une autre réunion.")


class MeetingOver(Refusal):
    """One registers before the meeting ends."""

    code = "meeting_over"
    title = _("On ne peut pas s’inscrire à cette réunion")
    message = _("Rien n’a été enregistré\u00a0: elle n’est pas annoncée, ou elle est finie.")
    next_step = _("Les autres façons de participer sont sur la page de la concertation.")


class FewerThanCame(Refusal):
    """The number of people present counts at least those who were ticked."""

    code = "fewer_than_came"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Le nombre de présents est trop petit")
    message = _("Rien n’a été enregistré\u00a0: vous avez coché plus de personnes.")
    next_step = _("Revenez en arrière et comptez aussi les personnes inscrites.")
