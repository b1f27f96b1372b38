"""What the panels refuse, and how they say it."""

from collections.abc import Iterable
from http import HTTPStatus

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from belvedere.platform.refusals import Refusal, Text


class AlreadyRecorded(Refusal):
    """An examen has one avis: what is recorded is public and answered, it no longer changes."""

    code = "already_recorded"
    title = _("L’avis de cet examen est déjà enregistré")
    message = _("Il est public et l’organisme prépare sa réponse : il ne change plus. Rien n’a été modifié.")
    next_step = _("Lisez l’avis enregistré. S’il contient une erreur, dites-le à l’organisme qui répond.")


class ExamenNotOpen(Refusal):
    """The examen has moved on: it no longer waits for an avis."""

    code = "examen_not_open"
    title = _("Cet examen n’attend plus d’avis")
    message = _("Votre avis n’a pas été enregistré : l’examen a déjà avancé.")
    next_step = _("Revenez au bureau des avis pour voir ceux qui sont attendus.")


class OpinionIncomplete(Refusal):
    """Something without which nobody could answer is missing."""

    code = "opinion_incomplete"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Il manque encore quelque chose à cet avis")
    next_step = _("Complétez-le, puis enregistrez-le de nouveau : votre brouillon est gardé.")

    def __init__(self, missing: Iterable[Text]) -> None:
        listed = ", ".join(str(name) for name in missing)
        super().__init__(_("L’avis n’est pas enregistré. Il manque : %(missing)s.") % {"missing": listed})


class SameRecommendationTwice(Refusal):
    """Two recommendations say the same: each would need its own answer."""

    code = "same_recommendation_twice"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Une recommandation est écrite deux fois")
    next_step = _("Gardez-en une, ou dites en quoi elles diffèrent : votre brouillon est gardé.")

    def __init__(self, numbers: tuple[int, ...]) -> None:
        listed = ", ".join(str(number) for number in numbers)
        super().__init__(
            ngettext(
                "La recommandation %(numbers)s répète une recommandation déjà écrite.",
                "Les recommandations %(numbers)s répètent une recommandation déjà écrite.",
                len(numbers),
            )
            % {"numbers": listed}
        )
        self.numbers = numbers


class GivenInTheFuture(Refusal):
    """An avis is recorded once it is given."""

    code = "given_in_the_future"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Cet avis n’est pas encore rendu")
    message = _("La date de l’avis est dans l’avenir : il n’est pas enregistré, votre brouillon est gardé.")
    next_step = _("Corrigez la date, ou revenez le jour où le panel aura rendu son avis.")
