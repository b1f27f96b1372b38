"""What is refused about questionnaires."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class QuotaReached(Refusal):
    """Enough sheets came from this commune."""

    code = "quota_reached"
    title = _("Assez de réponses sont venues de cette commune")
    message = _("Votre réponse n’est pas comptée\u00a0: le nombre fixé à l’avance pour votre commune est atteint.")
    next_step = _("Vous pouvez écrire au registre, ou venir à une réunion.")


class AlreadyAnswered(Refusal):
    """Questions do not change under those who answered them."""

    code = "already_answered"
    title = _("Des réponses sont déjà arrivées")
    message = _("Rien n’a changé\u00a0: les questions restent celles auxquelles on a répondu.")
    next_step = _("Ouvrez une autre phase pour poser d’autres questions.")


class QuestionsFixed(Refusal):
    """Questions are the same for all who answer."""

    code = "questions_fixed"
    title = _("On répond à ce questionnaire")
    message = _("Rien n’a changé\u00a0: une fois le questionnaire ouvert, ses questions sont les mêmes pour tous.")
    next_step = _("Ouvrez une autre phase pour poser d’autres questions.")


class ConditionComesFirst(Refusal):
    """A question is asked after the one that its condition is on."""

    code = "condition_comes_first"
    title = _("Une condition porte sur une question d’avant")
    message = _("L’ordre n’a pas changé\u00a0: une question serait posée avant celle dont elle dépend.")
    next_step = _("Déplacez d’abord l’autre question, ou changez la condition.")


class AlreadySent(Refusal):
    """A sheet is sent once."""

    code = "already_sent"
    title = _("Vous avez déjà répondu")
    message = _("Votre réponse est comptée, une fois.")


class ImpossibleQuestion(Refusal):
    """A question has what its kind needs."""

    code = "impossible_question"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Il manque quelque chose à cette question")
    message = _(
        "Rien n’a été enregistré\u00a0: un choix, un classement ou un tableau a deux réponses possibles au moins, un"
        " tableau a des lignes, une échelle un début et une fin, et une condition porte sur un choix qui existe."
    )
    next_step = _("Revenez en arrière et complétez-la.")
