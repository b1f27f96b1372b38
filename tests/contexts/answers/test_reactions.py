"""What the answers do by themselves: open a sheet, write to whose turn it is, show themselves on other pages."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from belvedere.contexts.answers import actions, sections
from belvedere.contexts.answers.actions.finding import index_answer
from belvedere.contexts.answers.models import AnswerSheet
from belvedere.contexts.answers.states import Draft, Verdict
from belvedere.contexts.answers.subscriptions import make_findable, request_answers, tell_staff
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.models import Message
from belvedere.platform.search.queries import search
from belvedere.platform.ui.slots import rendered_sections
from tests.contexts.opinions import Body2026, assigned, make_opinion, published, requested, submitted, validated
from tests.factories import RoleFactory


def last_event() -> Event:
    return Event.objects.order_by("-sequence")[0]


def recipients() -> list[str]:
    return sorted(Message.objects.values_list("to", flat=True))


def test_an_avis_opens_its_sheet_from_its_own_day(world: Body2026, now: datetime) -> None:
    opinion = make_opinion(world.body)
    event = Event(territory=world.body.territory, subject_id=opinion.reference, at=now)
    request_answers(event, now + timedelta(days=9))
    request_answers(event, now + timedelta(days=9))
    sheet = AnswerSheet.objects.get()
    assert (sheet.requested_at, sheet.due_on) == (now + timedelta(days=9), date(2026, 12, 21))


def test_whose_turn_it_is_gets_one_mail(world: Body2026, now: datetime) -> None:
    RoleFactory(body=world.body, kind=RoleKind.MODERATOR)
    requested(world, now)
    tell_staff(last_event(), now)
    tell_staff(last_event(), now)
    assert recipients() == [world.agent.user.email]


def test_a_published_answer_is_found_and_no_other(world: Body2026, now: datetime) -> None:
    sheet = validated(world, now)
    reference = sheet.opinion.reference
    index_answer(opinion_reference=reference)
    assert search("réponse", kinds=["reponse"]) == []
    actions.publish_answers(sheet=sheet, by=world.agent, now=now)
    make_findable(last_event(), now)
    (hit,) = search("reponses", kinds=["reponse"])
    assert (hit.key, hit.url) == (reference, f"/panel/avis/{reference}/#reponse-{reference}")


def test_only_the_department_in_charge_gets_the_mail(world: Body2026, now: datetime) -> None:
    assigned(world, now)
    tell_staff(last_event(), now)
    assert recipients() == [world.drafter.user.email]
    message = Message.objects.get()
    assert "c’est à vous" in message.subject
    assert "/espace/reponses/A-2026-0001/" in message.text


def test_nobody_gets_a_mail_for_a_turn_already_played(world: Body2026, now: datetime) -> None:
    sheet = submitted(world, now)
    asked = last_event()
    sheet = actions.validate_answers(sheet=sheet, by=world.elected, now=now)
    actions.publish_answers(sheet=sheet, by=world.agent, now=now)
    tell_staff(asked, now)
    assert recipients() == []


def shown(matters: Iterable[str]) -> str:
    request = RequestFactory().get("/")
    return "".join(rendered_sections("matter", request, matters=matters))


def test_matter_shows_the_clock_and_no_draft(world: Body2026, now: datetime) -> None:
    submitted(world, now, drafts=[Draft(Verdict.REJECTED, reason="Motif encore secret")])
    page = shown(["E-2026-0001", "S-2026-0001"])
    assert "attendue avant le" in page
    assert "Motif encore secret" not in page
    assert shown(["E-2026-0404"]) == ""


@pytest.mark.parametrize(("days", "words"), [(-7, "En retard de"), (7, "Il reste")])
def test_clock_counts_working_days(world: Body2026, now: datetime, days: int, words: str) -> None:
    requested(world, now)
    AnswerSheet.objects.update(due_on=timezone.localdate() + timedelta(days=days))
    page = shown(["E-2026-0001"])
    assert words in page
    assert "jours ouvrés" in page


def test_matter_and_opinion_show_published_answers(world: Body2026, now: datetime) -> None:
    sheet = published(world, now)
    page = shown(["E-2026-0001"])
    assert ("Ce sera fait." in page, "Trop cher" in page, "Retenu" in page, "Écarté" in page) == (True,) * 4
    section = sections.answers_of_opinion(RequestFactory().get("/"), opinion=sheet.opinion)
    assert section is not None
    assert [entry.sheet for entry in section.content["sheets"]] == [sheet]


def test_home_and_body_show_the_line_of_truth(world: Body2026, other: Body2026, now: datetime) -> None:
    published(world, now)
    request = RequestFactory().get("/")
    home = sections.line_of_truth(request)
    body = sections.answers_of_body(request, body=world.body)
    assert home is not None
    assert body is not None
    assert body.content["figures"] == home.content["figures"]
    assert sections.answers_of_body(request, body=other.body) is None


@pytest.mark.parametrize("count", [1, 3])
def test_matter_asks_the_same_questions_whatever_the_number(
    world: Body2026, now: datetime, django_assert_num_queries: object, count: int
) -> None:
    for number in range(1, count + 1):
        published(world, now, number=number)
    matters = [f"E-2026-{number:04d}" for number in range(1, count + 1)]
    with django_assert_num_queries(3):  # type: ignore[operator]
        section = sections.answers_of_matter(RequestFactory().get("/"), matters=matters)
    assert section is not None
    assert len(section.content["sheets"]) == count
