"""Meetings: prepared, joined, reminded, counted, told."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from belvedere.contexts.consultations.actions import life
from belvedere.contexts.consultations.actions.meetings import (
    Place,
    count_attendance,
    forget_registration,
    prepare_meeting,
    publish_minutes,
    register_for_meeting,
    remind_registered,
)
from belvedere.contexts.consultations.models import Contribution, Meeting, Phase, Registration
from belvedere.contexts.consultations.refusals.meetings import FewerThanCame, MeetingFull, MeetingOver
from belvedere.contexts.consultations.refusals.register import NothingWritten
from belvedere.contexts.consultations.states import ToolKind
from belvedere.contexts.consultations.tasks import forget
from belvedere.platform.accounts.personal_data import erase_personal_data, personal_data
from belvedere.platform.exchange.downloads import SANDBOX
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.models import Message
from belvedere.platform.refusals import NotAllowed
from tests.contexts.consultations.conftest import NOW, World, as_, at

PAGE, DESK = "/concertations/les-arrets-de-demain/reunions/1/", "/espace/concertations/les-arrets-de-demain/reunions/1/"
DESK_STATEMENTS = 10


def a_meeting(world: World, places: int | None = 2) -> Meeting:
    """Announce a consultation whose phase is a meeting, in thirty days."""
    drafted = world.draft()
    phase = world.plan(drafted, ToolKind.MEETING)
    place = Place("Salle des fêtes", "1 place du Marché", "De plain-pied", "18 h : accueil", places)
    prepare_meeting(phase=phase, place=place, by=world.agent, now=NOW)
    life.announce_consultation(consultation=world.again(drafted), by=world.agent, now=NOW)
    return Meeting.objects.select_related("phase__consultation__territory").get()


def come(meeting: Meeting, email: str = "lea@exemple.fr", days: int = 1) -> Registration:
    return register_for_meeting(
        meeting=meeting, name="Léa", email=email, needs="", commune=None, language="fr", now=at(days)
    )


def test_the_same_address_comes_once_and_a_full_room_says_so(world: World) -> None:
    meeting = a_meeting(world)
    assert come(meeting).pk == come(meeting, "LEA@exemple.fr").pk
    come(meeting, "bob@exemple.fr")
    with pytest.raises(MeetingFull):
        come(meeting, "zoe@exemple.fr")
    assert Registration.objects.count() == 2


def test_nobody_joins_what_is_over(world: World) -> None:
    with pytest.raises(MeetingOver):
        come(a_meeting(world), days=61)


def test_reminded_once_in_the_two_days_before(world: World) -> None:
    come(a_meeting(world))
    assert [remind_registered(now=at(days)) for days in (20, 29, 29)] == [0, 1, 0]
    message = Message.objects.get(kind="meeting_reminder")
    assert "Salle des fêtes, 1 place du Marché" in message.text


def test_who_came_is_ticked_and_everybody_is_counted(world: World) -> None:
    meeting = a_meeting(world)
    first, second = come(meeting), come(meeting, "bob@exemple.fr")
    with pytest.raises(FewerThanCame):
        count_attendance(meeting=meeting, came={first.pk, second.pk}, present=1, by=world.agent, now=at(30))
    count_attendance(meeting=meeting, came={first.pk}, present=40, by=world.agent, now=at(30))
    assert list(Registration.objects.order_by("pk").values_list("came", flat=True)) == [True, False]
    assert Meeting.objects.get().present == 40


def test_needs_then_names_are_forgotten_in_time(world: World) -> None:
    meeting = a_meeting(world)
    Registration.objects.filter(pk=come(meeting).pk).update(needs="Une boucle magnétique")
    forget(at(89))
    assert Registration.objects.get().needs == "Une boucle magnétique"
    forget(at(91))
    assert Registration.objects.get().needs == ""
    consultation = meeting.phase.consultation
    consultation.state, consultation.ended_reason = "abandonnee", "Le projet est retiré."
    consultation.save()
    forget(at(92))
    assert not Registration.objects.exists()


def test_a_stranger_prepares_nothing_and_minutes_have_words(world: World) -> None:
    meeting = a_meeting(world)
    with pytest.raises(NotAllowed):
        publish_minutes(meeting=meeting, minutes="x", by=world.stranger, now=at(30))
    with pytest.raises(NothingWritten):
        publish_minutes(meeting=meeting, minutes=" ", by=world.agent, now=at(30))


def test_what_is_left_is_taken_away_and_erased_and_the_journal_names_nobody(world: World) -> None:
    meeting, user = a_meeting(world), world.agent.user
    come(meeting, user.email)
    assert [row["nom"] for row in personal_data(user)["concertations.reunions"]] == ["Léa"]
    erase_personal_data(user)
    assert not Registration.objects.exists()
    come(meeting)
    forget_registration(registration=Registration.objects.get(), now=at(3))
    assert "Léa" not in " ".join(Event.objects.values_list("payload", flat=True))


def test_joined_on_the_page_left_by_the_mail(world: World) -> None:
    meeting = a_meeting(world)
    now = timezone.now()
    Phase.objects.filter(pk=meeting.phase_id).update(
        starts_at=now + timedelta(days=5), ends_at=now + timedelta(days=5, hours=2)
    )
    assert "Salle des fêtes" in Client().get(PAGE).content.decode()
    bad = Client().post(PAGE, {"name": "Mon nom", "email": "pas une adresse"})
    assert (bad.status_code, "Mon nom" in bad.content.decode()) == (422, True)
    assert Client().post(PAGE, {"name": "Léa", "email": "lea@exemple.fr", "needs": "Boucle"}).url == PAGE
    key = Registration.objects.get().key
    leave = f"/concertations/les-arrets-de-demain/reunions/inscription/{key}/"
    assert str(key) in Message.objects.get().text
    Client().get(leave)  # mail scanners follow links
    assert Registration.objects.count() == 1
    assert Client().post(leave).url == PAGE
    assert Client().get(leave).status_code == 404
    calendar = Client().get(f"{PAGE}reunion.ics").content.decode()
    assert "LOCATION:Salle des fêtes\\, 1 place du Marché" in calendar


def test_the_desk_prepares_counts_and_publishes(world: World) -> None:
    a_meeting(world)
    agent = as_(world.agent)
    place = {"room": "Mairie", "address": "2 rue Haute", "access": "", "programme": "", "places": "0"}
    assert agent.post(f"{DESK}preparer/", place).status_code == 422
    assert agent.post(f"{DESK}preparer/", {**place, "places": ""}).url == DESK
    assert agent.post(f"{DESK}presences/", {"present": "beaucoup"}).status_code == 422
    assert agent.post(f"{DESK}presences/", {"present": "12"}).url == DESK
    assert agent.post(f"{DESK}compte-rendu/", {"minutes": "On a parlé des bancs."}).url == DESK
    file = SimpleUploadedFile("plan.pdf", b"%PDF-1.7\nplan\n%%EOF\n")
    assert agent.post(f"{DESK}documents/", {"title": "Le plan", "file": file}).url == DESK
    page = Client().get(PAGE).content.decode()
    for words in ("Mairie, 2 rue Haute", "On a parlé des bancs.", "Le plan"):
        assert words in page
    document = Meeting.objects.get().documents.get()
    given = Client().get(f"{PAGE}documents/{document.pk}/")
    assert (given.content, given["Content-Security-Policy"]) == (b"%PDF-1.7\nplan\n%%EOF\n", SANDBOX)
    assert as_(world.stranger).get(DESK).status_code == 404
    assert as_(world.elected).post(f"{DESK}preparer/", place).status_code == 403


def test_words_said_in_a_meeting_enter_with_their_college(world: World) -> None:
    meeting = a_meeting(world)
    described = world.describe(world.again(meeting.phase.consultation))
    life.open_consultation(consultation=described, by=world.agent, now=at(30))
    desk = "/espace/concertations/les-arrets-de-demain/registre/saisir/?phase=1"
    assert 'value="reunion" selected' in as_(world.agent).get(desk).content.decode()
    typed = {"source": "reunion", "text": "Des bancs", "college": "Commerçants"}
    as_(world.agent).post(desk, typed)
    row = Contribution.objects.get()
    assert (row.phase_id, row.college, row.state) == (meeting.phase_id, "Commerçants", "publiee")


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_takes_the_same_statements(
    world: World, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = a_meeting(world, places=None)
    for number in range(count):
        come(meeting, f"p{number}@exemple.fr")
    agent = as_(world.agent)
    with django_assert_num_queries(DESK_STATEMENTS):
        agent.get(DESK)
