"""What the wording of a deliverable may ask for, by the name of the field: a project's data, in French."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import override

from belvedere.contexts.guide.queries.checking import Check
from belvedere.contexts.guide.words import DISCLAIMER, LEVELS
from belvedere.contexts.projects.models import Project
from belvedere.contexts.projects.queries.evaluation import Figure, grid_of
from belvedere.contexts.projects.queries.papers import Value
from belvedere.contexts.projects.queries.planning import act_title
from belvedere.contexts.projects.queries.subsidiarity import CLOSINGS, OPENINGS, day_of_act
from belvedere.contexts.projects.queries.verdicts import check_of
from belvedere.contexts.projects.states import Part
from belvedere.contexts.projects.words import GATES, OUTCOMES, PROOFS
from belvedere.engines.rules.law.methods import Level

Reader = Callable[[Project, Check, date], Value]
SHORT_DIGEST = 16


def day(value: date | None) -> str:
    return date_format(value, "j\u00a0F\u00a0Y") if value else ""


def _act(*names: str) -> Reader:
    """Return what reads the day of the first of these acts: done, or planned."""

    def read(project: Project, _check: Check, _today: date) -> str:
        return day(day_of_act(project, names))

    return read


def _given(question: str) -> Reader:
    def read(_project: Project, check: Check, _today: date) -> str:
        return next((given.answer for given in check.given if given.question.id == question), "")

    return read


def _sponsor(project: Project, _check: Check, _today: date) -> str:
    names = [str(row.role.user) for row in project.team.all() if row.part == Part.SPONSOR]
    return ", ".join(names)


def _lead(project: Project, _check: Check, _today: date) -> str:
    return ", ".join(str(row.role.user) for row in project.team.all() if row.part == Part.LEAD)


def _rules(_project: Project, check: Check, _today: date) -> list[list[str]]:
    rows = [
        [verdict.card.title, str(title), " ; ".join(verdict.card.sources), str(verdict.card.confidence)]
        for title, cards in check.applying
        for verdict in cards
    ]
    return [["Règle", "Effet", "Sources", "Confiance"], *rows] if rows else []


def _deadlines(project: Project, _check: Check, _today: date) -> list[list[str]]:
    rows = [
        [act_title(row.milestone), day(row.on), "légal" if row.is_legal else "conseillé", day(row.done_on) or "à faire"]
        for row in sorted(project.deadlines.all(), key=lambda row: row.on)
    ]
    return [["Acte", "Au plus tard le", "Délai", "Fait le"], *rows] if rows else []


def _proofs(project: Project, _check: Check, _today: date) -> list[list[str]]:
    rows = [
        [
            str(term.number),
            term.wording,
            f"{PROOFS[proof.kind]} : {proof.title}",
            day(proof.dated_on),
            proof.sha256[:SHORT_DIGEST],
        ]
        for term in project.terms.all()
        for proof in term.proofs.all()
    ]
    return [["N°", "Modalité annoncée", "Preuve", "Datée du", "Empreinte SHA-256 (début)"], *rows] if rows else []


def _proposals(project: Project, _check: Check, _today: date) -> list[list[str]]:
    rows = [
        [
            str(row.number),
            row.text + (" (avis minoritaire)" if row.is_minority else ""),
            number_format(row.contributions, force_grouping=True),
        ]
        for row in project.proposals.all()
    ]
    return [["N°", "Proposition", "Contributions"], *rows] if rows else []


def _answers(project: Project, _check: Check, _today: date) -> list[list[str]]:
    rows = [
        [str(row.number), row.text, str(OUTCOMES.get(row.outcome, "Réponse à venir")), row.reason]
        for row in project.proposals.all()
    ]
    return [["N°", "Proposition", "Réponse", "Pourquoi"], *rows] if rows else []


def _reservations(project: Project, _check: Check, _today: date) -> list[str]:
    return [
        f"Porte {row.gate}, {GATES[row.gate]} : {row.reservation}" for row in project.passages.all() if row.reservation
    ] or ["Aucune porte n’a été franchie avec réserve."]


def _participants(project: Project, _check: Check, _today: date) -> list[list[str]]:
    rows = [
        [
            row.commune.name,
            number_format(row.count, force_grouping=True),
            number_format(row.commune.population, force_grouping=True),
        ]
        for row in project.participants.all()
    ]
    return [["Commune", "Participants", "Habitants"], *rows] if rows else []


def _grid(project: Project, _check: Check, _today: date) -> list[list[str]]:
    rows = [
        [str(line.group), str(line.title), _figure(line.value, line.unit), str(line.origin)]
        for line in grid_of(project)
    ]
    return [["Volet", "Critère", "Valeur", "Origine"], *rows]


def _figure(value: Figure, unit: str) -> str:
    if value is None:
        return "pas encore connu"
    if isinstance(value, bool):
        return "oui" if value else "non"
    return f"{number_format(value, force_grouping=True)} {unit}".strip()


def _methods(_project: Project, check: Check, _today: date) -> list[str]:
    return [f"{method.title} : {method.purpose}" for method, _ in check.mix]


def _advice(_project: Project, check: Check, _today: date) -> str:
    return str(check.level.title) if check.level and check.level.title else ""


def _terms(project: Project, _check: Check, _today: date) -> list[str]:
    return [
        f"{term.wording}" + (f" (le {day(term.planned_on)})" if term.planned_on else "") for term in project.terms.all()
    ]


def _level(project: Project, _check: Check, _today: date) -> str:
    return str(LEVELS[Level(project.level)]) if project.level else ""


FIELDS: Mapping[str, tuple[str, Reader]] = {
    "projet": ("le nom du projet", lambda project, _check, _today: project.name),
    "resume": ("ce que le projet change", lambda project, _check, _today: project.summary),
    "reference": ("la référence du projet", lambda project, _check, _today: project.reference),
    "organisme": ("l’organisme qui décide", lambda project, _check, _today: project.body.name),
    "service": ("le service qui conduit", lambda project, _check, _today: project.department.name),
    "politique": (
        "la politique publique",
        lambda project, _check, _today: project.policy.name if project.policy else "",
    ),
    "communes": (
        "les communes concernées",
        lambda project, _check, _today: ", ".join(row.name for row in project.communes.all()),
    ),
    "pilote": ("qui pilote", _lead),
    "parrain": ("l’élu qui porte le projet", _sponsor),
    "question": ("la question posée", lambda project, _check, _today: project.question),
    "ouvert": ("ce qui reste ouvert", lambda project, _check, _today: project.open_words),
    "decide": ("ce qui est déjà décidé", lambda project, _check, _today: project.decided_words),
    "cout": ("le coût prévisionnel", _given("cout_ht")),
    "phase": ("la phase du projet", _given("phase")),
    "nature": ("la nature du projet", _given("nature")),
    "jours_agents": ("les jours d’agents", _given("jours_agents")),
    "budget": ("le budget de participation", _given("budget_participation")),
    "personnes": ("les personnes touchées", _given("personnes_touchees")),
    "niveau": ("le niveau annoncé", _level),
    "niveau_conseille": ("le niveau conseillé", _advice),
    "methodes": ("les méthodes conseillées (liste)", _methods),
    "delai_reponse": ("le délai de réponse, en jours", lambda project, _check, _today: str(project.answer_days or "")),
    "regles": ("les règles qui s’appliquent (tableau)", _rules),
    "echeances": ("le calendrier (tableau)", _deadlines),
    "modalites": ("les modalités (liste)", _terms),
    "preuves": ("les preuves de chaque modalité (tableau)", _proofs),
    "participants": ("les participants par commune (tableau)", _participants),
    "contributions": ("le nombre de contributions", lambda project, _check, _today: _count(project.contributions)),
    "resume_bilan": ("ce que le bilan retient", lambda project, _check, _today: project.report_summary),
    "propositions": ("les propositions regroupées (tableau)", _proposals),
    "reponses": ("les réponses aux propositions (tableau)", _answers),
    "reserves": ("les réserves (liste)", _reservations),
    "grille": ("la grille d’évaluation (tableau)", _grid),
    "lecon": ("la leçon", lambda project, _check, _today: project.lesson),
    "date_deliberation": (
        "le vote des modalités",
        lambda project, check, today: day(project.terms_voted_on) or str(_act("CU-DELIB")(project, check, today)),
    ),
    "acte_deliberation": ("la délibération des modalités", lambda project, _check, _today: project.terms_act),
    "date_ouverture": ("l’ouverture de la concertation", _act(*OPENINGS)),
    "date_cloture": ("la clôture de la concertation", _act(*CLOSINGS)),
    "date_bilan": (
        "le bilan",
        lambda project, check, today: day(project.reported_on) or str(_act("CU-BILAN")(project, check, today)),
    ),
    "date_decision": (
        "la décision",
        lambda project, check, today: str(_act("DECISION")(project, check, today)) or day(project.decision_on),
    ),
    "aujourdhui": ("le jour où le document est produit", lambda _project, _check, today: day(today)),
    "avertissement": (
        "l’avertissement juridique",
        lambda _project, check, _today: f"{DISCLAIMER} Droit consulté au {day(check.on)}.",
    ),
}


def _count(value: int | None) -> str:
    return "" if value is None else number_format(value, force_grouping=True)


def field_words() -> list[tuple[str, str]]:
    """Return each field and what it is replaced by."""
    return [(name, words) for name, (words, _) in FIELDS.items()]


def values_for(project: Project, names: Iterable[str], today: date) -> dict[str, Value]:
    """Return the values of some fields for a project read by ``full_projects``; in French, as the papers are."""
    with override("fr"):
        check = check_of(project, today)
        return {name: FIELDS[name][1](project, check, today) for name in names}
