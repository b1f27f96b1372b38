"""The desk of the plan: who opens, writes, moves, imports, reviews and adopts; the wrong person and bad input."""

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from belvedere.contexts.actionplan.models import Action, Deposit, Iteration, Plan, RetrospectiveReply, Review, Version
from belvedere.contexts.actionplan.sections import reviews_to_do, version_to_adopt
from belvedere.contexts.strategy.actions import (
    adopt_version,
    close_amendments,
    open_amendments,
    open_version,
    write_element,
)
from belvedere.contexts.strategy.actions.documents import Words
from belvedere.contexts.strategy.states import ElementKind
from belvedere.platform.accounts.states import RoleKind
from tests.contexts.actionplan.plans import added, opened
from tests.contexts.actionplan.test_views import as_
from tests.contexts.opinions import Body2026
from tests.factories import RoleFactory


def at(name: str, *args: object) -> str:
    return reverse(f"actionplan:{name}", args=args)


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


OPENING = {
    "title": "Plan", "mandate_ends_on": "2099-03-31", "short_months": "12", "medium_months": "36",
    "iteration_months": "6", "source": "Délibération",
}  # fmt: skip


def typed_sheet(world: Body2026, **fields: str) -> dict[str, object]:
    return {
        "title": "Former trente référents", "owner": f"{world.body.slug}/mobilites", "horizon": "court", "axis": "1",
        "starts_on": day(1), "due_on": day(90), "deliverables": "Un programme\r\n\r\nUne liste",
        "origins": "etude | Étude de 2019", "partners": ["autre-commune"], **fields,
    }  # fmt: skip


def test_plan_is_opened_from_its_desk(world: Body2026, other: Body2026) -> None:
    agent = as_(world.agent)
    assert agent.post(at("plan_desk"), {**OPENING, "medium_months": "12"}).status_code == 422
    assert as_(world.elected).post(at("plan_desk"), OPENING).status_code == 403
    assert Plan.objects.count() == 0
    assert agent.post(at("plan_desk"), OPENING).url == at("plan_desk")
    assert agent.post(at("plan_desk"), {"number": "1", "name": "Un cadre"}).url == at("plan_desk")
    failed = agent.post(at("plan_desk"), {"number": "0", "name": "À garder"})
    assert (failed.status_code, "À garder" in failed.content.decode()) == (422, True)
    assert as_(other.agent).post(at("plan_desk"), {"number": "2", "name": "Deux"}).status_code == 403
    assert list(Plan.objects.values_list("title", "axes__name")) == [("Plan", "Un cadre")]


def test_sheet_is_written_then_written_again(world: Body2026, other: Body2026, now: datetime) -> None:
    opened(world, now)
    agent = as_(world.agent)
    assert agent.post(at("add"), typed_sheet(world)).url == at("action", "P-2026-0001")
    action = Action.objects.get()
    assert (action.deliverables, action.department) == (["Un programme", "Une liste"], world.department)
    page = agent.get(at("revise", action.reference)).content.decode()
    assert "Étude de 2019" in page
    again = typed_sheet(world, title="Former soixante référents", why="Le besoin a doublé")
    assert as_(other.agent).post(at("revise", action.reference), again).status_code == 403
    assert as_(world.drafter).post(at("revise", action.reference), again).url == at("action", action.reference)
    assert list(action.revisions.order_by("pk").values_list("why", flat=True)) == ["", "Le besoin a doublé"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"owner": "personne"},
        {"due_on": "demain"},
        {"due_on": "2020-01-01"},
        {"due_on": "2090-01-01"},
        {"prerequisites": "P-2026-0999"},
        {"origins": "rumeur"},
        {"origins": "etude | X | javascript:x"},
        {"cost_euros": "-1"},
    ],
)
def test_bad_sheet_is_422_and_nothing_is_lost(world: Body2026, now: datetime, wrong: dict[str, str]) -> None:
    opened(world, now)
    response = as_(world.agent).post(at("add"), {**typed_sheet(world), "summary": "Des mots à garder", **wrong})
    assert (response.status_code, Action.objects.count()) == (422, 0)
    if wrong != {"due_on": "2090-01-01"}:
        assert "Des mots à garder" in response.content.decode()


def test_card_moves_by_its_button_and_only_for_who_may(world: Body2026, other: Body2026, now: datetime) -> None:
    opened(world, now)
    action = added(world, timezone.now(), starts_on=timezone.localdate(), due_on=timezone.localdate())
    agent, stranger = as_(world.agent), as_(other.agent)
    assert f'action="{at("move", action.reference)}"' in agent.get(at("board_desk")).content.decode()
    assert f'action="{at("move", action.reference)}"' not in stranger.get(at("board_desk")).content.decode()
    assert stranger.post(at("move", action.reference), {"horizon": "long"}).status_code == 403
    assert agent.post(at("move", action.reference), {"horizon": "ailleurs"}).status_code == 422
    moved = agent.post(at("move", action.reference), {"horizon": "moyen"})
    assert moved.url == f"{at('board_desk')}#{action.reference}"
    action.refresh_from_db()
    assert action.horizon == "moyen"


def test_iteration_from_the_desk(world: Body2026, other: Body2026, now: datetime) -> None:
    opened(world, now)
    today = timezone.localdate()
    action = added(world, timezone.now(), starts_on=today, due_on=today + timedelta(days=90))
    agent, drafter, elected = as_(world.agent), as_(world.drafter), as_(world.elected)
    dates = {"review_until": day(10), "replies_until": day(20), "act": "Délibération 1"}
    assert agent.post(at("open_iteration"), {**dates, "replies_until": day(5)}).status_code == 422
    assert agent.post(at("open_iteration"), {**dates, "act": ""}).status_code == 422
    assert drafter.post(at("open_iteration"), dates).status_code == 403
    assert agent.post(at("open_iteration"), dates).url == at("iteration_desk")
    [item] = reviews_to_do(role=world.drafter, now=now)
    assert (item.url, reviews_to_do(role=world.agent, now=now)) == (at("reviews"), [])
    assert action.reference in drafter.get(at("reviews")).content.decode()
    said = {"verb": "avancer", "percent": "30", "note": "Marché signé", "expected_on": day(60)}
    assert agent.post(at("review", action.reference), said).status_code == 403
    assert drafter.post(at("review", action.reference), {**said, "note": ""}).status_code == 422
    assert drafter.post(at("review", action.reference), {**said, "expected_on": ""}).status_code == 422
    assert drafter.post(at("review", action.reference), said).url == at("reviews")
    assert Review.objects.get().note == "Marché signé"
    assert agent.post(at("prepare")).status_code == 409
    assert agent.post(at("look_back")).url == at("iteration_desk")
    questions = at("retrospective", 1)
    assert Client().post(questions, {"garder": " "}).status_code == 422
    assert Client().post(questions, {"garder": "La page"}).url == at("iteration", 1)
    assert as_(other.agent).post(questions, {"changer": "Trop long", "is_anonymous_wanted": "on"}).status_code == 302
    first, second = RetrospectiveReply.objects.order_by("pk")
    assert "La page" not in Client().get(at("iteration", 1)).content.decode()
    assert agent.post(at("prepare")).status_code == 409
    grouped = {f"group-{first.pk}": "La transparence", "refused": str(second.pk), "group-x": "Rien"}
    assert as_(other.agent).post(at("group"), grouped).status_code == 403
    assert agent.post(at("group"), grouped).url == at("iteration_desk")
    page = Client().get(at("iteration", 1)).content.decode()
    assert ("La transparence" in page, "La page" in page, "Trop long" in page) == (True, True, False)
    assert version_to_adopt(role=world.elected, now=now) == []
    assert agent.post(at("prepare")).url == at("iteration_desk")
    assert [item.url for item in version_to_adopt(role=world.elected, now=now)] == [at("iteration_desk")]
    assert agent.post(at("adopt"), {"act": "Délibération 2"}).status_code == 403
    assert elected.post(at("adopt"), {"act": ""}).status_code == 422
    assert elected.post(at("adopt"), {"act": "Délibération 2"}).url == at("version", 2)
    assert (Version.objects.count(), Iteration.objects.get().state) == (2, "close")
    assert "Délibération 2" in Client().get(at("version", 2)).content.decode()
    assert Client().get(at("version_file", 2)).json()["content"].keys() == {action.reference}


def test_inhabitants_answer_a_few_times_by_hour(world: Body2026, now: datetime) -> None:
    opened(world, now)
    agent = as_(world.agent)
    agent.post(at("open_iteration"), {"review_until": day(10), "replies_until": day(20), "act": "Délibération"})
    agent.post(at("look_back"))
    statuses = [Client().post(at("retrospective", 1), {"garder": f"Mot {turn}"}).status_code for turn in range(6)]
    assert statuses == [302, 302, 302, 302, 302, 429]


def test_file_is_looked_at_then_imported(world: Body2026, other: Body2026, now: datetime) -> None:
    opened(world, now)
    added(world, now)
    agent = as_(world.agent)
    content = Client().get(at("sheets", "csv")).content
    assert Client().get(at("sheets", "xlsx")).content[:2] == b"PK"
    assert Client().get(at("sheets", "pdf")).status_code == 404
    assert Client().get(at("schema")).json()["name"] == "plan-d-actions"
    bad = content + b",9,,personne,,,,,,demain,,,,,,,,,\r\n"
    assert as_(other.agent).post(at("bring"), {"file": SimpleUploadedFile("a.csv", bad)}).status_code == 403
    assert agent.post(at("bring"), {"file": SimpleUploadedFile("a.exe", bad)}).status_code == 422
    place = agent.post(at("bring"), {"file": SimpleUploadedFile("a.csv", bad)}).url
    page = agent.get(place).content.decode()
    assert ("Le titre est vide." in page, "Que faire" in page) == (True, True)
    row = Deposit.objects.get()
    assert agent.post(at("bring_in", row.pk)).status_code == 422
    assert as_(world.elected).post(at("bring_in", row.pk), {"good_rows_only": "oui"}).status_code == 403
    assert agent.post(at("bring_in", row.pk), {"good_rows_only": "oui"}).url == place
    assert "est importé" in agent.get(place).content.decode()
    second = agent.post(at("bring"), {"file": SimpleUploadedFile("a.csv", content)}).url
    assert agent.post(at("drop", Deposit.objects.order_by("-pk")[0].pk)).url == at("bring")
    assert "abandonné" in agent.get(second).content.decode()


@pytest.mark.parametrize(
    "name", ["plan_desk", "board_desk", "add", "iteration_desk", "reviews", "bring"]
)  # each page of the desk
def test_desk_is_for_staff(world: Body2026, now: datetime, name: str) -> None:
    opened(world, now)
    assert Client().get(at(name)).url.endswith(f"?next={at(name)}")
    assert as_(RoleFactory(body=world.body, kind=RoleKind.MODERATOR)).get(at(name)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_desk_board_asks_the_same_questions_whatever_its_length(
    world: Body2026, now: datetime, django_assert_num_queries: object, count: int
) -> None:
    opened(world, now)
    for _turn in range(count):
        added(world, now)
    agent = as_(world.agent)
    agent.get(at("board_desk"))
    with django_assert_num_queries(BOARD_QUERIES):  # type: ignore[operator]
        agent.get(at("board_desk"))


BOARD_QUERIES = 13


def test_an_axis_of_the_plan_and_that_of_the_strategy_lead_to_each_other(world: Body2026) -> None:
    """A key that the strategy in force has not leads nowhere, and is refused nowhere."""
    elected, today, now = world.elected, timezone.localdate(), timezone.now()
    version = open_version(title_fr="Première", title_en="First", by=world.agent, now=now)
    write_element(version=version, kind=ElementKind.AXIS, words=Words("Tenir", "Keep"), by=world.agent, now=now)
    open_amendments(version=version, due_on=today + timedelta(days=1), by=world.agent, now=now)
    close_amendments(version=version, by=world.agent, now=now)
    adopt_version(version=version, deliberation="DEL-1", adopted_on=today, by=world.agent, now=now)
    agent = as_(world.agent)
    agent.post(at("plan_desk"), OPENING)
    agent.post(at("plan_desk"), {"number": "1", "name": "Un cadre", "strategy_key": "A1"})
    agent.post(at("plan_desk"), {"number": "2", "name": "Une charte", "strategy_key": "A9"})
    carried = 'href="/strategie/#axe-A1">A1 · Tenir</a>'
    for shown in (as_(elected).get(at("plan_desk")), Client().get(reverse("actionplan:shares"))):
        html = shown.content.decode()
        assert (html.count(carried), "axe-A9" in html) == (1, False)
    strategy = Client().get("/strategie/").content.decode()
    assert (strategy.count("?axis=1"), strategy.count("?axis=2")) == (1, 0)
