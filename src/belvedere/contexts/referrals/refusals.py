"""What referrals refuse, and how they say it."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class CollectionClosed(Refusal):
    code = "collection_closed"
    title = _("Cette saisine ne reçoit plus de soutiens")
    message = _("La collecte est close, ou n’est pas encore ouverte. Votre soutien n’a pas été compté.")
    next_step = _("Vous pouvez lire où en est la saisine, ou en soutenir une autre.")


class CollectionSuspended(CollectionClosed):
    code = "collection_suspended"
    title = _("La collecte est suspendue avant une élection")
    message = _("Une collecte s’arrête pendant la réserve électorale. Votre soutien n’a pas été compté.")
    next_step = _("Elle reprend d’elle-même après l’élection : la page de la saisine dit quel jour.")


class LinkExpired(Refusal):
    code = "link_expired"
    status = HTTPStatus.GONE
    title = _("Ce lien n’est plus bon")
    message = _("Il a trop attendu, ou il a déjà servi et ce qu’il ouvrait a été retiré.")
    next_step = _("Recommencez depuis la page de la saisine : un nouveau courriel vous sera envoyé.")


class CodeExpired(Refusal):
    code = "code_expired"
    status = HTTPStatus.GONE
    title = _("Ce code n’est plus bon")
    message = _("Il a attendu plus de dix minutes, ou il y a eu cinq essais. Votre soutien compte comme avant.")
    next_step = _("Demandez un autre code.")


class PhoneTaken(Refusal):
    code = "phone_taken"
    title = _("Ce téléphone a déjà servi")
    message = _("Il a confirmé un autre soutien à cette saisine. Le vôtre compte comme avant.")
    next_step = _("Vous pouvez recommencer avec un téléphone qui n’est qu’à vous.")


class IdentityTaken(Refusal):
    code = "identity_taken"
    title = _("Vous avez déjà confirmé un soutien à cette saisine")
    message = _("Une personne compte une fois. Ce soutien garde le niveau qu’il avait ; rien n’est perdu.")
    next_step = _("Si l’autre soutien ne vient pas de vous, écrivez au service participation.")


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
    message = _("La saisine n’est pas complète : rien n’a été envoyé et votre brouillon est gardé.")
    next_step = _("Revenez à l’étape qui manque.")


class NothingToMask(Refusal):
    code = "nothing_to_mask"
    title = _("Rien à masquer")
    message = _("Aucun passage ne ressemble à une donnée personnelle. Le texte n’a pas changé.")
    next_step = _("Si un passage vous gêne pourtant, masquez le texte, avec un motif.")


class TooManyDocuments(Refusal):
    code = "too_many_documents"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Trois documents au plus")
    message = _("Celui-ci n’a pas été gardé. Votre texte l’est.")
    next_step = _("Retirez-en un d’abord.")


class CosignatoriesMissing(Refusal):
    code = "cosignatories_missing"
    title = _("Il manque des cosignataires")
    message = _("Le règlement demande que d’autres signent avant le dépôt. Votre brouillon est gardé.")
    next_step = _("Envoyez-leur le lien de l’étape « Cosignataires ».")


class SameBody(Refusal):
    code = "same_body"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("La saisine est déjà chez cet organisme")
    message = _("Choisissez un autre organisme : celui-ci est le vôtre.")


class HeldByAnother(Refusal):
    code = "held_by_another"
    title = _("Quelqu’un d’autre s’en occupe")
    message = _("Rien n’a été fait : deux décisions en même temps se contrediraient.")
    next_step = _("Attendez, ou prenez le dossier à sa place depuis sa page.")


class CriteriaMissing(Refusal):
    code = "criteria_missing"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Un critère n’est pas vérifié")
    message = _("Une saisine est recevable quand chacun des critères est rempli. Rien n’a été décidé.")
    next_step = _("Cochez chacun, ou choisissez une autre issue.")


class AppealNotOpen(Refusal):
    code = "appeal_not_open"
    title = _("Aucun recours n’est possible ici")
    message = _("La saisine n’est pas refusée, le délai est passé, ou un recours a déjà été déposé.")
    next_step = _(
        "Vous pouvez déposer une autre saisine, ou saisir le tribunal administratif ou le Défenseur des droits."
    )


class OwnDecision(Refusal):
    code = "own_decision"
    status = HTTPStatus.FORBIDDEN
    title = _("Une autre personne doit juger ce recours")
    message = _("Vous avez vous-même refusé cette saisine.")
    next_step = _("Demandez à un collègue ou à un élu de votre organisme.")


class WordsMissing(Refusal):
    code = "words_missing"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Il manque le texte")
    message = _("Rien n’a été envoyé : le texte est vide, et quelqu’un doit le lire.")
    next_step = _("Écrivez-le en deux phrases.")


class ComplementNotAwaited(Refusal):
    code = "complement_not_awaited"
    title = _("Aucun complément n’est attendu")
    message = _("Vous avez déjà répondu, ou la saisine a été décidée depuis. Rien n’a changé.")
    next_step = _("Vous recevrez un courriel à la prochaine étape.")


class OutcomeMissing(Refusal):
    code = "outcome_missing"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Il manque ce qui a été fait")
    message = _("Les inhabitants liront ce texte : sans lui, le palier ne peut pas être dit fait ni refusé.")
    next_step = _("Écrivez en deux phrases ce qui a été fait, ou pourquoi cela ne le sera pas.")


class RegulationPublished(Refusal):
    code = "regulation_published"
    title = _("Cette version est publiée")
    message = _("Des saisines sont jugées par elle : elle ne change plus.")
    next_step = _("Écrivez une nouvelle version, qui vaudra pour les saisines déposées ensuite.")


class RegulationBackdated(Refusal):
    code = "regulation_backdated"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Un règlement ne vaut pas pour le passé")
    message = _("Le premier jour est déjà passé : des saisines ont été déposées sous l’ancienne version.")
    next_step = _("Choisissez aujourd’hui ou un jour à venir.")


class SheetAlreadyCounted(Refusal):
    code = "sheet_already_counted"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Cette feuille est déjà saisie")
    message = _("Une feuille porte un numéro : la compter deux fois compterait deux fois les mêmes personnes.")
    next_step = _("Vérifiez le numéro ; si la première saisie est fausse, annulez-la d’abord.")


class NothingToCount(Refusal):
    code = "nothing_to_count"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Aucune ligne à compter")
    message = _("Toutes les lignes sont déjà là, ou illisibles : rien n’a été compté.")
    next_step = _("Relisez la feuille : une ligne par personne, avec le nom, l’adresse et la commune.")


class NothingToRemove(Refusal):
    code = "nothing_to_remove"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Aucun soutien ne correspond")
    message = _("Rien n’a été écarté : aucun soutien compté ne réunit ces conditions.")
    next_step = _("Changez une condition et regardez l’aperçu.")


class NotToBeMerged(Refusal):
    code = "not_to_be_merged"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ces deux saisines ne peuvent pas être regroupées")
    message = _("Il faut deux saisines différentes, toutes deux ouvertes aux soutiens.")
    next_step = _("Choisissez une autre saisine, ou attendez la reprise de la collecte.")


class AuditUnderWay(Refusal):
    code = "audit_under_way"
    title = _("Une vérification est déjà en cours")
    message = _("Un second échantillon ne se tire pas avant que le premier soit publié.")
    next_step = _("Finissez les vérifications, puis publiez-les.")


class NothingToCheck(Refusal):
    code = "nothing_to_check"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Aucun soutien à vérifier")
    message = _("Personne ne soutient encore cette saisine, ou les identités ont été effacées.")
    next_step = _("Attendez des soutiens : après l’effacement, une vérification n’est plus possible.")


class ChecksMissing(Refusal):
    code = "checks_missing"
    title = _("Il reste des soutiens à vérifier")
    message = _("Publier maintenant ferait un chiffre faux : une ligne de l’échantillon n’a pas de résultat.")
    next_step = _("Notez « injoignable » pour ceux que vous n’avez pas pu joindre.")


class ReserveInThePast(Refusal):
    code = "reserve_in_the_past"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Cette élection est passée")
    message = _("Une réserve se prévoit avant le jour de l’élection.")
    next_step = _("Vérifiez la date.")


class ReserveHolds(Refusal):
    code = "reserve_holds"
    title = _("Les dépôts sont suspendus avant une élection")
    message = _(
        "La loi et le règlement arrêtent les saisines assez tôt pour qu’elles finissent. Votre brouillon est gardé."
    )
    next_step = _("Revenez après l’élection : le lien de votre brouillon reste bon jusqu’à sa date.")
