"""How consultations say their codes."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.consultations.states import ConsultationState
from belvedere.contexts.consultations.states.debate import Answer, Ground, Moderation, Refused, StatementState
from belvedere.engines.opinions.faults import Fault

STATES: Mapping[ConsultationState, Promise] = {
    ConsultationState.DRAFT: _("En préparation"),
    ConsultationState.ANNOUNCED: _("Annoncée"),
    ConsultationState.OPEN: _("Ouverte"),
    ConsultationState.CLOSED: _("Close, bilan à venir"),
    ConsultationState.REPORTED: _("Bilan publié"),
    ConsultationState.ACCOUNTED: _("Comptes rendus"),
    ConsultationState.ABANDONED: _("Abandonnée"),
}
BADGES: Mapping[ConsultationState, str] = {
    ConsultationState.DRAFT: "neutral",
    ConsultationState.ANNOUNCED: "due",
    ConsultationState.OPEN: "open",
    ConsultationState.CLOSED: "due",
    ConsultationState.REPORTED: "kept",
    ConsultationState.ACCOUNTED: "kept",
    ConsultationState.ABANDONED: "late",
}
ANSWERS: Mapping[Answer, Promise] = {
    Answer.AGREE: _("D’accord"),
    Answer.DISAGREE: _("Pas d’accord"),
    Answer.PASS: _("Je passe"),
}
MODERATIONS: Mapping[Moderation, Promise] = {
    Moderation.BEFORE: _("Avant : un propos n’est visible qu’une fois lu"),
    Moderation.AFTER: _("Après : un propos est visible tout de suite, et relu"),
}
STATEMENT_STATES: Mapping[StatementState, Promise] = {
    StatementState.WAITING: _("À lire"),
    StatementState.SHOWN: _("Visible"),
    StatementState.REJECTED: _("Écarté"),
}
REFUSED: Mapping[Refused, Promise] = {
    Refused.TOO_MANY_VOTES: _("Réponses trop rapides d’un même navigateur"),
    Refused.TOO_MANY_FROM_AN_ADDRESS: _("Réponses trop nombreuses d’une même adresse"),
    Refused.TOO_MANY_PARTICIPATIONS: _("Participations trop nombreuses d’une même adresse"),
    Refused.TOO_MANY_STATEMENTS: _("Propos trop nombreux d’un même navigateur"),
    Refused.STALE_TICKET: _("Formulaires rejoués ou trop anciens"),
}
GROUNDS: Mapping[Ground, Promise] = {
    Ground.TOO_FAST: _("Répondent plus vite que l’on ne lit"),
    Ground.COPIES: _("Répondent tous exactement de même"),
    Ground.SAME_ADDRESS: _("Viennent tous d’une même adresse"),
}
# Keyed by the values of the engine, whose arrays take a while to load.
CLARITIES: Mapping[str, Promise] = {
    "clear": _("Des groupes nets"),
    "uncertain": _("Des groupes incertains"),
    "none": _("Pas de groupes nets"),
}
REASONS: Mapping[str, Promise] = {
    "too_few": _("Trop peu de participants ou de propos pour chercher des groupes."),
    "chance": _("Les votes ne se ressemblent pas davantage que s’ils étaient tirés au sort."),
    "no_valley": _("Entre deux groupes, il n’y a pas de creux : les avis vont de l’un à l’autre sans coupure."),
    "unstable": _("Ils changent trop quand on enlève quelques votes au hasard."),
}
FAULTS: Mapping[str, Promise] = {
    "encoding": _("Le fichier n’est pas en UTF-8 : enregistrez-le en « CSV UTF-8 »."),
    "empty_file": _("Le fichier est vide."),
    "broken_table": _("Cette ligne n’est pas du CSV valable : fermez les guillemets."),
    "wrong_cells": _("Cette ligne a {cells} cases pour {columns} colonnes."),
    "missing_column": _("La colonne « {name} » manque."),
    "duplicate_column": _("Plusieurs colonnes s’appellent « {name} »."),
    "not_a_number": _("« {value} » n’est pas un nombre entier positif."),
    "unknown_vote": _("« {value} » n’est pas un vote : écrivez 1, -1 ou 0."),
    "unknown_moderation": _("« {value} » n’est pas un état de modération : écrivez 1, 0 ou -1."),
    "unknown_truth": _("« {value} » n’est ni « true » ni « false »."),
    "duplicate_statement": _("Le propos {id} est là deux fois, avec des contenus différents."),
    "unknown_statement": _(
        "Le propos {id} n’est pas dans le fichier des propos : les deux doivent venir du même export."
    ),
}


def fault_words(faults: Iterable[Fault]) -> str:
    """Return what is wrong in the files of a debate, each with its place."""
    return " ".join(_fault(fault) for fault in faults)


def _fault(fault: Fault) -> str:
    said = str(FAULTS[fault.code]).format(**fault.parameters)
    where = f"{fault.file.value}.csv"
    if fault.line is not None:
        where = str(_("%(file)s, ligne %(line)s")) % {"file": where, "line": fault.line}
    return str(_("%(place)s : %(fault)s")) % {"place": where, "fault": said}
