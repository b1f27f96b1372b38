"""A métropole that asks two communes about their bus stops, at each step of the life of a consultation."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from belvedere.contexts.consultations.actions import debate, life, mandate, phases
from belvedere.contexts.consultations.actions.mandate import Mandate
from belvedere.contexts.consultations.models import Consultation, Debate, Phase
from belvedere.contexts.consultations.queries.consultations import consultation_by_slug
from belvedere.contexts.consultations.queries.debates import debate_of
from belvedere.contexts.consultations.states import ToolKind
from belvedere.contexts.consultations.states.debate import Moderation
from belvedere.contexts.strategy.actions import describe_solicitation, tell_communes
from belvedere.contexts.strategy.actions.agenda import Asking
from belvedere.contexts.strategy.states import Method, Public
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.actions import give_competence
from belvedere.platform.territory.models import Body, Commune, Competence
from belvedere.platform.territory.states import Confidence
from tests.factories import RoleFactory

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def at(days: int, hour: int = 9) -> datetime:
    """Return an hour of a day counted from the day of the tests."""
    return NOW.replace(hour=hour) + timedelta(days=days)


@dataclass
class World:
    """Who acts, and where; each method leads a consultation one step further."""

    body: Body
    communes: tuple[Commune, ...]
    competence: Competence
    agent: Role
    elected: Role
    stranger: Role

    def mandate(self, title: str = "Les arrêts de demain", **changes: object) -> Mandate:
        whole = Mandate(
            title=title,
            question="À quoi doivent servir les arrêts de bus ?",
            summary="Deux lignes changent.",
            open_words="Ce que l’on trouve à chaque arrêt.",
            decided_words="Le tracé des lignes, voté en juin.",
            decider="le conseil métropolitain",
            level="concerter",
            answer_on=date(2027, 3, 15),
            terms="En ligne et en mairie.",
            information="Le dossier, et les comptages de 2025.",
            communes=self.communes,
            competence=self.competence,
        )
        return replace(whole, **changes)

    def draft(self, title: str = "Les arrêts de demain", **changes: object) -> Consultation:
        return mandate.draft_consultation(
            body=self.body, mandate=self.mandate(title, **changes), by=self.agent, now=NOW
        )

    def plan(self, consultation: Consultation, tool: ToolKind = ToolKind.DEBATE, days: int = 30) -> Phase:
        phase = phases.plan_phase(
            consultation=consultation,
            tool=tool,
            title="Le débat",
            starts_at=at(days),
            ends_at=at(days + 30),
            by=self.agent,
            now=NOW,
        )
        if tool is ToolKind.DEBATE:
            self.seed(phase)
        return phase

    def plan_bare(self, title: str) -> Phase:
        """Plan a debate that nobody has prepared."""
        return phases.plan_phase(
            consultation=self.draft(title),
            tool=ToolKind.DEBATE,
            title="Le débat",
            starts_at=at(30),
            ends_at=at(60),
            by=self.agent,
            now=NOW,
        )

    def seed(self, phase: Phase, statements: int = 10, moderation: Moderation = Moderation.BEFORE) -> Debate:
        """Prepare a debate with some statements, numbered from 1."""
        found = debate.set_debate(phase=phase, moderation=moderation, takes_statements=True, by=self.agent, now=NOW)
        texts = [f"Un propos de départ, le numéro {number}" for number in range(1, statements + 1)]
        debate.seed_statements(debate=found, texts=texts, by=self.agent, now=NOW)
        return found

    def planned(self, title: str = "Les arrêts de demain") -> Consultation:
        consultation = self.draft(title)
        self.plan(consultation)
        return self.again(consultation)

    def announced(self, title: str = "Les arrêts de demain") -> Consultation:
        found = self.planned(title)
        life.announce_consultation(consultation=found, by=self.agent, now=NOW)
        return self.again(found)

    def describe(self, consultation: Consultation, *, told: bool = True) -> Consultation:
        """Say in the shared calendar what it asks of whom; tell the communes in time."""
        places = frozenset(row.insee for row in self.communes)
        asking = Asking(
            method=Method.ONLINE,
            minutes=10,
            share_percent=2,
            publics=frozenset({Public.ADULTS}),
            subject=consultation.slug,
            under_a_state_procedure=False,
            council_is_due=False,
            forwards_in_working_days=10,
            evaluation_goes_up=True,
            touched=places,
            asked_in=places,
            answered_in=places,
        )
        assert consultation.event is not None
        describe_solicitation(event=consultation.event, asking=asking, by=self.agent, now=NOW)
        if told:
            tell_communes(event=consultation.event, communes=self.communes, on=NOW.date(), by=self.agent, now=NOW)
        return self.again(consultation)

    def opened(self, title: str = "Les arrêts de demain") -> Consultation:
        found = self.describe(self.announced(title))
        life.open_consultation(consultation=found, by=self.agent, now=at(30))
        return self.again(found)

    def debate(self) -> Debate:
        """Return the debate of a consultation that is open."""
        found = debate_of(self.opened().slug)
        assert found is not None
        return found

    def again(self, consultation: Consultation) -> Consultation:
        found = consultation_by_slug(consultation.slug)
        assert found is not None
        return found


@pytest.fixture
def world(metropole: Body, chamalieres: Commune, beaumont: Commune) -> World:
    competence = give_competence(
        territory=metropole.territory,
        code="mobilite",
        label="Mobilités",
        plain_words="Bus et tramways",
        bodies=[metropole],
        since=date(2018, 1, 1),
        act="Décret",
        source="Décret de 2017",
        confidence=Confidence.UNVERIFIED,
    )
    return World(
        body=metropole,
        communes=(chamalieres, beaumont),
        competence=competence,
        agent=RoleFactory(body=metropole, kind=RoleKind.AGENT),
        elected=RoleFactory(body=metropole, kind=RoleKind.ELECTED),
        stranger=RoleFactory(body=chamalieres.body, kind=RoleKind.AGENT),
    )


def as_(role: Role) -> Client:
    client = Client()
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client
