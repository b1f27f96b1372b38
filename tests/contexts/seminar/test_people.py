"""People: quotas, files, invitations, arrivals, and what is erased."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from belvedere.contexts.seminar.actions import people, preparing
from belvedere.contexts.seminar.actions.people import Listed
from belvedere.contexts.seminar.models import Guest
from belvedere.contexts.seminar.personal_data import forget_invitations, invitations
from belvedere.contexts.seminar.queries.seminars import balance_of, colleges_of
from belvedere.contexts.seminar.refusals import GuestsFileRefused, NobodyInvited, NotTheMoment, QuotaFull
from belvedere.contexts.seminar.tasks import forget
from belvedere.platform.exchange.workbooks import workbook
from belvedere.platform.mail.models import Message
from tests.contexts.seminar.conftest import NOW, World, as_
from tests.factories import UserFactory


def test_no_college_passes_its_quota_and_nothing_is_written(world: World) -> None:
    preparing.set_college(seminar=world.seminar, name="Élus", quota=1, by=world.agent, now=NOW)
    rows = [Listed("Ana", "elus"), Listed("Bo", "Élus")]
    with pytest.raises(QuotaFull):
        people.list_guests(seminar=world.seminar, rows=rows, by=world.agent, now=NOW)
    assert Guest.objects.count() == 0
    people.list_guests(seminar=world.seminar, rows=rows[:1], by=world.agent, now=NOW)
    with pytest.raises(QuotaFull):
        preparing.set_college(seminar=world.seminar, name="Élus", quota=0, by=world.agent, now=NOW)


def test_the_same_person_is_written_again_by_address_or_name(world: World) -> None:
    preparing.set_college(seminar=world.seminar, name="Élus", quota=5, by=world.agent, now=NOW)
    first = [Listed("Ana", "elus", "Ville", "ana@exemple.fr"), Listed("Bo", "elus", "Ville")]
    assert people.list_guests(seminar=world.seminar, rows=first, by=world.agent, now=NOW) == (2, 0)
    codes = [guest.code for guest in world.guests()]
    again = [Listed("Ana Roux", "elus", "Région", "ANA@exemple.fr"), Listed("bo", "elus", "ville", access="Rampe")]
    assert people.list_guests(seminar=world.seminar, rows=again, by=world.agent, now=NOW) == (0, 2)
    assert [(guest.name, guest.organisation, guest.access) for guest in world.guests()] == [
        ("Ana Roux", "Région", ""),
        ("bo", "ville", "Rampe"),
    ]
    assert [guest.code for guest in world.guests()] == codes


def test_a_workbook_is_read_and_a_faulty_line_refuses_the_whole_file(world: World) -> None:
    preparing.set_college(seminar=world.seminar, name="Élus", quota=5, by=world.agent, now=NOW)
    agent, address = as_(world.agent), f"{world.desk}personnes/fichier/"
    header = ["Nom", "Collège", "Courriel", "Table", "Ensemble"]
    good = workbook("Gens", header, [["Ana", "Élus", "ana@exemple.fr", 2, "duo"]])
    assert agent.post(address, {"file": SimpleUploadedFile("gens.xlsx", good)}).status_code == 302
    assert [(guest.fixed_table, guest.together) for guest in world.guests()] == [(2, "duo")]
    lines = "nom;college;courriel;table\nBo;elus;;\n;elus;;\nCy;autres;;\nDa;elus;pas une adresse;\nEd;elus;;deux"
    answer = agent.post(address, {"file": SimpleUploadedFile("gens.csv", lines.encode())})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert all(f"Ligne {line}" in page for line in (3, 4, 5, 6))
    assert "Ligne 2" not in page
    assert len(world.guests()) == 1
    with pytest.raises(GuestsFileRefused):
        people.list_guests(seminar=world.seminar, rows=[Listed("X", "inconnu")], by=world.agent, now=NOW)


def test_each_is_invited_once_and_reminded_once(world: World) -> None:
    world.list_people(3)
    for expected in (3, 0):
        assert people.invite_guests(seminar=world.seminar, by=world.agent, now=NOW) == expected
    guest = Guest.objects.select_related("seminar").get(number=1)
    people.answer_invitation(guest=guest, comes=False, now=NOW)
    for expected in (2, 0):
        assert people.remind_guests(seminar=world.seminar, by=world.agent, now=NOW) == expected
    assert Message.objects.count() == 5


def test_nobody_is_convened_to_an_empty_seminar(world: World) -> None:
    with pytest.raises(NobodyInvited):
        preparing.convene_seminar(seminar=world.seminar, by=world.agent, now=NOW)


def test_an_arrival_noted_twice_is_one_and_the_balance_says_it(world: World) -> None:
    world.begin(4)
    guest = Guest.objects.select_related("seminar").get(number=1)
    people.note_arrival(guest=guest, by=None, now=NOW + timedelta(hours=1))
    people.note_departure(guest=guest, by=world.agent, now=NOW)
    found = [(row.college.slug, row.here, row.share_percent) for row in balance_of(colleges_of(world.seminar))]
    assert found == [("elus", 1, 33), ("services", 2, 67)]
    people.note_arrival(guest=guest, by=None, now=NOW + timedelta(hours=1))
    assert Guest.objects.get(number=1).arrived_at == NOW


def test_needs_are_erased_after_a_week_and_names_after_a_year(world: World) -> None:
    world.list_people(2)
    Guest.objects.update(diet="végétarien", access="rampe")
    with pytest.raises(NotTheMoment):
        people.erase_needs(seminar=world.seminar, now=NOW + timedelta(days=6))
    forget(NOW + timedelta(days=8))
    assert {(guest.diet, guest.access, guest.name != "") for guest in world.guests()} == {("", "", True)}
    people.erase_names(seminar=world.seminar, now=NOW + timedelta(days=366))
    assert {(guest.name, guest.email) for guest in world.guests()} == {("", "")}


def test_a_person_has_her_data_and_their_erasure(world: World) -> None:
    world.list_people(2)
    user = UserFactory(email="P1@exemple.fr")
    assert [row["college"] for row in invitations(user)] == ["Élus"]
    forget_invitations(user)
    assert invitations(user) == []
    assert [guest.name for guest in world.guests()] == ["", "Personne 2"]
