"""What referrals refuse, and how they say it."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class CollectionClosed(Refusal):
    code = "collection_closed"
    title = _("Cette saisine ne reçoit plus de soutiens")
    message = _("La collecte est close, ou n’est pas encore ouverte. Votre soutien n’a pas été compté.")
    next_step = _("Vous pouvez lire où en est la saisine, ou en soutenir une autre.")


class LinkExpired(Refusal):
    code = "link_expired"
    status = HTTPStatus.GONE
    title = _("Ce lien n’est plus bon")
    message = _("Il a trop attendu, ou il a déjà servi et ce qu’il ouvrait a été retiré.")
    next_step = _("Recommencez depuis la page de la saisine : un nouveau courriel vous sera envoyé.")


class WrongLink(Refusal):
    code = "wrong_link"
    title = _("Ce lien sert à autre chose")
    message = _("Le lien d’un dépôt ne confirme pas un soutien, ni l’inverse. Rien n’a changé.")
    next_step = _("Ouvrez de nouveau le lien tel qu’il est dans votre courriel.")


class DraftGone(Refusal):
    code = "draft_gone"
    status = HTTPStatus.GONE
    title = _("Ce brouillon n’existe plus")
    message = _("Il a été envoyé, ou il est resté trop longtemps sans être touché et a été effacé.")
    next_step = _("Vous pouvez commencer une nouvelle saisine.")


class DraftIncomplete(Refusal):
    code = "draft_incomplete"
    title = _("Il manque encore quelque chose")
    message = _("La saisine n’est pas complète : rien n’a été envoyé et votre brouillon est gardé.")
    next_step = _("Revenez à l’étape qui manque.")


class SameBody(Refusal):
    code = "same_body"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("La saisine est déjà chez cet organisme")
    message = _("Choisissez un autre organisme : celui-ci est le vôtre.")


class OutcomeMissing(Refusal):
    code = "outcome_missing"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Il manque ce qui a été fait")
    message = _("Les inhabitants liront ce texte : sans lui, le palier ne peut pas être dit fait ni refusé.")
    next_step = _("Écrivez en deux phrases ce qui a été fait, ou pourquoi cela ne le sera pas.")


class RegulationPublished(Refusal):
    code = "regulation_published"
    title = _("Cette version est publiée")
    message = _("Des saisines sont jugées par elle : elle ne change plus.")
    next_step = _("Écrivez une nouvelle version, qui vaudra pour les saisines déposées ensuite.")


class RegulationBackdated(Refusal):
    code = "regulation_backdated"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Un règlement ne vaut pas pour le passé")
    message = _("Le premier jour est déjà passé : des saisines ont été déposées sous l’ancienne version.")
    next_step = _("Choisissez aujourd’hui ou un jour à venir.")
