"""What a seminar refuses, and how it says it."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class SlugTaken(Refusal):
    """Two seminars of a territory have different addresses."""

    code = "seminar_slug_taken"
    title = _("Cette adresse est déjà prise")
    message = _("Rien n’a été créé : un autre séminaire porte ce nom dans son adresse.")
    next_step = _("Revenez en arrière et choisissez un autre titre.")


class NobodyInvited(Refusal):
    """A seminar without colleges or guests cannot be convened."""

    code = "seminar_nobody_invited"
    title = _("Personne n’est invité")
    message = _("Le séminaire n’a pas été convoqué : il lui faut des collèges et des personnes.")
    next_step = _("Inscrivez des personnes, puis revenez.")


class QuotaFull(Refusal):
    """A college never has more guests than its quota."""

    code = "seminar_quota_full"
    title = _("Ce collège est complet")
    next_step = _("Augmentez le nombre de places du collège, ou retirez quelqu’un.")

    def __init__(self, college: str, quota: int) -> None:
        words = _("Rien n’a été enregistré : le collège « %(college)s » a %(quota)s places.")
        super().__init__(words % {"college": college, "quota": quota})


class EmailTaken(Refusal):
    """Two guests have different addresses: each gets one invitation."""

    code = "seminar_email_taken"
    title = _("Cette adresse est déjà sur la liste")
    message = _("Rien n’a été enregistré : une autre personne a la même adresse électronique.")
    next_step = _("Laissez l’adresse vide, ou corrigez l’autre personne.")


class GuestsFileRefused(Refusal):
    """A file of guests is read whole or not at all."""

    code = "seminar_guests_file"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ce fichier ne peut pas être lu")
    next_step = _("Corrigez les lignes nommées et envoyez-le de nouveau : rien n’a été inscrit.")

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults[:10]))


class UnknownLink(Refusal):
    """A link of a table or of a badge that was never given, or no longer opens anything."""

    code = "seminar_unknown_link"
    status = HTTPStatus.NOT_FOUND
    title = _("Ce lien n’ouvre rien")
    message = _("Ce code de table ou de badge n’est pas d’un séminaire d’ici.")
    next_step = _("Photographiez de nouveau le carré, ou demandez à l’accueil.")


class TooMuchWritten(Refusal):
    """A contribution holds on a card."""

    code = "seminar_text"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ce texte n’a pas été reçu")
    message = _("Une contribution a au moins un mot, et 600 lettres au plus.")
    next_step = _("Revenez en arrière : votre texte y est encore. Raccourcissez-le, ou faites-en deux.")


class NotTheMoment(Refusal):
    """The round, or the seminar, is not open."""

    code = "seminar_not_the_moment"
    title = _("Ce n’est pas le moment")
    message = _("Rien n’a été enregistré : ce tour n’est pas ouvert.")
    next_step = _("Gardez votre texte et rechargez la page quand l’animateur l’annonce.")


class RoundStillOpen(NotTheMoment):
    """What is asked comes after the round that is open."""

    code = "seminar_round_still_open"
    title = _("Un tour est encore ouvert")
    message = _("Rien n’a changé : des tables écrivent encore.")
    next_step = _("Fermez d’abord le tour ouvert, à l’onglet « Tours ».")


class RoundHasBegun(NotTheMoment):
    """What was said in a round stays with its sequence."""

    code = "seminar_round_has_begun"
    title = _("Ce tour a commencé")
    message = _("Rien n’a changé : ce qui a été dit dans un tour reste avec sa séquence.")
    next_step = _("Gardez cette séquence ; vous pouvez en ajouter une autre.")


class AlreadyMoved(NotTheMoment):
    """A round or a poll is no longer where the page showed it."""

    code = "seminar_already_moved"
    title = _("La page n’est plus à jour")
    message = _("Rien n’a changé : quelqu’un d’autre l’a déjà fait, ou l’étape est passée.")
    next_step = _("Revenez à la page précédente et rechargez-la.")


class BeingDrawn(NotTheMoment):
    """The tables asked for before are still being drawn."""

    code = "seminar_being_drawn"
    title = _("Les tables se tirent déjà")
    message = _("Le tirage demandé tout à l’heure n’est pas fini ; aucun autre n’a commencé.")
    next_step = _("Attendez quelques secondes et rechargez la page des tables.")


class BallotNotReceived(NotTheMoment):
    """The poll is not open, or the guest is not noted as here."""

    code = "seminar_ballot_not_received"
    title = _("Votre bulletin n’est pas reçu")
    message = _("Ce vote n’est pas ouvert, ou votre arrivée n’est pas notée.")
    next_step = _("Notez votre arrivée sur la page de votre badge, ou attendez que l’animateur ouvre le vote.")


class PhoneUnmarked(Refusal):
    """A phone that keeps no cookie cannot be counted once."""

    code = "seminar_phone_unmarked"
    title = _("Votre téléphone ne garde pas de témoin")
    message = _("Rien n’a été enregistré : sans ce témoin (cookie), le même téléphone compterait plusieurs fois.")
    next_step = _("Acceptez les témoins pour ce site, rechargez la page et recommencez.")


class CannotMerge(Refusal):
    """Two different contributions of the same table, in the same round."""

    code = "seminar_cannot_merge"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ces deux contributions ne peuvent pas être réunies")
    message = _("On réunit deux contributions différentes de la même table et du même tour.")
    next_step = _("Choisissez-en deux autres.")


class NothingToSeat(Refusal):
    """Tables are drawn for rounds and people."""

    code = "seminar_nothing_to_seat"
    title = _("Il n’y a rien à tirer")
    message = _("Les tables n’ont pas été tirées : il faut des tours aux tables et des personnes.")
    next_step = _("Ajoutez une séquence aux tables et des personnes ; portes ouvertes, notez leurs arrivées.")


class NotEnoughRoom(Refusal):
    """More people than seats."""

    code = "seminar_not_enough_room"
    title = _("Il n’y a pas assez de places")
    next_step = _("Ajoutez une table, ou des places aux tables, dans le programme.")

    def __init__(self, number: int, people: int, seats: int) -> None:
        words = _("Les tables n’ont pas été tirées : au tour %(number)s, %(people)s personnes pour %(seats)s places.")
        super().__init__(words % {"number": number, "people": people, "seats": seats})


class NothingToVote(Refusal):
    """A poll is on two clusters at least."""

    code = "seminar_nothing_to_vote"
    title = _("Il n’y a rien à départager")
    message = _("Le vote n’a pas été ouvert : il faut au moins deux groupes nommés.")
    next_step = _("Nommez des groupes à la table de synthèse.")


class BallotRefused(Refusal):
    """A ballot names what is on the list."""

    code = "seminar_ballot"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ce bulletin n’a pas été reçu")
    message = _("Il nomme un groupe ou une mention qui n’est pas sur la liste, ou rien du tout.")
    next_step = _("Revenez en arrière et choisissez de nouveau.")


class UnclassedLeft(Refusal):
    """Nobody's contribution is left aside."""

    code = "seminar_unclassed"
    title = _("Des contributions ne sont rangées nulle part")
    next_step = _("Rangez-les à la table de synthèse : un groupe « à part » suffit.")

    def __init__(self, count: int) -> None:
        words = _("Le compte rendu n’a pas été publié : il reste %(count)s contributions à ranger.")
        super().__init__(words % {"count": count})


class NowhereToWrite(Refusal):
    """The strategy has no version being drafted, or there is no plan."""

    code = "seminar_nowhere"
    title = _("Il n’y a pas encore où l’écrire")
    message = _("Rien n’a été écrit : il faut une version de la stratégie en rédaction, ou un plan d’actions ouvert.")
    next_step = _("Mettez une version de la stratégie en chantier, ou ouvrez le plan.")
