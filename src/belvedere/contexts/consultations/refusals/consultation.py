"""What is refused about a consultation itself."""

from collections.abc import Sequence
from http import HTTPStatus

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class NotReady(Refusal):
    """What CRPA L131-1, the promise or the rules of subsidiarity ask is missing."""

    code = "consultation_not_ready"
    title = _("Cette concertation n’est pas prête")
    next_step = _("La liste de ce qui manque est sur sa page de travail, chaque point avec ce qu’il faut faire.")

    def __init__(self, missing: Sequence[str | Promise]) -> None:
        super().__init__(
            _("Rien n’a changé. La loi (CRPA, L131-1) et les règles du territoire demandent encore : %(points)s.")
            % {"points": " ; ".join(str(point) for point in missing)}
        )


class TooEarly(Refusal):
    """A consultation opens on the day that was announced, not before."""

    code = "consultation_too_early"
    title = _("Le jour annoncé n’est pas venu")
    message = _("La concertation n’a pas été ouverte : sa première phase commence plus tard.")
    next_step = _("Attendez ce jour, ou changez les dates tant qu’elle n’est pas annoncée.")


class PhaseEndsBeforeItBegins(Refusal):
    """A phase ends after it begins."""

    code = "phase_ends_before_it_begins"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("La fin précède le début")
    message = _("La phase n’a pas été enregistrée.")
    next_step = _("Corrigez la date de fin.")


class PhaseNotOpen(Refusal):
    """Only what people take part in now can be ended before its day."""

    code = "phase_not_open"
    title = _("Cette phase n’est pas en cours")
    message = _("Rien n’a changé : seule une phase commencée, et pas encore finie, peut s’arrêter avant son jour.")
    next_step = _("Rechargez sa page de travail pour voir où elle en est.")


class OneDebateOnly(Refusal):
    """A consultation has one debate: its votes make one map."""

    code = "one_debate_only"
    title = _("Cette concertation a déjà un débat")
    message = _("Rien n’a été ajouté : deux débats sur la même question partageraient les avis en deux cartes.")
    next_step = _("Changez les dates du débat qui existe.")


class AnswerBeforeTheEnd(Refusal):
    """The promised answer comes after the last phase."""

    code = "answer_before_the_end"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("La réponse serait donnée avant la fin")
    message = _("Rien n’a été enregistré : la réponse promise vient après la dernière phase.")
    next_step = _("Choisissez un jour plus tardif.")


class NothingToAsk(Refusal):
    """A mandate has a title and a question."""

    code = "nothing_to_ask"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Il manque le titre ou la question")
    message = _("Rien n’a été enregistré : une concertation pose une question, sous un titre.")
    next_step = _("Revenez en arrière et écrivez-les.")


class TooShortForThePublic(Refusal):
    """A consultation ended early still leaves the public the least time that its body owes."""

    code = "consultation_too_short"
    title = _("Le public aurait trop peu de temps")
    message = _("Rien n’a changé : arrêtée maintenant, la concertation durerait moins que le délai raisonnable.")
    next_step = _("Attendez que ce délai soit passé, ou abandonnez-la, avec une raison publique.")


class SayWhy(Refusal):
    """What is taken from the public is explained to the public."""

    code = "consultation_say_why"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Dites pourquoi")
    message = _("Rien n’a changé : cette décision est publique, sa raison aussi.")
    next_step = _("Revenez en arrière et écrivez une phrase.")


class LastPhase(Refusal):
    """A consultation that the shared calendar shows keeps a phase."""

    code = "last_phase"
    title = _("C’est la seule phase")
    message = _("Elle n’a pas été retirée : l’agenda commun en montre les dates.")
    next_step = _("Ajoutez d’abord une autre phase, ou abandonnez la concertation.")
