"""What the observatory refuses, and how it says it."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class TargetMovesForAReason(Refusal):
    code = "target_moves_for_a_reason"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Dites pourquoi la cible change")
    message = _("Cet indicateur a déjà une cible : celle-ci la remplace, et l’ancienne reste visible.")
    next_step = _("Écrivez en une phrase ce qui justifie le changement.")


class ReadingNeedsAReason(Refusal):
    code = "reading_needs_a_reason"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Dites pourquoi")
    message = _("Une lecture sans motif n’apprend rien à ceux qui la lisent.")
    next_step = _("Écrivez le motif, et pour un panel comment il a décidé.")


class FileHasErrors(Refusal):
    code = "file_has_errors"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ce fichier a encore des erreurs")
    message = _("Rien n’a été publié : un fichier est publié en entier ou pas du tout.")
    next_step = _("Corrigez les lignes indiquées, puis déposez le fichier de nouveau.")


class LaterValuesExist(Refusal):
    code = "later_values_exist"
    title = _("D’autres valeurs sont venues depuis")
    message = _("Une édition plus récente a révisé des valeurs de celle-ci : l’annuler effacerait sa correction.")
    next_step = _("Annulez d’abord l’édition la plus récente.")


class AddressNotAllowed(Refusal):
    code = "address_not_allowed"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Cette adresse n’est pas permise")
    message = _("Le serveur ne lit que des adresses « https » des sites que son exploitant a nommés.")
    next_step = _("Demandez-lui d’ajouter ce site au réglage BELVEDERE_IMPORT_HOSTS.")


class ContestNeedsAReason(Refusal):
    code = "contest_needs_a_reason"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Dites ce qui ne va pas")
    message = _("Sans motif, personne ne peut vérifier ce chiffre.")
    next_step = _("Écrivez ce que vous savez, et d’où vous le tenez.")


class ContestsHaveNoDelay(Refusal):
    code = "contests_have_no_delay"
    title = _("On ne peut pas encore contester ici")
    message = _("Le règlement de cet organisme ne dit pas en combien de temps il répond à une contestation.")
    next_step = _("Écrivez-lui, ou demandez par une saisine qu’il le fixe.")


class AnswerIsEmpty(Refusal):
    code = "answer_is_empty"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("La réponse est vide")
    message = _("La contestation attend toujours.")
    next_step = _("Expliquez le chiffre, ou donnez sa valeur corrigée et pourquoi.")


class FileIsClosed(Refusal):
    code = "examen_file_is_closed"
    title = _("Le dossier de cet examen est clos")
    message = _("Plus rien ne s’y ajoute, sauf un suivi.")
    next_step = _("Ajoutez un suivi, ou rouvrez l’examen en disant pourquoi.")


class PieceIsIncomplete(Refusal):
    code = "piece_is_incomplete"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Il manque quelque chose à cette pièce")
    message = _("Un fait et un document ont une source ; une audition et une date ont leur jour.")
    next_step = _("Complétez la pièce, puis ajoutez-la de nouveau.")


class WithdrawalNeedsAReason(Refusal):
    code = "withdrawal_needs_a_reason"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Dites pourquoi ce fichier est retiré")
    message = _("Un millésime ne change pas sans raison : l’empreinte du fichier reste, avec le motif.")
    next_step = _("Écrivez la règle ou la décision qui oblige à le retirer.")


class AlertNeedsAWord(Refusal):
    code = "alert_needs_a_word"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Dites ce qui est fait")
    message = _("L’alerte reste ouverte : une réponse vide n’apprend rien à ceux qui lisent la page.")
    next_step = _("Écrivez en une ou deux phrases ce que le service constate et ce qu’il fait.")


class SourceIsMissing(Refusal):
    code = "source_is_missing"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Dites d’où cela vient")
    message = _("Une somme ou une évaluation sans source ne peut être vérifiée par personne.")
    next_step = _("Citez le document : son titre, sa page, sa date.")


class PeriodsAreNotInOrder(Refusal):
    code = "periods_are_not_in_order"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ces périodes ne se suivent pas")
    message = _("La base vient d’abord, puis les étapes dans l’ordre, puis l’échéance.")
    next_step = _("Corrigez les périodes : 2024, 2024-S1, 2024-Q3 ou 2024-09.")
