"""What the plan refuses, and how it says it."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class EvidenceNeeded(Refusal):
    """An action is done only when someone can check it."""

    code = "evidence_needed"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Dites ce qui prouve que c’est fait")
    message = _("L’avancement n’a pas été enregistré : une action n’est « faite » qu’avec une preuve lisible par tous.")
    next_step = _("Écrivez ce qui a été fait, où et quand, et ajoutez un lien si vous en avez un.")


class ReasonNeeded(Refusal):
    """An action is not abandoned, contested or maintained without a word of explanation."""

    code = "reason_needed"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Expliquez en une phrase")
    message = _("Rien n’a été changé : sans explication, les personnes qui suivent cette action ne comprendraient pas.")
    next_step = _("Revenez en arrière et écrivez pourquoi.")


class NotDoneYet(Refusal):
    """Only an action that the body calls done can be contested."""

    code = "not_done_yet"
    title = _("Cette action n’est pas, ou plus, donnée pour faite")
    message = _("Il n’y a rien à contester aujourd’hui : l’organisme ne dit pas que cette action est faite.")
    next_step = _("Suivez son avancement sur sa page : vous pourrez la contester quand elle sera donnée pour faite.")


class AlreadyContestedByYou(Refusal):
    """One person contests an action once."""

    code = "already_contested_by_you"
    title = _("Vous avez déjà contesté cette action")
    message = _("Votre contestation est bien enregistrée ; la même personne ne peut pas contester deux fois.")
    next_step = _("Le service doit y répondre : sa réponse sera publiée sur la page de l’action.")


class LinkNotValid(Refusal):
    """The link was cut, changed, or made for another action."""

    code = "link_not_valid"
    status = HTTPStatus.NOT_FOUND
    title = _("Ce lien ne fonctionne pas")
    message = _("Il est incomplet, ou il a été fait pour une autre action. Rien n’a été changé.")
    next_step = _("Ouvrez de nouveau le lien du dernier courriel reçu, en entier.")


class AlreadyReplied(Refusal):
    """One person replies once to a survey."""

    code = "already_replied"
    title = _("Vous avez déjà répondu")
    message = _("Votre première réponse est comptée ; la même personne ne répond pas deux fois.")
    next_step = _("Le résultat est sur la page de l’action.")


class SurveyOver(Refusal):
    """The days to reply are past."""

    code = "survey_over"
    title = _("La question n’est plus posée")
    message = _("Votre réponse n’a pas été enregistrée : le dernier jour pour répondre est passé.")
    next_step = _("Le résultat est sur la page de l’action.")
