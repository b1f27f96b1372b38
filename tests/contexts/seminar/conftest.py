"""A seminar of one day: two colleges, eight people, two rounds at two tables."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from belvedere.contexts.seminar.actions import people, preparing, programme, synthesis, tables
from belvedere.contexts.seminar.actions.people import Listed
from belvedere.contexts.seminar.models import Contribution, Guest, Seminar
from belvedere.contexts.seminar.queries.seminars import table_key
from belvedere.contexts.seminar.states import SequenceKind, Template
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.models import Body, Commune
from tests.factories import RoleFactory

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def as_(role: Role) -> Client:
    client = Client()
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@dataclass
class World:
    """Who acts, and the seminar."""

    agent: Role
    facilitator: Role
    town: Role
    seminar: Seminar

    @property
    def desk(self) -> str:
        return f"/espace/seminaires/{self.seminar.slug}/"

    @property
    def public(self) -> str:
        return f"/seminaires/{self.seminar.slug}/"

    def table(self, number: int = 1) -> str:
        return f"{self.public}tables/{number}/{table_key(self.seminar, number)}/"

    def guests(self) -> list[Guest]:
        return list(Guest.objects.filter(seminar=self.seminar).order_by("number"))

    def list_people(self, count: int = 8) -> None:
        preparing.set_college(seminar=self.seminar, name="Élus", quota=count, by=self.agent, now=NOW)
        preparing.set_college(seminar=self.seminar, name="Services", quota=count, by=self.agent, now=NOW)
        rows = [
            Listed(f"Personne {n}", "elus" if n % 2 else "services", "Métropole", f"p{n}@exemple.fr")
            for n in range(1, count + 1)
        ]
        people.list_guests(seminar=self.seminar, rows=rows, by=self.agent, now=NOW)

    def begin(self, count: int = 8) -> None:
        """Convene and open the doors; everybody comes."""
        self.list_people(count)
        preparing.convene_seminar(seminar=self.seminar, by=self.agent, now=NOW)
        preparing.begin_seminar(seminar=self.seminar, by=self.agent, now=NOW)
        for guest in Guest.objects.select_related("seminar").filter(seminar=self.seminar):
            people.note_arrival(guest=guest, by=self.facilitator, now=NOW)
        self.seminar.refresh_from_db()

    def open(self, number: int = 1, minutes: int = 30) -> None:
        tables.open_round(seminar=self.seminar, number=number, minutes=minutes, by=self.agent, now=NOW)

    def close(self, number: int = 1) -> None:
        tables.close_round(seminar=self.seminar, number=number, by=self.agent, now=NOW)

    def say(self, text: str, *, table: int = 1, number: int = 1, device: str = "a" * 32) -> Contribution:
        return tables.contribute(
            seminar=self.seminar, number=number, table=table, text=text, client_id=uuid4(), device=device, now=NOW
        )

    def put_together(self, name: str, *rows: Contribution, cost: int = 1) -> int:
        cluster = synthesis.write_cluster(
            seminar=self.seminar,
            name=name,
            cost=cost,
            contributions=[row.pk for row in rows],
            by=self.facilitator,
            now=NOW,
        )
        return cluster.number


@pytest.fixture
def world(metropole: Body, chamalieres: Commune) -> World:
    agent = RoleFactory(body=metropole, kind=RoleKind.AGENT)
    day = NOW.date()
    seminar = preparing.create_seminar(
        description=preparing.Description("Penser ensemble", "Comment associer ?", "Salle", day, day),
        template=Template.EMPTY,
        by=agent,
        now=NOW - timedelta(days=30),
    )
    for number in (1, 2):
        programme.write_sequence(
            seminar=seminar,
            moment=programme.Moment(1, SequenceKind.TABLES, f"Tour {number}", 45),
            at_tables=programme.AtTables(f"Question {number} ?", 2, 4),
            by=agent,
            now=NOW,
        )
    return World(
        agent,
        RoleFactory(body=metropole, kind=RoleKind.FACILITATOR),
        RoleFactory(body=chamalieres.body, kind=RoleKind.AGENT),
        seminar,
    )
