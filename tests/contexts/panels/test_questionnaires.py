"""What the members of a panel are asked in writing: answered once each, counted without a name, erased with them."""

from datetime import date, timedelta

import pytest
from django.test import Client

from belvedere.contexts.panels.actions import questionnaire as actions
from belvedere.contexts.panels.actions.candidates import erase_candidate
from belvedere.contexts.panels.actions.questionnaire import QuestionnaireSheet
from belvedere.contexts.panels.models import Questionnaire, Reply, Seat
from belvedere.contexts.panels.queries.member import member_code
from belvedere.contexts.panels.queries.questionnaire import results_of
from belvedere.contexts.panels.refusals.member import NotAMember
from belvedere.contexts.panels.refusals.standing import NotThere
from belvedere.contexts.panels.states.questionnaire import Question
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.refusals import NotAllowed, NotInThisState
from tests.contexts.panels.standing import Standing
from tests.factories import RoleFactory

ASKED = "Étiez-vous à l’aise ? [Oui | Non]\nPourquoi ?"


def opened(standing: Standing, closes_on: date | None = None) -> Questionnaire:
    sheet = QuestionnaireSheet("Après la séance", ASKED, closes_on or (standing.now + timedelta(days=9)).date())
    return actions.open_questionnaire(slug=standing.panel.slug, sheet=sheet, by=standing.by, now=standing.now)


def reply(standing: Standing, seat: Seat, *answers: str, number: int = 1) -> Reply:
    return actions.reply(seat=seat, number=number, answers=answers, now=standing.now)


def test_answers_are_counted_without_a_name_and_change_until_the_end(standing: Standing) -> None:
    found = opened(standing)
    first, second, third = standing.members[:3]
    reply(standing, first, "Non", "Trop long.")
    reply(standing, first, "Oui", "Bien.")
    reply(standing, second, "Oui", "")
    reply(standing, third, "Non", "Assez.")
    results = results_of(found)
    assert [(result.question, result.counts, result.texts) for result in results] == [
        (Question("Étiez-vous à l’aise ?", ("Oui", "Non")), (("Oui", 2), ("Non", 1)), ()),
        (Question("Pourquoi ?"), (), ("Assez.", "Bien.")),
    ]
    actions.close_questionnaire(slug=standing.panel.slug, number=1, by=standing.by, now=standing.now)
    with pytest.raises(NotInThisState):
        reply(standing, first, "Non", "")
    with pytest.raises(NotInThisState):
        actions.close_questionnaire(slug=standing.panel.slug, number=1, by=standing.by, now=standing.now)


def test_what_is_refused(standing: Standing) -> None:
    opened(standing)
    opened(standing, closes_on=(standing.now - timedelta(days=1)).date())
    seat = standing.member
    with pytest.raises(NotInThisState):
        reply(standing, seat, "Oui")
    with pytest.raises(NotInThisState):
        reply(standing, seat, "Oui", "", number=2)
    with pytest.raises(NotThere):
        reply(standing, seat, "Oui", "", number=9)
    Seat.objects.filter(pk=seat.pk).update(state="demissionne")
    with pytest.raises(NotAMember):
        reply(standing, seat, "Oui", "")
    stranger: Role = RoleFactory(kind=RoleKind.AGENT)
    with pytest.raises(NotAllowed):
        actions.close_questionnaire(slug=standing.panel.slug, number=1, by=stranger, now=standing.now)


def test_answers_leave_with_the_person(standing: Standing) -> None:
    opened(standing)
    seat = standing.member
    reply(standing, seat, "Oui", "Bien.")
    assert seat.candidate is not None
    erase_candidate(candidate=seat.candidate, by=None, now=standing.now)
    assert Reply.objects.count() == 0


def test_the_pages(standing: Standing, client: Client) -> None:
    officer, desk = Client(), f"/espace/panels/{standing.panel.slug}/questionnaires/"
    officer.force_login(standing.by.user, backend="django.contrib.auth.backends.ModelBackend")
    assert "Aucun questionnaire pour l’instant" in officer.get(desk).content.decode()
    wrong = officer.post(desk, {"title": "Bilan", "questions": "Oui ? [Oui]", "closes_on": "2099-01-01"})
    assert (wrong.status_code, "À revoir" in wrong.content.decode(), "Bilan" in wrong.content.decode()) == (
        422,
        True,
        True,
    )
    officer.post(desk, {"title": "Bilan", "questions": ASKED, "closes_on": "2099-01-01"})
    space = f"/panel/membre/{member_code(standing.member)}/"
    assert "Bilan" in client.get(space).content.decode()
    page = f"{space}questionnaires/1/"
    assert "Étiez-vous à l’aise" in client.get(page).content.decode()
    assert client.post(page, {"q0": "Peut-être", "q1": ""}).status_code == 422
    assert client.post(page, {"q0": "Oui", "q1": "Merci."}).headers["Location"] == space
    read = officer.get(f"{desk}1/").content.decode()
    assert ("Merci." in read, "Prénom" in read) == (True, False)
    officer.post(f"{desk}1/clore/")
    assert client.get(page).status_code == 404
    stranger = Client()
    stranger.force_login(RoleFactory(kind=RoleKind.AGENT).user, backend="django.contrib.auth.backends.ModelBackend")
    assert (stranger.get(desk).status_code, client.get(desk).status_code) == (404, 302)


QUERIES = 6


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_is_read_in_as_many_statements(standing: Standing, django_assert_num_queries, count: int) -> None:
    for _ in range(count):
        opened(standing)
    officer = Client()
    officer.force_login(standing.by.user, backend="django.contrib.auth.backends.ModelBackend")
    desk = f"/espace/panels/{standing.panel.slug}/questionnaires/"
    officer.get(desk)
    with django_assert_num_queries(QUERIES):
        assert officer.get(desk).content.decode().count("Après la séance") == count
