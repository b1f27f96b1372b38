"""What is refused in a debate."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class DebateNotOpen(Refusal):
    """One takes part while the phase is open."""

    code = "debate_not_open"
    title = _("Ce débat n’est pas ouvert")
    message = _("Votre réponse n’a pas été comptée : le débat n’a pas commencé, ou il est terminé.")
    next_step = _("Sa page dit ses dates, et ce qui en est ressorti.")


class NoSuchStatement(Refusal):
    """One answers a statement that is shown."""

    code = "no_such_statement"
    title = _("Ce propos n’est plus là")
    message = _("Votre réponse n’a pas été comptée : la modération a écarté ce propos entre-temps.")
    next_step = _("Rechargez la page : un autre vous attend.")


class StaleTicket(Refusal):
    """A form that was loaded too long ago, or made up."""

    code = "stale_ticket"
    title = _("Cette page a trop attendu")
    message = _("Votre réponse n’a pas été comptée : la page a été chargée il y a plus d’un jour.")
    next_step = _("Rechargez le débat et répondez de nouveau.")


class StatementRefused(Refusal):
    """A statement is a short sentence that nobody wrote yet."""

    code = "statement_refused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ce propos n’a pas été ajouté")
    message = _("Un propos compte entre 10 et 280 caractères, et personne ne l’a encore écrit.")
    next_step = _("Revenez en arrière : corrigez-le, ou répondez à celui qui existe.")


class NoMoreStatements(Refusal):
    """Some debates only take answers."""

    code = "no_more_statements"
    title = _("Ce débat ne prend pas de nouveaux propos")
    message = _("Rien n’a été ajouté : l’organisme a choisi de ne demander que des réponses.")


class NotEmpty(Refusal):
    """A debate brought from elsewhere begins empty."""

    code = "debate_not_empty"
    title = _("Ce débat a déjà commencé")
    message = _("Rien n’a été importé : mêler deux débats fausserait les deux.")
    next_step = _("Préparez une autre concertation, et importez dans son débat encore vide.")


class FilesRefused(Refusal):
    """The files are not those of a debate."""

    code = "polis_files_refused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ces fichiers n’ont pas pu être lus")
    next_step = _("Corrigez-les, puis réessayez. Rien n’a été importé.")


class CrowdChanged(Refusal):
    """What was previewed is no longer what would be removed."""

    code = "crowd_changed"
    title = _("Ces participations ont changé depuis l’aperçu")
    message = _("Rien n’a été retiré : des votes sont arrivés entre-temps.")
    next_step = _("Revenez à l’aperçu, et décidez sur ce qu’il montre maintenant.")


class LinkOutOfDate(Refusal):
    """The link of a mail was already used for someone else, or is too old."""

    code = "participation_link_out_of_date"
    title = _("Ce lien n’est plus valable")
    message = _("Votre adresse n’a pas été confirmée.")
    next_step = _("Demandez un nouveau lien depuis la page du débat.")
