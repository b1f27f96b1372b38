"""How the projects say their codes: states, gates, points of the checklists, instances, outcomes, criteria."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from belvedere.contexts.projects.states import (
    ConsultationState,
    Outcome,
    Part,
    ProjectState,
    ProofKind,
)
from belvedere.contexts.projects.states.gates import Gate, Instance

STATES: Mapping[str, Promise] = {
    ProjectState.PREPARED: _("En préparation"),
    ProjectState.PUBLISHED: _("En cours"),
    ProjectState.CLOSED: _("Clos"),
    ProjectState.ABANDONED: _("Abandonné"),
}
CONSULTATIONS: Mapping[str, Promise] = {
    ConsultationState.TO_FIX: _("Modalités à fixer"),
    ConsultationState.ANNOUNCED: _("Modalités votées"),
    ConsultationState.REPORTED: _("Bilan arrêté"),
}
PARTS: Mapping[str, Promise] = {
    Part.LEAD: _("Pilote"),
    Part.TEAM: _("Équipe"),
    Part.SPONSOR: _("Parrain ou marraine au conseil"),
}
PROOFS: Mapping[str, Promise] = {
    ProofKind.PHOTO: _("Photo"),
    ProofKind.NOTICE: _("Avis publié ou affiché"),
    ProofKind.ATTENDANCE: _("Feuille de présence"),
    ProofKind.PUBLICATION: _("Publication"),
}
OUTCOMES: Mapping[str, Promise] = {
    Outcome.RETAINED: _("Retenu"),
    Outcome.PARTLY_RETAINED: _("Retenu en partie"),
    Outcome.UNDER_STUDY: _("À l’étude"),
    Outcome.REJECTED: _("Écarté"),
}
OUTCOME_BADGES: Mapping[str, str] = {
    Outcome.RETAINED: "kept",
    Outcome.PARTLY_RETAINED: "kept",
    Outcome.UNDER_STUDY: "due",
    Outcome.REJECTED: "neutral",
}
INSTANCES: Mapping[str, Promise] = {
    Instance.LEAD: _("Chef ou cheffe de projet"),
    Instance.MANAGEMENT: _("Direction générale"),
    Instance.COTECH: _("Comité technique"),
    Instance.COPIL: _("Comité de pilotage"),
    Instance.COUNCIL: _("Conseil"),
    Instance.FOLLOW_UP: _("Comité de suivi"),
}
GATES: Mapping[str, Promise] = {
    Gate.OPPORTUNITY: _("Fait-on participer ?"),
    Gate.FRAME: _("Cadre"),
    Gate.MANDATE: pgettext_lazy("point de passage", "Mandat"),
    Gate.READY: _("Prêt à ouvrir"),
    Gate.MIDWAY: _("Mi-parcours"),
    Gate.REPORT: _("Bilan"),
    Gate.DECISION: _("Décision et réponse"),
    Gate.FOLLOW_UP: _("Suite"),
}
ITEMS: Mapping[str, Promise] = {
    "influence": _("Quelque chose peut encore changer"),
    "commitment": _("Un élu s’est engagé par écrit sur les suites"),
    "means": _("Des jours d’agents et un budget sont réservés"),
    "time": _("Il reste du temps avant la décision"),
    "verdict": _("Le verdict juridique est figé"),
    "problem": _("Des habitants peuvent aider à résoudre le problème"),
    "already_said": _("On sait ce qui a déjà été dit sur ce sujet depuis deux ans"),
    "load": _("Le calendrier des autres concertations est regardé"),
    "open_and_closed": _("Ce qui reste ouvert et ce qui est déjà décidé sont écrits"),
    "publics": _("Les publics sont recensés, y compris les plus éloignés"),
    "communes_told": _("Les communes sont prévenues"),
    "budget": _("Le budget de la participation est inscrit"),
    "verdict_reviewed": _("Le service juridique a relu le verdict"),
    "sponsor": _("Un élu porte le projet"),
    "question": _("La question tient en une phrase simple"),
    "level": _("Le niveau promis est annoncé et tenable"),
    "answer_days": _("Le délai de réponse est fixé"),
    "decision_date": _("La date de la décision est posée"),
    "terms": _("Les modalités sont écrites"),
    "bound_body": _("L’instance qui répondra est désignée"),
    "terms_voted": _("Les modalités sont votées"),
    "notice": _("Le public est prévenu dans les délais"),
    "readable_file": _("Le dossier se lit sans être spécialiste (résumé en français facile)"),
    "register": _("Le registre est ouvert"),
    "accessibility": _("Les lieux et les documents sont accessibles"),
    "privacy": _("La mention sur les données personnelles est écrite"),
    "rooms": _("Les salles et les horaires conviennent aux publics visés"),
    "paper": _("On peut participer sur papier"),
    "participants": _("On sait qui manque : les participants sont comptés par commune"),
    "reinforcement": _("Le renfort vers les publics absents est décidé"),
    "answers_in_15_days": _("Les questions posées ont une réponse en quinze jours"),
    "terms_proven": _("Chaque modalité annoncée est prouvée"),
    "report": _("Le bilan est arrêté"),
    "contributions_read": _("Chaque contribution est lue et classée"),
    "minority": _("Les avis minoritaires sont gardés"),
    "answered": _("Chaque proposition a une réponse et sa raison"),
    "told": _("Les participants sont informés en trente jours au plus"),
    "evaluation": _("L’évaluation est remplie"),
    "lesson": _("Une leçon est écrite pour le guide"),
    "works_told": _("Les habitants sont informés du chantier"),
    "feedback": _("Les retours de mise en service sont recueillis"),
    "promises_checked": _("Les promesses sont vérifiées douze mois après"),
}
SIMPLE_SCALE = {
    1: _("Pas du tout"),
    2: _("Plutôt non"),
    3: _("Entre les deux"),
    4: _("Plutôt oui"),
    5: _("Tout à fait"),
}
PARTICIPANT_CRITERIA: Mapping[str, Promise] = {
    "respect": _("Chacun a été respecté"),
    "speaking_time": _("Chacun a pu parler"),
    "understanding": _("L’information était compréhensible"),
    "trust_before": _("Avant, je faisais confiance pour que cela compte"),
    "trust_after": _("Après, je fais confiance pour que cela compte"),
}
ORGANISER_CRITERIA: Mapping[str, Promise] = {
    "neutral_question": _("La question était neutre (de 1 à 5)"),
    "first_timers": _("Part de personnes venues pour la première fois (%)"),
    "cited_paragraphs": _("Part des paragraphes de la décision qui citent une contribution (%)"),
    "hours": _("Heures passées par l’ensemble des participants"),
    "spent": _("Dépense réelle (euros TTC)"),
    "staff_days": _("Jours d’agents réellement passés"),
}
