"""What the plan refuses, and how it says it."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class EvidenceNeeded(Refusal):
    """The state of an action changes only with something that anyone can check."""

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


class SheetIncomplete(Refusal):
    """A sheet lacks what it cannot do without, or names what is not there."""

    code = "sheet_incomplete"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("La fiche n’est pas complète")
    message = _("Une action a un titre, un organisme, un début et une échéance qui vient après. Rien n’a été changé.")
    next_step = _("Revenez en arrière et complétez la fiche.")


class TooFarForHorizon(Refusal):
    """The date lies beyond the horizon chosen."""

    code = "too_far_for_horizon"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Cette échéance dépasse l’horizon choisi")
    next_step = _("Rapprochez l’échéance, ou choisissez un horizon plus lointain.")

    def __init__(self, last: str) -> None:
        super().__init__(_("À cet horizon, une action se termine au plus tard le %(last)s.") % {"last": last})


class PrerequisitesCycle(Refusal):
    """Actions would wait for one another for ever; ``cycle`` names them."""

    code = "prerequisites_cycle"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ces actions s’attendraient l’une l’autre")
    next_step = _("Enlevez un prérequis de la boucle.")

    def __init__(self, cycle: tuple[str, ...]) -> None:
        self.cycle = cycle
        super().__init__(
            _("La boucle est : %(cycle)s. Aucune ne pourrait commencer ; rien n’a été changé.")
            % {"cycle": " → ".join(cycle)}
        )


class PlanAlreadyOpen(Refusal):
    """There is one plan by territory."""

    code = "plan_already_open"
    title = _("Le plan est déjà ouvert")
    message = _("Il n’y a qu’un plan d’actions par territoire.")
    next_step = _("Ouvrez le bureau du plan pour y ajouter des axes et des actions.")


class NoPlan(Refusal):
    """The plan has not been opened."""

    code = "no_plan"
    status = HTTPStatus.NOT_FOUND
    title = _("Le plan n’est pas encore ouvert")
    message = _("Les actions nées des réponses sont là, mais personne n’a encore ouvert le plan : rien n’a été changé.")
    next_step = _("L’agent de participation de la Métropole l’ouvre dans le bureau du plan.")


class IterationNotOver(Refusal):
    """An iteration is open: there is one at a time."""

    code = "iteration_not_over"
    title = _("Une itération est déjà ouverte")
    message = _("Une nouvelle itération commence quand la version de la précédente est adoptée.")
    next_step = _("Terminez l’itération en cours.")


class AlreadyAnswered(Refusal):
    """One account answers once by iteration."""

    code = "already_answered"
    title = _("Vous avez déjà répondu")
    message = _("Vos réponses sont enregistrées ; un même compte ne répond qu’une fois par itération.")
    next_step = _("Vous les lirez sur la page de l’itération, une fois regroupées.")


class RetrospectiveOver(Refusal):
    """The days to answer are past."""

    code = "retrospective_over"
    title = _("Les questions ne sont plus posées")
    message = _("Vos réponses n’ont pas été enregistrées : le dernier jour pour répondre est passé.")
    next_step = _("Lisez ce qui a été dit sur la page de l’itération.")


class RepliesNotRead(Refusal):
    """A version is prepared once every reply has been read."""

    code = "replies_not_read"
    title = _("Des réponses n’ont pas été lues")
    message = _("La version se prépare quand chaque réponse est mise dans un groupe, ou écartée. Rien n’a été changé.")
    next_step = _("Lisez les réponses qui restent, puis recommencez.")


class FileHasFaults(Refusal):
    """A file has bad rows, and nobody said to take the good ones only."""

    code = "file_has_faults"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ce fichier a des lignes fausses")
    message = _("Rien n’a été importé : des lignes ne sont pas justes.")
    next_step = _("Corrigez-les et déposez le fichier de nouveau, ou acceptez d’importer les seules lignes justes.")
