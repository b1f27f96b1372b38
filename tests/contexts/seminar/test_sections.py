"""What seminars show elsewhere: the home page, the inbox, the papers in both languages, the guest's answer."""

from io import BytesIO

import pytest
from django.test import Client, RequestFactory
from django.utils import translation
from docx import Document

from belvedere.contexts.seminar.actions import polls, preparing
from belvedere.contexts.seminar.actions.polls import Terms
from belvedere.contexts.seminar.exports.report import report_as_docx
from belvedere.contexts.seminar.models import Guest
from belvedere.contexts.seminar.queries.seminars import seminars
from belvedere.contexts.seminar.sections import coming_seminars, records_to_publish
from belvedere.contexts.seminar.states import PollRule, Template
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.words import sentence_of
from tests.contexts.seminar.conftest import NOW, World


@pytest.fixture
def closed(world: World) -> World:
    """A seminar that is over: a cluster, a vote, a contribution that nobody has sorted."""
    world.begin(4)
    world.open()
    for name in ("Vélo", "Bus"):
        world.put_together(name, world.say(name))
    world.say("Oubliée")
    world.close()
    facts = {"seminar": world.seminar, "by": world.agent, "now": NOW}
    polls.write_poll(terms=Terms("Juger", PollRule.JUDGEMENT, seats=1), **facts)
    polls.open_poll(number=1, **facts)
    guest = Guest.objects.select_related("seminar").get(number=1)
    polls.cast_ballot(guest=guest, number=1, grades={1: "assez_bien", 2: "passable"})
    polls.close_poll(number=1, **facts)
    preparing.close_seminar(**facts)
    world.seminar.refresh_from_db()
    return world


def test_the_home_page_shows_what_is_convened_or_under_way(world: World) -> None:
    request = RequestFactory().get("/")
    assert coming_seminars(request) is None
    world.list_people(2)
    preparing.convene_seminar(seminar=world.seminar, by=world.agent, now=NOW)
    section = coming_seminars(request)
    assert section is not None
    assert [row.slug for row, _label, _badge in section.content["rows"]] == ["penser-ensemble"]


def test_a_record_waits_for_the_staff_of_its_body_with_what_is_left_to_sort(closed: World) -> None:
    [item] = records_to_publish(role=closed.facilitator, now=NOW)
    assert (item.url, "1" in str(item.detail)) == (f"{closed.desk}synthese/", True)
    assert records_to_publish(role=closed.town, now=NOW) == []


def test_the_report_is_written_in_the_language_of_the_page(closed: World) -> None:
    seminar = seminars().get(pk=closed.seminar.pk)
    for language, words in (("fr", ("Qui était là", "Assez bien")), ("en", ("Who was there", "Fair"))):
        with translation.override(language):
            document = Document(BytesIO(report_as_docx(seminar, now=NOW)))
        texts = [paragraph.text for paragraph in document.paragraphs]
        texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        assert [word for word in words if word not in texts] == []


def test_nobody_reads_a_seminar_before_it_is_convened_nor_its_record_before_it_is_published(closed: World) -> None:
    for path in ("compte-rendu.pdf", "groupes/1/", "votes/1/bulletins.csv"):
        assert Client().get(closed.public + path).status_code == 404
    page = Client().get(closed.public).content.decode()
    assert "Oubliée" not in page
    description = preparing.Description("Un autre", "Quoi ?", "", NOW.date(), NOW.date())
    preparing.create_seminar(description=description, template=Template.EMPTY, by=closed.agent, now=NOW)
    assert Client().get("/seminaires/un-autre/").status_code == 404
    assert "Un autre" not in Client().get("/seminaires/").content.decode()


def test_a_guest_who_declines_frees_her_place_and_says_nothing_of_her_needs(world: World) -> None:
    world.list_people(2)
    preparing.convene_seminar(seminar=world.seminar, by=world.agent, now=NOW)
    guest = Guest.objects.get(number=1)
    address = f"{world.public}moi/{guest.code}/reponse/"
    assert Client().post(address, {"comes": "", "diet": "végétarien"}).status_code == 422
    Client().post(address, {"comes": "non", "diet": "végétarien", "access": "rampe"})
    guest.refresh_from_db()
    assert (guest.state, guest.diet, guest.access) == ("decline", "", "")


def test_acts_name_the_seminar_and_its_colleges(world: World) -> None:
    preparing.set_college(seminar=world.seminar, name="Élus et élues", quota=3, by=world.agent, now=NOW)
    acts = Event.objects.filter(kind__in=["seminar.created", "seminar.college_set"]).order_by("sequence")
    assert [sentence_of(act).replace("\xa0", " ") for act in acts] == [
        f"Un séminaire est préparé : « {world.seminar.title} ».",
        "Le collège « Élus et élues » compte 3 places.",
    ]
