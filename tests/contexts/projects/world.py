"""A métropole with its people, the sessions of the worked example, and InspiRe at each step of its life."""

from datetime import UTC, date, datetime

from belvedere.contexts.projects.actions import consultation, gates, planning, questionnaire
from belvedere.contexts.projects.actions.project import Sheet, announce_level, join_team, open_project, publish_project
from belvedere.contexts.projects.models import Project
from belvedere.contexts.projects.queries.projects import full_projects
from belvedere.contexts.projects.states import Part, ProofKind
from belvedere.contexts.projects.states.gates import SHEETS, Gate, Instance
from belvedere.engines.rules.law.methods import Level
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.models import Body, Commune, CouncilSession, Department
from tests.engines.rules.law.cases import INSPIRE
from tests.factories import DepartmentFactory, RoleFactory

SESSIONS = [date(2027, month, day) for month, day in ((2, 12), (4, 2), (6, 25), (9, 24), (11, 5), (12, 17))]
DECISION_ON = date(2027, 12, 20)
VOTED_ON = date(2027, 6, 25)
REPORTED_ON = date(2027, 12, 17)
AFTER = datetime(2027, 12, 18, 9, 0, tzinfo=UTC)
ANSWERS: dict[str, object] = {
    **INSPIRE,
    "decision_visee": "bilan",
    "marge": "variantes",
    "mandat_elu": True,
    "jours_agents": 80,
    "budget_participation": 90_000,
    "qpv": True,
    "publics_eloignes": True,
    "personnes_touchees": 40_000,
}
PHOTO = b"%PDF-1.7\nphoto\n%%EOF\n"


class World:
    """The body that conducts projects: its department, another one, and a person of each kind."""

    def __init__(self, body: Body, *communes: Commune) -> None:
        self.body, self.communes = body, communes
        self.department: Department = DepartmentFactory(body=body, slug="mobilites", name="Mobilités")
        self.other_department: Department = DepartmentFactory(body=body, slug="urbanisme", name="Urbanisme")
        self.lead: Role = RoleFactory(body=body, kind=RoleKind.DEPARTMENT, department=self.department)
        self.other: Role = RoleFactory(body=body, kind=RoleKind.DEPARTMENT, department=self.other_department)
        self.agent: Role = RoleFactory(body=body, kind=RoleKind.AGENT)
        self.elected: Role = RoleFactory(body=body, kind=RoleKind.ELECTED)
        self.auditor: Role = RoleFactory(body=body, kind=RoleKind.AUDITOR)

    def sheet(self, name: str = "InspiRe") -> Sheet:
        return Sheet(
            name=name,
            summary="Deux lignes de bus à haut niveau de service.",
            department=self.department,
            communes=self.communes,
            question="Où faire passer la ligne C ?",
            open_words="Le tracé de la ligne C, les stations.",
            decided_words="Deux lignes, en 2026.",
            answer_days=60,
        )

    def opened(self, now: datetime, name: str = "InspiRe") -> Project:
        return open_project(body=self.body, sheet=self.sheet(name), by=self.lead, now=now)

    def answered(self, now: datetime, name: str = "InspiRe", answers: dict[str, object] | None = None) -> Project:
        project = self.opened(now, name)
        for question, value in (answers or ANSWERS).items():
            questionnaire.reply(project=project, question=question, value=value, by=self.lead, now=now)  # type: ignore[arg-type]  # of the rules
        return project

    def planned(self, now: datetime, name: str = "InspiRe") -> Project:
        if not CouncilSession.objects.filter(body=self.body).exists():
            for day in SESSIONS:
                CouncilSession.objects.create(body=self.body, held_on=day, source="Exemple du guide")
        project = self.answered(now, name)
        planning.adopt_plan(project=project, decision_on=DECISION_ON, by=self.lead, now=now)
        return full_projects().get(pk=project.pk)

    def published(self, now: datetime, name: str = "InspiRe") -> Project:
        project = self.planned(now, name)
        join_team(project=project, member=self.elected, part=Part.SPONSOR, by=self.lead, now=now)
        announce_level(project=project, level=Level.CONCERT, by=self.lead, now=now)
        return publish_project(project=project, by=self.lead, now=now)

    def voted(self, now: datetime, terms: int = 2) -> Project:
        project = self.published(now)
        for number in range(1, terms + 1):
            consultation.write_term(project=project, wording=f"Réunion {number}", by=self.lead, now=now)
        return consultation.record_vote_of_terms(
            project=project, on=VOTED_ON, act="2027-06-25-12", by=self.agent, now=AFTER
        )

    def proven(self, now: datetime) -> Project:
        project = self.voted(now)
        for term in project.terms.all():
            consultation.prove_term(
                term=term,
                kind=ProofKind.PHOTO,
                title=f"Salle {term.number}",
                dated_on=date(2027, 10, 12),
                content=PHOTO + str(term.number).encode() + b"\n%%EOF\n",
                by=self.lead,
                now=AFTER,
            )
        consultation.group_proposal(
            project=project, text="Passer par la gare", contributions=1200, is_minority=False, by=self.lead, now=AFTER
        )
        return project

    def reported(self, now: datetime) -> Project:
        return consultation.close_report(
            project=self.proven(now),
            on=REPORTED_ON,
            contributions=3600,
            summary="Le tracé par la gare l’emporte.",
            by=self.agent,
            now=AFTER,
        )

    def approve(self, project: Project, gate: Gate, now: datetime) -> None:
        """Approve a gate for every instance, each by somebody else."""
        people = {
            Instance.LEAD: self.lead,
            Instance.MANAGEMENT: self.agent,
            Instance.COTECH: self.lead,
            Instance.COPIL: self.elected,
            Instance.COUNCIL: self.agent,
            Instance.FOLLOW_UP: self.lead,
        }
        for instance in SHEETS[gate].instances:
            gates.approve_gate(
                project=project, gate=gate, instance=instance, act="2027-12", by=people[instance], now=now
            )

    def passed(self, project: Project, gate: Gate, now: datetime, reservation: str = "À compléter ensuite") -> None:
        self.approve(project, gate, now)
        gates.pass_gate(project=project, gate=gate, reservation=reservation, by=self.lead, now=now)
