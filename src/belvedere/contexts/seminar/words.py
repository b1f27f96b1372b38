"""How a seminar says its codes, in the language of the page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from belvedere.contexts.actionplan.states.sheets import Horizon
from belvedere.contexts.seminar.states import (
    ContributionState,
    Grade,
    GuestState,
    OutcomeKind,
    PlanState,
    PollRule,
    PollState,
    RoundState,
    SeminarState,
    SequenceKind,
    Template,
)

SEMINAR_LABELS = {
    SeminarState.DRAFT: _("En préparation"),
    SeminarState.CONVENED: _("Convoqué"),
    SeminarState.RUNNING: _("En cours"),
    SeminarState.CLOSED: _("Clos"),
    SeminarState.PUBLISHED: _("Compte rendu publié"),
}
SEMINAR_BADGES = {
    SeminarState.DRAFT: "",
    SeminarState.CONVENED: "due",
    SeminarState.RUNNING: "open",
    SeminarState.CLOSED: "",
    SeminarState.PUBLISHED: "kept",
}
SEQUENCE_LABELS = {
    SequenceKind.PLENARY: _("Plénière"),
    SequenceKind.TABLES: _("Tour aux tables"),
    SequenceKind.VOTE: _("Vote"),
    SequenceKind.BREAK: _("Pause"),
}
ROUND_LABELS = {
    RoundState.PREPARED: _("Préparé"),
    RoundState.OPEN: _("Ouvert"),
    RoundState.CLOSED: _("Clos"),
}
GUEST_LABELS = {
    GuestState.LISTED: _("À inviter"),
    GuestState.INVITED: _("Invitée"),
    GuestState.CONFIRMED: _("Vient"),
    GuestState.DECLINED: _("Ne vient pas"),
}
CONTRIBUTION_LABELS = {
    ContributionState.RECEIVED: _("À relire"),
    ContributionState.SHOWN: _("Montrée"),
    ContributionState.HIDDEN: _("Masquée"),
}
PLAN_LABELS = {
    PlanState.ASKED: _("En calcul"),
    PlanState.DONE: pgettext_lazy("état", "Fait"),
    PlanState.FAILED: _("Impossible"),
}
RULE_LABELS = {
    PollRule.JUDGEMENT: _("Jugement majoritaire"),
    PollRule.APPROVAL: _("Approbation"),
    PollRule.PHRAGMEN: _("Phragmén séquentiel"),
    PollRule.SHARES: _("Parts égales sous un budget"),
}
RULE_SENTENCES: dict[PollRule, Promise] = {
    PollRule.JUDGEMENT: _(
        "Chacun donne une mention à chaque proposition. La meilleure est celle dont la mention médiane est la plus "
        "haute : la moitié de la salle au moins la juge ainsi, ou mieux. À égalité, on ôte un bulletin de cette "
        "mention à chacune et on compare de nouveau."
    ),
    PollRule.APPROVAL: _(
        "Chacun coche toutes les propositions qu’il soutient. Celles qui ont le plus de soutiens sont retenues. "
        "À égalité, la première de la liste affichée passe."
    ),
    PollRule.PHRAGMEN: _(
        "Chacun coche toutes les propositions qu’il soutient. Chaque proposition retenue est une charge que ses "
        "soutiens se partagent ; la suivante est celle qui laisse la plus lourde charge la plus légère. Un groupe "
        "nombreux ne prend donc pas tout."
    ),
    PollRule.SHARES: _(
        "Le budget est partagé également entre les votants, qui achètent ensemble ce qu’ils soutiennent, la "
        "proposition la moins chère par soutien d’abord. Ce qui reste va à la proposition la plus soutenue qui "
        "tient encore dans le budget."
    ),
}
POLL_LABELS = {
    PollState.PREPARED: _("Préparé"),
    PollState.OPEN: _("Ouvert"),
    PollState.CLOSED: _("Clos"),
}
GRADE_LABELS = {
    Grade.REJECT: _("À rejeter"),
    Grade.INSUFFICIENT: _("Insuffisant"),
    Grade.PASSABLE: _("Passable"),
    Grade.FAIR: _("Assez bien"),
    Grade.GOOD: _("Bien"),
    Grade.VERY_GOOD: _("Très bien"),
}
OUTCOME_LABELS = {
    OutcomeKind.PRINCIPLE: _("Principe de la stratégie"),
    OutcomeKind.COMMITMENT: _("Engagement de la stratégie"),
    OutcomeKind.ACTION: _("Action du plan"),
}
TEMPLATE_LABELS = {
    Template.IMMERSION: _("Immersion de trois jours"),
    Template.RELAUNCH: _("Journée de relance"),
    Template.EVENING: _("Réunion du soir"),
    Template.EMPTY: _("Programme vide"),
}
HORIZON_LABELS = {
    Horizon.SHORT: _("Court terme"),
    Horizon.MEDIUM: _("Moyen terme"),
    Horizon.LONG: _("Long terme"),
}
