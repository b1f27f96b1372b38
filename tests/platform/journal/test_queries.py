"""The journal is read by file, as a public register, and in words."""

from datetime import date, datetime

import pytest
from django.utils import translation

from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal import kinds
from belvedere.platform.journal.actions import INHABITANT, SYSTEM, Actor, Subject, record
from belvedere.platform.journal.kinds import Kind, declare_kind
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.queries import Act, events_of, in_words, public_register
from belvedere.platform.journal.words import actor_in_words, sentence_of
from belvedere.platform.territory.models import Body, Territory
from tests.factories import DepartmentFactory, RoleFactory
from tests.platform.journal.writing import write


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> dict[str, Kind]:
    """Three kinds that some contexts would declare."""
    monkeypatch.setattr(kinds, "_KINDS", {})
    declare_kind("saisies.opened", "Ouverte avec {number} soutiens {inconnu} {}.", {"number": int})
    declare_kind("saisies.hidden", "Un acte interne.", {"number": int}, is_public=False)
    declare_kind(
        "avis.due",
        "Attendu le {due_on} par {body}, {again} fois : {tags} ({is_late}).",
        {"due_on": str, "body": str, "again": int, "tags": list, "is_late": bool},
    )
    return dict(kinds._KINDS)


@pytest.fixture
def events(territory: Territory, now: datetime, declared: dict[str, Kind]) -> list[Event]:
    opened, hidden = declared["saisies.opened"], declared["saisies.hidden"]
    return [
        write(territory, now, 1, kind=opened, actor=INHABITANT, matter="S-1"),
        write(territory, now, 2, kind=hidden, matter="S-1"),
        write(territory, now, 3, kind=opened, matter="S-2"),
        write(territory, now, 1250, kind=opened, matter="E-1"),
    ]


def numbers(found: object) -> list[int]:
    return [event.sequence for event in found]


def test_events_of_files(events: list[Event]) -> None:
    assert numbers(events_of(["S-1", "E-1", ""])) == [1, 4]
    assert numbers(events_of(["S-1", "E-1"], public_only=False)) == [1, 2, 4]
    assert numbers(events_of([])) == []


def test_public_register(events: list[Event]) -> None:
    assert numbers(public_register()) == [4, 3, 1]
    assert numbers(public_register(matter="S-1")) == [1]
    assert numbers(public_register(origin="saisies")) == [4, 3, 1]
    assert numbers(public_register(origin="sais")) == []
    assert numbers(public_register(kind="saisies.hidden")) == []
    assert numbers(public_register(kind="saisies.opened", matter="E-1")) == [4]


def test_acts_in_words(events: list[Event]) -> None:
    first = events[0]
    assert next(in_words(events_of(["S-1"]))) == Act(
        sequence=1,
        at=first.at,
        kind="saisies.opened",
        sentence="Ouverte avec 1 soutiens {inconnu} {}.",
        actor="un habitant",
        matter="S-1",
        subject_kind="essai",
        subject_id="1",
        digest=first.digest,
    )


def test_sentence_spells_dates_numbers_and_lists(
    territory: Territory, now: datetime, declared: dict[str, Kind]
) -> None:
    event = record(
        kind=declared["avis.due"],
        territory=territory,
        now=now,
        actor=SYSTEM,
        subject=Subject("avis", "A-1"),
        matter="E-1",
        payload={"due_on": "2027-01-15", "body": "{number}", "again": 1250, "tags": ["eau", "air"], "is_late": True},
    )
    sentence = sentence_of(event).replace("\xa0", " ").replace("\u202f", " ")
    assert sentence == "Attendu le 15 janvier 2027 par {number}, 1 250 fois : eau, air (oui)."


def test_kind_that_is_gone(territory: Territory, now: datetime) -> None:
    assert sentence_of(write(territory, now, 1)) == "tests.tried"


@pytest.mark.parametrize("count", [1, 3])
def test_actors_cost_one_query(
    territory: Territory, now: datetime, metropole: Body, count: int, django_assert_num_queries: object
) -> None:
    for number in range(count):
        write(territory, now, number, actor=Actor.role(RoleFactory(body=metropole)))
    with django_assert_num_queries(2):
        words = [act.actor for act in in_words(Event.objects.order_by("sequence"))]
    assert words == ["le service participation de Clermont Auvergne Métropole"] * count


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        (RoleKind.ELECTED, "Aubière", "un élu d’Aubière"),
        (RoleKind.AUDITOR, "Le Cendre", "l’audit du Cendre"),
        (RoleKind.ADMINISTRATOR, "Beaumont", "l’administration de Beaumont"),
    ],
)
def test_actor_names_the_body_never_the_person(
    territory: Territory, now: datetime, metropole: Body, kind: RoleKind, name: str, words: str
) -> None:
    metropole.name = name
    metropole.save()
    role = RoleFactory(body=metropole, kind=kind)
    assert actor_in_words(write(territory, now, 1, actor=Actor.role(role))) == words


def test_actor_of_a_department_and_of_a_role_that_is_gone(territory: Territory, now: datetime, metropole: Body) -> None:
    department = DepartmentFactory(body=metropole, name="Direction de l’eau")
    role: Role = RoleFactory(body=metropole, kind=RoleKind.DEPARTMENT, department=department, since=date(2020, 1, 1))
    event = write(territory, now, 1, actor=Actor.role(role))
    assert actor_in_words(event) == "Direction de l’eau de Clermont Auvergne Métropole"
    role.delete()
    assert actor_in_words(event) == "un service"
    assert actor_in_words(write(territory, now, 2)) == "la plateforme"


def test_reader_of_another_language(territory: Territory, now: datetime, metropole: Body) -> None:
    event = write(territory, now, 1, actor=Actor.role(RoleFactory(body=metropole)))
    with translation.override("en"):
        assert actor_in_words(event).endswith("Clermont Auvergne Métropole")
