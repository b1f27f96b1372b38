"""What a draw refuses, and how it says it: each is a page that explains."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class DrawNotReady(Refusal):
    code = "draw_not_ready"
    title = _("La loterie n’est pas encore calculée")
    message = _("Le tirage ne peut être engagé que sur une loterie calculée et vérifiée.")
    next_step = _("Attendez la fin du calcul, ou relancez-le.")


class PoolChanged(Refusal):
    code = "pool_changed"
    title = _("Le bassin a changé")
    message = _("La loterie a été calculée sur un autre bassin : elle ne peut pas servir.")
    next_step = _("Relancez le calcul, puis engagez de nouveau.")


class CeremonyInThePast(Refusal):
    code = "ceremony_in_the_past"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Cette heure est déjà passée")
    message = _("Le hasard doit venir après l’engagement : une heure passée laisserait croire qu’il était connu.")
    next_step = _("Choisissez une heure à venir.")


class PastBeacon(Refusal):
    code = "past_beacon"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Cette valeur de la balise est déjà connue")
    message = _("Un tour de la balise antérieur à celui qui a été promis a pu être choisi en connaissant le résultat.")
    next_step = _("Annoncez un tour à venir, ou tapez la valeur du tour annoncé.")


class OtherRound(Refusal):
    code = "other_round"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ce n’est pas le tour annoncé")
    message = _("La valeur tapée est celle d’un tour plus récent que celui qui a été promis. Rien n’est tiré.")
    next_step = _("Cherchez sur le site de la balise la valeur du tour annoncé.")


class NotCommitted(Refusal):
    code = "draw_not_committed"
    title = _("Les dés sont venus trop tôt")
    message = _("Rien n’est encore engagé : des dés lancés maintenant ne prouveraient rien. Aucun n’a été gardé.")
    next_step = _("Engagez d’abord le tirage, publiez l’empreinte, puis lancez les dés.")


class TooEarly(Refusal):
    code = "draw_too_early"
    title = _("Ce n’est pas encore l’heure annoncée")
    message = _("Le tirage est annoncé pour plus tard : un hasard venu avant n’est pas celui qui a été promis.")
    next_step = _("Attendez l’heure de la cérémonie.")


class AlreadyDrawn(Refusal):
    code = "already_drawn"
    title = _("Ce tirage a déjà eu lieu")
    message = _("Un tirage se fait une seule fois. Les dés que vous venez de taper ne changent rien.")
    next_step = _("Lisez le résultat, et vérifiez-le.")


class OneOfficerAlone(Refusal):
    code = "one_officer_alone"
    title = _("Il faut deux personnes")
    message = _("La même personne ne peut pas taper les dés deux fois : une seule ne lance pas un tirage.")
    next_step = _("Demandez à un collègue d’ouvrir cette page avec son propre compte.")


class ThrowsDiffer(Refusal):
    code = "throws_differ"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Les deux saisies diffèrent")
    message = _("Vous n’avez pas tapé les mêmes valeurs que la première personne. Rien n’est tiré.")
    next_step = _("Relisez ensemble ce qui est sorti, devant les témoins, puis tapez-le de nouveau.")


class NotASeat(Refusal):
    code = "not_a_seat"
    status = HTTPStatus.NOT_FOUND
    title = _("Cette place n’existe pas")
    message = _("Aucune personne tirée ne porte ce pseudonyme dans ce recrutement.")


class NobodyToCome(Refusal):
    code = "nobody_to_come"
    title = _("Personne ne peut prendre cette place")
    message = _("Toutes les personnes du bassin siègent ou ont quitté le panel. Rien n’a changé.")
    next_step = _("Ouvrez un recrutement pour renouveler le panel.")


class SeatsWaiting(Refusal):
    code = "seats_waiting"
    title = _("Des places attendent encore une réponse")
    message = _("Le panel n’est formé que lorsque chaque place est confirmée.")
    next_step = _("Appelez les personnes qui n’ont pas répondu, ou remplacez-les.")
