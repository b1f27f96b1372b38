"""A métropole, two communes and a transport authority that write a strategy and share a calendar."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from belvedere.contexts.strategy import actions
from belvedere.contexts.strategy.actions.agenda import Asking
from belvedere.contexts.strategy.actions.documents import Words
from belvedere.contexts.strategy.models import AgendaEvent, Element, StrategyVersion
from belvedere.contexts.strategy.queries.agenda import event_by_pk
from belvedere.contexts.strategy.states import Comparison, ElementKind, EventKind, Method, Public
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.actions import give_competence
from belvedere.platform.territory.models import Body, Commune, Competence
from belvedere.platform.territory.states import BodyKind, Confidence
from tests.factories import BodyFactory, RoleFactory

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def at(days: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, 23, hour, tzinfo=UTC) + timedelta(days=days)


@dataclass
class World:
    """Who acts, and where."""

    metropole: Body
    royat: Commune
    durtol: Commune
    transport: Body
    agent: Role
    elected: Role
    town: Role
    driver: Role
    competence: Competence

    def version(self, **titles: str) -> StrategyVersion:
        words = {"title_fr": "Première", "title_en": "First", **titles}
        return actions.open_version(**words, by=self.agent, now=NOW)

    def write(self, version: StrategyVersion, kind: ElementKind, title: str, parent: str = "") -> Element:
        words = Words(title, f"{title} (en)")
        return actions.write_element(version=version, kind=kind, words=words, parent=parent, by=self.agent, now=NOW)

    def commitment(self, version: StrategyVersion, indicator: str, target: float, days: int = -10) -> Element:
        axis = self.write(version, ElementKind.AXIS, "Un axe")
        objective = self.write(version, ElementKind.OBJECTIVE, "Un objectif", axis.key)
        element = self.write(version, ElementKind.COMMITMENT, "Un engagement", objective.key)
        self.test(version, element.key, indicator, target, days)
        return element

    def test(self, version: StrategyVersion, key: str, indicator: str, target: float, days: int = -10) -> None:
        actions.set_test(
            version=version,
            key=key,
            indicator=indicator,
            comparison=Comparison.AT_MOST if target == 0 else Comparison.AT_LEAST,
            target=target,
            due_on=at(days).date(),
            by=self.agent,
            now=NOW,
        )

    def adopt(self, version: StrategyVersion, number: str = "DEL-1") -> StrategyVersion:
        actions.open_amendments(version=version, due_on=TODAY + timedelta(days=1), by=self.agent, now=NOW)
        actions.close_amendments(version=version, by=self.agent, now=NOW)
        return actions.adopt_version(version=version, deliberation=number, adopted_on=TODAY, by=self.agent, now=NOW)

    def ask(self, days: int = 40, *, by: Role | None = None, told: bool = True, **changes: object) -> AgendaEvent:
        """Plan a consultation that keeps the ten rules unless it is changed."""
        role = by or self.agent
        event = actions.plan_event(
            kind=EventKind.CONSULTATION,
            title=f"Consultation {days}",
            starts_at=at(days),
            ends_at=at(days + 10),
            competence=self.competence,
            by=role,
            now=NOW,
        )
        actions.describe_solicitation(event=event, asking=replace(self.asking, **changes), by=role, now=NOW)
        if told:
            communes = [self.royat, self.durtol]
            actions.tell_communes(event=event, communes=communes, on=min(TODAY, at(days - 30).date()), by=role, now=NOW)
        found = event_by_pk(event.pk)
        assert found is not None
        return found

    @property
    def asking(self) -> Asking:
        places = frozenset({self.royat.insee, self.durtol.insee})
        return Asking(
            method=Method.MEETING,
            minutes=120,
            share_percent=2,
            publics=frozenset({Public.YOUNG, Public.ADULTS}),
            subject="bus-de-nuit",
            under_a_state_procedure=False,
            council_is_due=False,
            forwards_in_working_days=10,
            evaluation_goes_up=True,
            touched=places,
            asked_in=places,
            answered_in=places,
        )


@pytest.fixture
def world(metropole: Body, chamalieres: Commune, beaumont: Commune) -> World:
    transport = BodyFactory(
        territory=metropole.territory, kind=BodyKind.TRANSPORT_AUTHORITY, slug="smtc-ac", name="SMTC-AC"
    )
    competence = give_competence(
        territory=metropole.territory,
        code="voirie",
        label="Voirie",
        plain_words="Rues",
        bodies=[metropole],
        since=date(2018, 1, 1),
        act="Décret",
        source="Décret de 2017",
        confidence=Confidence.UNVERIFIED,
    )
    return World(
        metropole=metropole,
        royat=chamalieres,
        durtol=beaumont,
        transport=transport,
        agent=RoleFactory(body=metropole, kind=RoleKind.AGENT),
        elected=RoleFactory(body=metropole, kind=RoleKind.ELECTED),
        town=RoleFactory(body=chamalieres.body, kind=RoleKind.AGENT),
        driver=RoleFactory(body=transport, kind=RoleKind.AGENT),
        competence=competence,
    )


def as_(role: Role) -> Client:
    client = Client()
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client
