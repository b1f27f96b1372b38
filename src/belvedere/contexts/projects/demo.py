"""Projects of the demonstration: InspiRe, the worked example of the guide, and a square that comes soon."""

from contextlib import suppress
from datetime import date, timedelta

from belvedere.contexts.observatory.queries import policies
from belvedere.contexts.projects.actions import consultation, gates, planning, questionnaire
from belvedere.contexts.projects.actions.project import (
    Sheet,
    announce_level,
    join_team,
    open_project,
    publish_project,
    tell_communes,
)
from belvedere.contexts.projects.models import Project
from belvedere.contexts.projects.queries.projects import full_projects
from belvedere.contexts.projects.refusals import ImpossiblePlan
from belvedere.contexts.projects.states import Part
from belvedere.contexts.projects.states.gates import SHEETS, Gate, Instance
from belvedere.engines.rules.law.methods import Level
from belvedere.platform.accounts.demo import METROPOLE
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.models import Body
from belvedere.platform.territory.queries import body_by_slug, communes, departments_of

# The date of the guide's worked example, whose council sessions are in the territory's demonstration.
DECISION_ON = date(2027, 12, 20)
# What is known of InspiRe (two bus lines), then what a demonstration has to suppose to go on.
INSPIRE: dict[str, questionnaire.Answer] = {
    "nature": "transport_collectif",
    "niveau": "partage",
    "cout_ht": 280_000_000,
    "partie_urbanisee": True,
    "ouvrage_nouveau_ou_assiette": True,
    "entretien_seulement": False,
    "evaluation_environnementale": "oui",
    "maitrise_ouvrage_publique": True,
    "exempte_enquete": False,
    "procedure_participation_existante": True,
    "subvention_ht": 0,
    "decision_visee": "bilan",
    "marge": "variantes",
    "mandat_elu": True,
    "jours_agents": 80,
    "budget_participation": 90_000,
    "publics_eloignes": True,
}
SQUARE: dict[str, questionnaire.Answer] = {
    "nature": "pietonnisation",
    "niveau": "metropole",
    "surface_pietonne_m2": 3_400,
    "entretien_seulement": False,
    "cout_ht": 1_200_000,
    "marge": "programme",
}
TERMS = (
    ("Un dossier et un registre au siège et dans chaque mairie concernée", False),
    ("Quatre réunions publiques, une par secteur", False),
    ("Vingt rencontres aux arrêts et sur les marchés", True),
    ("Un questionnaire et une carte à annoter, en ligne", False),
)


def load(*, demo: Demo) -> None:
    """Open the projects; each step is done by the person whose it is."""
    body = body_by_slug(METROPOLE)
    if body is None:
        return
    people = {role.kind: role for role in roles_of_body(body=body, on=demo.today)}
    _inspire(demo, body, people)
    _square(demo, body, people)


def _sheet(body: Body, *, department: str, places: tuple[str, ...], policy: str, **words: str) -> Sheet:
    found = {row.slug: row for row in departments_of(body)}
    policy_id = next((row.pk for row in policies() if row.slug == policy), None)
    return Sheet(
        name=words["name"],
        summary=words["summary"],
        question=words.get("question", ""),
        open_words=words.get("open_words", ""),
        decided_words=words.get("decided_words", ""),
        department=found[department],
        communes=tuple(row for row in communes() if row.slug in places),
        policy_id=policy_id,
        answer_days=60,
    )


def _inspire(demo: Demo, body: Body, people: dict[str, Role]) -> None:
    lead, agent, elected = people[RoleKind.DEPARTMENT], people[RoleKind.AGENT], people[RoleKind.ELECTED]
    sheet = _sheet(
        body,
        department="mobilites",
        places=("chamalieres", "clermont-ferrand", "cournon-d-auvergne", "aulnat", "royat", "durtol", "lempdes"),
        policy="mobilites",
        name="InspiRe",
        summary="Deux lignes de bus à haut niveau de service, B et C, sur des voies réservées.",
        question="Où faire passer les lignes et où placer les stations, quartier par quartier ?",
        decided_words="Deux lignes à haut niveau de service seront créées.",
        open_words="Le tracé dans chaque quartier, la place des stations, l’aménagement des rues traversées.",
    )
    project = open_project(body=body, sheet=sheet, by=lead, now=demo.at(days=-60))
    join_team(project=project, member=elected, part=Part.SPONSOR, by=lead, now=demo.at(days=-59))
    for question, value in INSPIRE.items():
        questionnaire.reply(project=project, question=question, value=value, by=lead, now=demo.at(days=-58))
    departments = {row.slug: row for row in departments_of(body)}
    due_on = demo.at(days=10).date()
    questionnaire.ask_department(
        project=project,
        question="qpv",
        department=departments["habitat"],
        due_on=due_on,
        by=lead,
        now=demo.at(days=-4),
    )
    questionnaire.freeze_verdict(project=project, by=lead, now=demo.at(days=-50))
    planning.adopt_plan(project=project, decision_on=DECISION_ON, by=lead, now=demo.at(days=-50))
    announce_level(project=project, level=Level.CONCERT, by=lead, now=demo.at(days=-49))
    for wording, reaches_out in TERMS:
        consultation.write_term(
            project=project, wording=wording, reaches_out=reaches_out, by=lead, now=demo.at(days=-40)
        )
    publish_project(project=project, by=agent, now=demo.at(days=-30))
    _first_gate(demo, project, lead, agent)


def _first_gate(demo: Demo, project: Project, lead: Role, agent: Role) -> None:
    for item in SHEETS[Gate.OPPORTUNITY].ticked[:2]:
        note = "Vu en comité technique"
        gates.tick_point(project=project, item=item, is_met=True, note=note, by=lead, now=demo.at(days=-20))
    for instance, by in ((Instance.LEAD, lead), (Instance.MANAGEMENT, agent)):
        gates.approve_gate(project=project, gate=Gate.OPPORTUNITY, instance=instance, by=by, now=demo.at(days=-18))
    gates.pass_gate(
        project=full_projects().get(pk=project.pk),
        gate=Gate.OPPORTUNITY,
        reservation="Le calendrier des autres concertations sera regardé avant le cadrage.",
        by=lead,
        now=demo.at(days=-17),
    )


def _square(demo: Demo, body: Body, people: dict[str, Role]) -> None:
    agent = people[RoleKind.AGENT]
    sheet = _sheet(
        body,
        department="urbanisme",
        places=("chamalieres",),
        policy="urbanisme",
        name="Une place du marché sans voitures",
        summary="Rendre aux piétons la place et deux rues voisines.",
        question="Que faire de la place rendue aux piétons ?",
        decided_words="La circulation est supprimée sur la place.",
        open_words="Les usages de la place, les arbres, les livraisons.",
    )
    project = open_project(body=body, sheet=sheet, by=agent, now=demo.at(days=-12))
    for question, value in SQUARE.items():
        questionnaire.reply(project=project, question=question, value=value, by=agent, now=demo.at(days=-12))
    # The council's calendar of the demonstration may be too short on some days of the year.
    with suppress(ImpossiblePlan):
        planning.adopt_plan(
            project=project, decision_on=demo.today + timedelta(days=330), by=agent, now=demo.at(days=-11)
        )
    tell_communes(project=project, react_until=demo.at(days=21).date(), by=agent, now=demo.at(days=-1))
