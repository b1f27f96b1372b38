"""How states, verbs and channels are said on screen."""

from django.utils.translation import gettext_lazy as _

from belvedere.contexts.panels.states.campaign import CampaignState, CandidateState, Channel
from belvedere.contexts.panels.states.deliberation import DeliberationState
from belvedere.contexts.panels.states.panel import (
    AllowanceKind,
    AllowanceState,
    AttendanceState,
    HearingState,
    MissionKind,
    MissionState,
    PanelState,
    SessionState,
)
from belvedere.contexts.panels.states.seat import SeatState
from belvedere.engines.sortition.rules import Rule, Side

STATE_LABELS = {
    CampaignState.PREPARATION: _("Préparation"),
    CampaignState.QUOTAS: _("Quotas"),
    CampaignState.REGISTER: _("Registre"),
    CampaignState.INVITATIONS: _("Invitations"),
    CampaignState.REGISTRATION: _("Inscriptions"),
    CampaignState.FROZEN: _("Bassin gelé"),
    CampaignState.DRAW: _("Tirage"),
    CampaignState.CONFIRMATION: _("Confirmations"),
    CampaignState.CLOSED: _("Clos"),
    CampaignState.ABANDONED: _("Abandonné"),
}

# What is done at each step, in one sentence that begins with a verb.
STEP_SENTENCES = {
    CampaignState.PREPARATION: _("Dire à quoi sert le panel, combien de personnes, pour combien de temps."),
    CampaignState.QUOTAS: _("Fixer combien de personnes par commune, par sexe, par âge."),
    CampaignState.REGISTER: _("Importer les adresses où écrire, et dire d’où elles viennent."),
    CampaignState.INVITATIONS: _("Tirer au sort les adresses, imprimer et poster les lettres."),
    CampaignState.REGISTRATION: _("Recevoir les inscriptions, en ligne, au téléphone ou sur papier."),
    CampaignState.FROZEN: _("Arrêter la liste des personnes parmi lesquelles on tirera."),
    CampaignState.DRAW: _("Tirer le panel en public."),
    CampaignState.CONFIRMATION: _("Appeler chaque personne tirée, remplacer celles qui refusent."),
    CampaignState.CLOSED: _("Remettre le certificat du tirage : le panel est formé."),
}

# What a citizen reads of a recruitment, in the state it is in.
PUBLIC_SENTENCES = {
    CampaignState.REGISTRATION: _("Les personnes qui ont reçu une lettre peuvent s’inscrire."),
    CampaignState.FROZEN: _("Les inscriptions sont closes. Le tirage au sort se prépare."),
    CampaignState.DRAW: _("Le tirage est engagé : ce qui sera tiré ne peut plus changer."),
    CampaignState.CONFIRMATION: _("Le tirage a eu lieu. Chaque personne tirée confirme sa place."),
    CampaignState.CLOSED: _("Le panel est formé."),
    CampaignState.ABANDONED: _("Ce recrutement est abandonné : il n’y aura pas de tirage."),
}

SEAT_LABELS = {
    SeatState.DRAWN: _("À appeler"),
    SeatState.ALTERNATE: _("Suppléance"),
    SeatState.CONFIRMED: _("Confirmée"),
    SeatState.DECLINED: _("Refusée"),
    SeatState.RESIGNED: _("Quittée"),
    SeatState.REMOVED: _("Retirée"),
    SeatState.SERVED: _("Mandat accompli"),
}

PANEL_LABELS = {
    PanelState.FORMING: _("En formation"),
    PanelState.ACTIVE: _("En activité"),
    PanelState.ENDED: _("Mandat fini"),
}

MISSION_LABELS = {
    MissionState.PROPOSED: _("Proposée"),
    MissionState.UNDER_WAY: _("En cours"),
    MissionState.DONE: _("Accomplie"),
    MissionState.ABANDONED: _("Abandonnée"),
}

MISSION_KIND_LABELS = {
    MissionKind.EXAMEN: _("Un examen"),
    MissionKind.CONSULTATION: _("Une concertation"),
    MissionKind.OWN_CHOICE: _("Un sujet choisi par le panel"),
}

SESSION_LABELS = {
    SessionState.PLANNED: _("Prévue"),
    SessionState.HELD: _("Tenue"),
    SessionState.CANCELLED: _("Annulée"),
}

ATTENDANCE_LABELS = {
    AttendanceState.EXPECTED: _("Attendu"),
    AttendanceState.PRESENT: _("Présent"),
    AttendanceState.EXCUSED: _("Excusé"),
    AttendanceState.ABSENT: _("Absent"),
}

ALLOWANCE_KIND_LABELS = {
    AllowanceKind.SESSION: _("Indemnité de séance"),
    AllowanceKind.TRAVEL: _("Transport"),
    AllowanceKind.CARE: _("Garde"),
    AllowanceKind.ACCESS: _("Accessibilité"),
    AllowanceKind.MEAL: _("Repas"),
}

ALLOWANCE_LABELS = {
    AllowanceState.DUE: _("Due"),
    AllowanceState.EXPORTED: _("Transmise au comptable"),
    AllowanceState.PAID: _("Payée"),
}

HEARING_LABELS = {
    HearingState.REQUESTED: _("Demandée"),
    HearingState.ACCEPTED: _("Acceptée"),
    HearingState.DECLINED: _("Refusée"),
    HearingState.HELD: _("Tenue"),
}

CHANNEL_LABELS = {
    Channel.ONLINE: _("En ligne"),
    Channel.TELEPHONE: _("Au téléphone"),
    Channel.PAPER: _("Sur papier"),
}

CANDIDATE_LABELS = {
    CandidateState.REGISTERED: _("Inscrit"),
    CandidateState.WITHDRAWN: _("Retiré à sa demande"),
    CandidateState.INELIGIBLE: _("Écarté"),
}

RULE_SENTENCES = {
    Side.MINIMUM: _("%(category)s : au moins %(bound)d « %(value)s »"),
    Side.MAXIMUM: _("%(category)s : au plus %(bound)d « %(value)s »"),
    Side.SIZE: _("%(bound)d personnes en tout"),
    Side.HOUSEHOLDS: _("une personne au plus par foyer"),
}


def rule_sentence(rule: Rule) -> str:
    """Return a rule of a panel in a few words."""
    category, value = (rule.quota.category, rule.quota.value) if rule.quota else ("", "")
    return str(RULE_SENTENCES[rule.side]) % {"category": category, "value": value, "bound": rule.bound}


DELIBERATION_SENTENCES = {
    DeliberationState.CLOSED: _("La délibération n’est pas ouverte."),
    DeliberationState.WRITING: _("Les membres écrivent les recommandations et proposent des amendements."),
    DeliberationState.AMENDMENTS: _("Les membres votent chaque amendement."),
    DeliberationState.VOTE: _("Les membres votent chaque recommandation."),
    DeliberationState.VOTED: _("Le vote est clos. L’avis va être relu, puis publié."),
}
