"""What a deliberation refuses, and how it says it."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class DeliberationUnderWay(Refusal):
    code = "deliberation_under_way"
    title = _("Le panel vote sur ces mots")
    message = _("Les recommandations ne changent plus depuis que le vote est ouvert. Rien n’a été modifié.")
    next_step = _("Attendez la fin du vote. Le titre, la date et la présentation du panel peuvent encore changer.")


class RecommendationDebated(Refusal):
    code = "recommendation_debated"
    title = _("Cette recommandation est débattue")
    message = _("Elle a des amendements : la retirer les ferait disparaître. Rien n’a été modifié.")
    next_step = _("Proposez un amendement qui la supprime, et laissez le panel voter.")


class VoteNotClosed(Refusal):
    code = "vote_not_closed"
    title = _("Le panel délibère encore")
    message = _("L’avis n’est enregistré qu’une fois le vote clos.")
    next_step = _("Ouvrez la page de la délibération, puis closez le vote.")


class NoPanelToDeliberate(Refusal):
    code = "no_panel_to_deliberate"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ce panel ne peut pas délibérer")
    message = _("Il faut un panel en activité de votre organisme, avec des membres confirmés.")
    next_step = _("Choisissez-en un autre, ou finissez d’abord son recrutement.")


class NotTheMoment(Refusal):
    code = "deliberation_not_the_moment"
    title = _("Ce n’est pas, ou plus, le moment")
    message = _("La délibération a avancé entre-temps. Rien n’a été changé.")
    next_step = _("Rechargez la page : elle dit ce qui est ouvert.")


class NothingToVote(Refusal):
    code = "nothing_to_vote"
    title = _("Il n’y a rien à voter")
    message = _("Aucune recommandation n’est écrite, ou aucun amendement n’attend.")
    next_step = _("Écrivez au moins une recommandation avec le panel.")


class EmptyText(Refusal):
    code = "empty_text"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Il manque le texte")
    message = _("Rien n’est écrit, ou le texte est le même qu’avant.")
    next_step = _("Écrivez ce que vous proposez, puis recommencez.")


class NotYours(Refusal):
    code = "not_yours"
    status = HTTPStatus.FORBIDDEN
    title = _("Ce n’est pas votre proposition")
    message = _("Seule la personne qui a proposé un amendement peut le retirer.")
