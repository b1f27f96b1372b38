"""What the projects refuse, and how they say it."""

from datetime import date
from http import HTTPStatus

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from belvedere.platform.refusals import Refusal, Text

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


class AnotherBodysDepartment(Refusal):
    """A project is conducted by a department of its body."""

    code = "another_bodys_department"
    status = UNPROCESSABLE
    title = _("Ce service n’est pas de cet organisme")
    message = _("Rien n’a été enregistré : le service choisi dépend d’un autre organisme.")
    next_step = _("Revenez en arrière et choisissez un service de votre organisme.")


class UnreadableAnswer(Refusal):
    """An answer that its question does not take."""

    code = "unreadable_answer"
    status = UNPROCESSABLE
    title = _("Cette réponse n’a pas pu être lue")
    message = _("Rien n’a été enregistré : la réponse ne correspond pas à la question.")
    next_step = _("Revenez en arrière et répondez comme l’indique la question.")


class NothingKnownYet(Refusal):
    """A verdict on no answer says nothing."""

    code = "nothing_known_yet"
    title = _("Répondez d’abord au questionnaire")
    message = _("Le verdict n’a pas été figé : aucune réponse n’est encore connue.")
    next_step = _("Répondez au moins à la première question, puis figez le verdict.")


class AnswersContradict(Refusal):
    """Answers that cannot hold together have no verdict worth keeping."""

    code = "answers_contradict"
    title = _("Des réponses se contredisent")
    next_step = _("Changez l’une d’elles dans le questionnaire : les autres sont gardées.")

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(" ".join(reasons))


class AlreadyAsked(Refusal):
    """A question is asked of one department at a time."""

    code = "already_asked"
    title = _("Cette question est déjà posée")
    message = _("Rien n’a été envoyé : un service doit déjà répondre à cette question.")
    next_step = _("Retirez d’abord la première demande si un autre service doit répondre.")


class DayAlreadyPast(Refusal):
    """What is to come has a date to come."""

    code = "day_already_past"
    status = UNPROCESSABLE
    title = _("Cette date est passée")
    message = _("Rien n’a été enregistré : ce jour doit être à venir.")
    next_step = _("Revenez en arrière et choisissez un jour à partir d’aujourd’hui.")


class DayNotCome(Refusal):
    """What is done has a date that has come."""

    code = "day_not_come"
    status = UNPROCESSABLE
    title = _("Ce jour n’est pas encore venu")
    message = _("Rien n’a été enregistré : ce qui est fait l’a été aujourd’hui au plus tard.")
    next_step = _("Revenez en arrière et donnez le jour où cela s’est passé.")


class PromiseGap(Refusal):
    """More cannot be promised than what is open."""

    code = "promise_gap"
    title = _("Écart de promesse")

    def __init__(self, wanted: Text, most: Text) -> None:
        super().__init__(
            _("Le niveau n’a pas été annoncé : « %(wanted)s » promet plus que ce qui est ouvert (« %(most)s »).")
            % {"wanted": wanted, "most": most},
            next_step=_(
                "Ouvrez davantage à la discussion, baissez le niveau, ou faites trancher le comité de pilotage."
            ),
        )


class NothingIsOpen(Refusal):
    """Where nothing is open, no paper says « concertation »."""

    code = "nothing_is_open"
    title = _("Rien n’est ouvert à la discussion")
    message = _("Le document n’a pas été produit : il parle de concertation, et rien ne peut changer dans ce projet.")
    next_step = _("Dites ce qui peut encore changer, ou annoncez un plan d’information.")


class NoAimYet(Refusal):
    """A calendar is counted back from a decision."""

    code = "no_aim_yet"
    status = UNPROCESSABLE
    title = _("Donnez la date de la décision")
    message = _("Le calendrier n’a pas été posé : il se compte à rebours de la décision.")
    next_step = _("Donnez le jour avant lequel la décision doit être prise.")


class ImpossiblePlan(Refusal):
    """No dates satisfy every constraint: which act has none, and what to relax."""

    code = "impossible_plan"
    title = _("Ce calendrier est impossible")

    def __init__(self, act: str, by: date, ways: list[str]) -> None:
        day = f"{by:%d/%m/%Y}"
        super().__init__(
            _("Le calendrier n’a pas été posé : « %(act)s » n’a aucune date possible au plus tard le %(day)s.")
            % {"act": act, "day": day},
            next_step=_("Pour le rendre possible : %(ways)s.") % {"ways": " ; ".join(ways)} if ways else "",
        )
        self.ways = ways


class GateNotReached(Refusal):
    """Gates are passed in order."""

    code = "gate_not_reached"
    title = _("Ce n’est pas la porte suivante")
    message = _("Rien n’a été enregistré : les portes se passent dans l’ordre, une à une.")
    next_step = _("Rechargez la page pour voir à quelle porte en est le projet.")


class NotTicked(Refusal):
    """A point that facts settle is not ticked by hand."""

    code = "computed_point"
    title = _("Ce point se lit dans les faits")
    message = _("Rien n’a été coché : ce point est vérifié par le logiciel.")
    next_step = _("Changez le fait lui-même : la réponse, le calendrier ou la preuve.")


class SayWhy(Refusal):
    """A point ticked says what makes it true; a reservation says why the gate is passed all the same."""

    code = "say_why"
    status = UNPROCESSABLE
    title = _("Dites pourquoi")
    message = _("Rien n’a été enregistré : il manque la phrase qui l’explique.")
    next_step = _("Revenez en arrière et écrivez une phrase.")


class AlreadyApproved(Refusal):
    """An instance approves once, and a person for one instance only."""

    code = "already_approved"
    title = _("Cette approbation est déjà donnée")
    message = _("Rien n’a été changé : cette instance a approuvé, ou vous avez déjà approuvé pour une autre.")
    next_step = _("Une autre personne doit approuver pour l’instance qui manque.")


class ApprovalsMissing(Refusal):
    """A gate opens with every approval."""

    code = "approvals_missing"
    title = _("Il manque une approbation")

    def __init__(self, instances: list[str]) -> None:
        super().__init__(
            _("La porte n’a pas été franchie : il manque l’approbation de %(who)s.") % {"who": ", ".join(instances)},
            next_step=_("Demandez-la : la porte reste ouverte, rien n’est perdu."),
        )


class ReservationNeeded(Refusal):
    """A gate passed with points that are not met says so in public."""

    code = "reservation_needed"
    status = UNPROCESSABLE
    title = _("Des points ne sont pas remplis")

    def __init__(self, count: int) -> None:
        super().__init__(
            ngettext(
                "La porte n’a pas été franchie : %(count)s point n’est pas rempli.",
                "La porte n’a pas été franchie : %(count)s points ne sont pas remplis.",
                count,
            )
            % {"count": count},
            next_step=_("Remplissez-les, ou écrivez la réserve avec laquelle vous passez : elle sera publique."),
        )


class TermsFixed(Refusal):
    """What was voted is carried out to the letter."""

    code = "terms_fixed"
    title = _("Les modalités sont votées")
    message = _("Rien n’a été changé : ce que le conseil a voté s’exécute tel quel.")
    next_step = _("Une nouvelle délibération peut ouvrir une autre concertation.")


class NoTerms(Refusal):
    """There is nothing to vote."""

    code = "no_terms"
    title = _("Aucune modalité n’est écrite")
    message = _("Rien n’a été enregistré : la délibération annonce au moins une modalité.")
    next_step = _("Écrivez d’abord ce qui sera fait pour informer et entendre les habitants.")


class TermsUnproven(Refusal):
    """The report is closed once each term is proven."""

    code = "terms_unproven"
    title = _("Des modalités ne sont pas prouvées")

    def __init__(self, numbers: list[int]) -> None:
        listed = ", ".join(str(number) for number in numbers)
        super().__init__(
            ngettext(
                "Le bilan n’a pas été arrêté : la modalité %(numbers)s n’a aucune preuve datée.",
                "Le bilan n’a pas été arrêté : les modalités %(numbers)s n’ont aucune preuve datée.",
                len(numbers),
            )
            % {"numbers": listed},
            next_step=_("Versez une photo, un avis, une feuille de présence ou une publication pour chacune."),
        )
        self.numbers = numbers


class ProofOutOfTime(Refusal):
    """A proof is of a day after the vote of the terms, and not of tomorrow."""

    code = "proof_out_of_time"
    status = UNPROCESSABLE
    title = _("La date de cette preuve ne convient pas")
    message = _("La preuve n’a pas été versée : elle date d’avant le vote des modalités, ou d’un jour à venir.")
    next_step = _("Donnez le jour que la preuve montre.")


class ProofAlreadyThere(Refusal):
    """The same file proves a term once."""

    code = "proof_already_there"
    title = _("Ce fichier est déjà versé")
    message = _("Rien n’a été ajouté : cette modalité a déjà cette preuve, à l’octet près.")
    next_step = _("Choisissez un autre fichier.")


class NotConcerned(Refusal):
    """A commune reacts to what concerns it, while it still can."""

    code = "not_concerned"
    title = _("Il n’est plus temps de réagir")
    message = _("Votre réaction n’a pas été enregistrée : ce projet n’attend pas, ou plus, l’avis de votre commune.")
    next_step = _("Écrivez au service qui conduit le projet : son nom est sur la page.")


class UnknownFields(Refusal):
    """A template asks for what no project holds."""

    code = "unknown_fields"
    status = UNPROCESSABLE
    title = _("Ce modèle demande un champ qui n’existe pas")

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults), next_step=_("Corrigez le champ : votre texte est gardé dans le formulaire."))
        self.faults = faults


class NotPlanned(Refusal):
    """A rule of subsidiarity is judged on dates that the calendar does not hold."""

    code = "not_planned"
    title = _("La concertation n’a pas de dates")
    message = _("La règle n’a pas été levée : elle se juge sur l’ouverture et la clôture de la concertation.")
    next_step = _("Adoptez un calendrier, puis revenez lever la règle.")


class NotEvaluatedNow(Refusal):
    """Participants judge a consultation once its report is closed, while the project is public."""

    code = "not_evaluated_now"
    title = _("L’évaluation n’est pas ouverte")
    message = _("Votre avis n’a pas été enregistré : la concertation n’est pas encore finie.")
    next_step = _("Revenez quand le bilan aura été publié.")
