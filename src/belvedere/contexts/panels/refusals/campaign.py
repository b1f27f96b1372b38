"""What a recruitment refuses, and how it says it."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class CampaignIncomplete(Refusal):
    """A step cannot be left before what it asks is there."""

    code = "campaign_incomplete"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Il manque encore quelque chose")
    message = _("Cette étape n’est pas finie : rien n’a changé, ce que vous avez écrit est gardé.")


class QuotasDoNotFit(Refusal):
    """Quotas that no panel of this size can hold, whoever signs up."""

    code = "quotas_do_not_fit"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Aucun panel ne peut tenir ces quotas")
    next_step = _("Corrigez les nombres en rouge, puis adoptez de nouveau.")


class CategoryExists(Refusal):
    code = "category_exists"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ce critère est déjà là")
    message = _("Un critère porte déjà ce nom dans ce recrutement. Rien n’a été ajouté.")
    next_step = _("Retirez l’ancien d’abord, ou donnez un autre nom au nouveau.")


class QuotasNotComputed(Refusal):
    """The margins cannot be shared out: no population, or more guaranteed places than places."""

    code = "quotas_not_computed"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ces quotas ne peuvent pas être calculés")
    message = _("Les populations sont toutes nulles, ou il y a plus de places garanties que de places.")
    next_step = _("Vérifiez les nombres, ou demandez un panel plus grand.")


class RegisterRefused(Refusal):
    """A register that cannot be read at all."""

    code = "register_refused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ce registre n’a pas été importé")


class NoFileWaiting(Refusal):
    code = "no_file_waiting"
    status = HTTPStatus.GONE
    title = _("Ce fichier n’attend plus")
    message = _("Il a déjà été importé, ou il a été effacé parce qu’il attendait depuis hier.")
    next_step = _("Envoyez de nouveau le fichier.")


class NotEnoughAddresses(Refusal):
    code = "not_enough_addresses"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Il n’y a pas assez d’adresses")
    message = _("Le registre ne contient plus assez d’adresses à qui l’on n’a pas encore écrit.")
    next_step = _("Demandez moins de lettres, ou ajoutez des adresses au registre.")


class NoLetterNeeded(Refusal):
    code = "no_letter_needed"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Aucune lettre de plus n’est nécessaire")
    message = _("Les personnes inscrites, et les réponses encore attendues, suffisent pour ce bassin à ce risque.")
    next_step = _("Attendez ces réponses ; ou donnez vous-même un nombre de lettres.")


class UnknownCode(Refusal):
    code = "unknown_code"
    status = HTTPStatus.NOT_FOUND
    title = _("Ce code n’est pas celui d’une lettre")
    message = _("Nous ne retrouvons pas ce code. Il a dix caractères, sans le chiffre zéro ni la lettre O.")
    next_step = _("Relisez la lettre et tapez-le de nouveau, ou téléphonez-nous : nous vous inscrirons.")


class RegistrationClosed(Refusal):
    code = "registration_closed"
    title = _("Les inscriptions sont closes")
    message = _("Ce recrutement ne reçoit pas d’inscription en ce moment. Rien n’a été enregistré.")
    next_step = _("Vous pouvez lire où en est le tirage.")


class AlreadyRegistered(Refusal):
    code = "already_registered"
    title = _("Ce code a déjà servi")
    message = _("Une personne s’est déjà inscrite avec cette lettre : rien n’a changé.")
    next_step = _("Si ce n’est pas vous, téléphonez-nous.")


class PoolTooSmall(Refusal):
    code = "pool_too_small"
    title = _("Le bassin est trop petit")
    message = _("Il y a moins de personnes inscrites que de places : le bassin n’est pas gelé.")
    next_step = _("Envoyez une seconde vague de lettres, ou relancez celles qui n’ont pas répondu.")


class PoolCommitted(Refusal):
    code = "pool_committed"
    title = _("Le tirage est déjà engagé")
    message = _("Le bassin engagé ne peut plus changer : c’est ce qui rend le tirage vérifiable.")
