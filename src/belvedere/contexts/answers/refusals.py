"""What the answers refuse, and how they say it."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from belvedere.platform.refusals import Refusal


class UnknownDepartment(Refusal):
    """The department is not one of the body that owes the answer."""

    code = "unknown_department"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ce service n’est pas dans votre organisme")
    message = _("La réponse n’a pas été attribuée : seul un service de l’organisme qui doit répondre peut la rédiger.")
    next_step = _("Choisissez un service dans la liste.")


class DateAlreadyPast(Refusal):
    """A promise cannot be dated before the day on which it is made."""

    code = "date_already_past"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Cette date est déjà passée")
    message = _("Votre réponse n’a pas été enregistrée : une échéance se fixe à une date à venir.")
    next_step = _("Revenez en arrière et choisissez une date à partir de demain.")


class AnswersIncomplete(Refusal):
    """Some recommendations have no complete answer yet."""

    code = "answers_incomplete"
    title = _("Il manque encore des réponses")
    next_step = _("Complétez-les, puis soumettez de nouveau : ce que vous avez écrit est gardé.")

    def __init__(self, numbers: list[int]) -> None:
        listed = ", ".join(str(number) for number in numbers)
        super().__init__(
            ngettext(
                "La recommandation %(numbers)s attend une réponse complète.",
                "Les recommandations %(numbers)s attendent une réponse complète.",
                len(numbers),
            )
            % {"numbers": listed}
        )
        self.numbers = numbers


class ReasonNeeded(Refusal):
    """Sending a draft back says why."""

    code = "reason_needed"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Dites au service ce qu’il faut reprendre")
    message = _("La réponse n’a pas été renvoyée : sans explication, le service ne saurait pas quoi changer.")
    next_step = _("Écrivez une phrase : elle ne sera lue que par le service et ne sera jamais publiée.")


class ValidatedByItsAuthor(Refusal):
    """The person who submitted a draft cannot validate it under another role."""

    code = "validated_by_its_author"
    status = HTTPStatus.FORBIDDEN
    title = _("Une autre personne doit valider cette réponse")
    message = _("Vous avez soumis cette réponse : la valider vous-même ôterait son sens à la validation.")
    next_step = _("Demandez à un autre élu de votre organisme de la valider.")


class AlreadyAsked(Refusal):
    """The same party is asked once by answer."""

    code = "already_asked"
    title = _("Cette contribution est déjà demandée")
    message = _("Rien n’a été envoyé : ce service ou cet organisme a déjà été saisi pour cette réponse.")
    next_step = _("Retirez la première demande si la question a changé, puis demandez de nouveau.")


class WordsNeeded(Refusal):
    """A question, or a contribution, has words."""

    code = "words_needed"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Écrivez au moins une phrase")
    message = _("Rien n’a été enregistré : sans texte, personne ne saurait quoi en faire.")
    next_step = _("Revenez en arrière et écrivez votre texte.")


class InstructionOver(Refusal):
    """Once the draft is submitted, contributions are no longer asked nor changed."""

    code = "instruction_over"
    title = _("L’instruction est terminée")
    message = _("Rien n’a été changé : la réponse a été soumise, les contributions ne bougent plus.")
    next_step = _("Si la réponse est renvoyée au service, vous pourrez de nouveau contribuer.")


class TooLateToSuspend(Refusal):
    """A suspension cannot hide a delay."""

    code = "too_late_to_suspend"
    title = _("Cette réponse est déjà en retard")
    message = _("Le délai n’a pas été suspendu : une suspension se décide avant la date attendue, pas après.")
    next_step = _("Publiez la réponse dès qu’elle est prête : son retard sera dit tel qu’il est.")


class SuspensionEndPast(Refusal):
    """A suspension ends on a day to come."""

    code = "suspension_end_past"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Le délai doit reprendre un jour à venir")
    message = _("Le délai n’a pas été suspendu : le jour de la reprise est passé.")
    next_step = _("Choisissez un jour à partir de demain.")


class ChainWithoutElected(Refusal):
    """An elected official gives the last visa: that is what the public register says."""

    code = "chain_without_elected"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Le dernier visa est celui d’un élu")
    message = _("Le circuit n’a pas été changé : une réponse engage l’organisme, un élu la valide en dernier.")
    next_step = _("Ajoutez un visa d’élu à la fin du circuit.")
