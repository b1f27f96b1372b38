"""What the work of a panel refuses, and how it says it."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class NotThere(Refusal):
    code = "not_in_this_panel"
    status = HTTPStatus.NOT_FOUND
    title = _("Cela n’existe pas dans ce panel")
    message = _("Cette mission, cette séance ou cette audition n’est pas, ou n’est plus, dans ce panel.")


class TooManySessions(Refusal):
    code = "too_many_sessions"
    title = _("Ce serait trop demander aux membres")
    message = _("Le panel a fixé un nombre de séances par an et par membre : cette date le dépasserait.")
    next_step = _("Choisissez une date d’une autre année, annulez une séance prévue, ou changez la limite du panel.")


class SessionNotBegun(Refusal):
    code = "session_not_begun"
    title = _("Cette séance n’a pas encore commencé")
    message = _("On ne peut pas écrire qui était présent, ni que la séance s’est tenue, avant son heure.")
    next_step = _("Revenez le jour de la séance.")


class SheetClosed(Refusal):
    code = "sheet_closed"
    title = _("Cette feuille de présence est close")
    message = _("La séance est annulée, ou trop ancienne : les besoins des membres ont été effacés.")


class SessionBegun(Refusal):
    code = "session_begun"
    title = _("Il est trop tard pour répondre")
    message = _("La séance a commencé, ou elle est annulée. Votre réponse d’avant n’a pas changé.")
    next_step = _("Téléphonez-nous si vous ne pouviez pas venir.")


class NothingToExport(Refusal):
    code = "nothing_to_export"
    title = _("Rien n’est à transmettre")
    message = _("Toutes les indemnités dues sont déjà dans un fichier : aucune ne sera payée deux fois.")


class UnknownDocument(Refusal):
    code = "unknown_document"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ce fichier n’est pas accepté")
    message = _(
        "On peut joindre un PDF, une image PNG ou JPEG, un texte, un document LibreOffice ou Office sans macro."
    )
    next_step = _("Enregistrez-le en PDF, puis envoyez-le de nouveau.")


class AlreadyCut(Refusal):
    code = "already_cut"
    title = _("Ce panel est déjà partagé en groupes")
    message = _("Chaque membre connaît déjà la fin de son mandat : elle ne change plus.")


class TooFewMembers(Refusal):
    code = "too_few_members"
    title = _("Il n’y a pas assez de membres")
    message = _("Il faut au moins un membre par groupe.")


class RenewalUnderWay(Refusal):
    code = "renewal_under_way"
    title = _("Ce groupe a déjà son recrutement")
    message = _("Un recrutement est ouvert pour ses places, ou les a déjà données.")
    next_step = _("Abandonnez-le d’abord si vous voulez en ouvrir un autre.")


class NothingToRenew(Refusal):
    code = "nothing_to_renew"
    title = _("Aucune place n’est à prendre")
    message = _("Personne ne part avec ce groupe : le panel a tous ses membres.")


class WrongDates(Refusal):
    code = "wrong_dates"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ces dates ne vont pas ensemble")
    message = _("La date de réponse doit être à venir.")
    next_step = _("Revenez en arrière et choisissez une autre date.")
