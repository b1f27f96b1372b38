"""The desk of the answers and the public list, seen by each person, with good and bad input."""

import json
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from belvedere.contexts.answers import actions
from belvedere.contexts.answers.models import AnswerSheet
from belvedere.contexts.answers.sections import awaited_from
from belvedere.contexts.answers.states import Draft, SheetState, Verdict
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from tests.contexts.opinions import (
    Body2026,
    assigned,
    first_answer,
    published,
    requested,
    retained,
    submitted,
    validated,
)
from tests.factories import RoleFactory

REFERENCE = "A-2026-0001"


def as_(role: Role) -> Client:
    client = Client()
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def route(name: str, *more: object) -> str:
    return reverse(f"answers:{name}", args=[REFERENCE, *more])


def state() -> str:
    return AnswerSheet.objects.values_list("state", flat=True).get()


def in_six_months() -> str:
    return (timezone.localdate() + timedelta(days=180)).isoformat()


def test_thread_in_the_browser_by_three_people(world: Body2026, now: datetime) -> None:
    requested(world, now, recommendations=1)
    agent, drafter, elected = as_(world.agent), as_(world.drafter), as_(world.elected)
    department = {"department": world.department.pk}
    assert agent.post(route("assign_department"), department).status_code == 302
    typed = {"r1-verdict": "ecarte", "r1-reason": "La voirie est trop étroite."}
    assert drafter.post(route("draft_answer", 1), typed).url == f"{route('sheet')}#recommandation-1"
    assert drafter.post(route("submit_answers")).url == route("sheet")
    assert elected.post(route("send_back"), {"reason": "Précisez la rue"}).url == route("sheet")
    assert "Précisez la rue" in drafter.get(route("sheet")).content.decode()
    drafter.post(route("submit_answers"))
    elected.post(route("validate_answers"))
    assert agent.post(route("publish_answers")).url == route("sheet")
    assert state() == SheetState.PUBLISHED
    assert agent.post(route("publish_answers")).status_code == 409


def test_whole_answer_is_saved(world: Body2026, now: datetime) -> None:
    sheet = assigned(world, now)
    typed = {
        "r1-verdict": "retenu",
        "r1-text": "Deux arceaux par place.",
        "r1-owner": str(world.department.pk),
        "r1-horizon": "court",
        "r1-due_on": in_six_months(),
    }
    as_(world.drafter).post(route("draft_answer", 1), typed)
    answer = first_answer(sheet)
    due_on = timezone.localdate() + timedelta(days=180)
    assert answer.draft == retained(world, due_on=due_on, text="Deux arceaux par place.")
    assert answer.is_complete


def test_bad_draft_comes_back_with_what_was_typed(world: Body2026, now: datetime) -> None:
    sheet = assigned(world, now)
    typed = {"r1-verdict": "retenu", "r1-text": "Un texte long à ne pas perdre", "r1-due_on": "2020-01-01"}
    response = as_(world.drafter).post(route("draft_answer", 1), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Un texte long à ne pas perdre" in page
    assert "Cette date est déjà passée" in page
    assert first_answer(sheet).draft == Draft()


@pytest.mark.parametrize(
    "typed",
    [
        {"r1-verdict": "peut-etre"},
        {"r1-due_on": "hier"},
        {"r1-owner": "999999"},
        {"r1-text": "x" * 5001},
    ],
)
def test_malformed_draft_is_422(world: Body2026, now: datetime, typed: dict[str, str]) -> None:
    assigned(world, now)
    assert as_(world.drafter).post(route("draft_answer", 1), typed).status_code == 422


@pytest.mark.parametrize("typed", [{}, {"department": ""}, {"department": "tous"}, {"department": "999999"}])
def test_malformed_assignment_is_422(world: Body2026, now: datetime, typed: dict[str, str]) -> None:
    requested(world, now)
    assert as_(world.agent).post(route("assign_department"), typed).status_code == 422
    assert state() == SheetState.REQUESTED


def test_sending_back_without_words_is_422(world: Body2026, now: datetime) -> None:
    submitted(world, now)
    assert as_(world.elected).post(route("send_back"), {"reason": " "}).status_code == 422
    assert state() == SheetState.DRAFTED


@pytest.mark.parametrize("who", ["agent", "drafter", "elected", "other_drafter"])
def test_nobody_of_another_body_reads_or_does(world: Body2026, other: Body2026, now: datetime, who: str) -> None:
    submitted(world, now)
    stranger = as_(getattr(other, who))
    posts = ["assign_department", "submit_answers", "send_back", "validate_answers", "publish_answers"]
    assert stranger.get(route("sheet")).status_code == 403
    assert stranger.get(route("preview")).status_code == 403
    assert [stranger.post(route(name), {"reason": "x"}).status_code for name in posts] == [403] * 5
    assert stranger.post(route("draft_answer", 1), {}).status_code == 403
    assert REFERENCE not in stranger.get(reverse("answers:desk")).content.decode()
    assert state() == SheetState.DRAFTED


def test_another_department_reads_nothing(world: Body2026, now: datetime) -> None:
    submitted(world, now)
    assert as_(world.other_drafter).get(route("sheet")).status_code == 403


def test_auditor_reads_and_does_nothing(world: Body2026, now: datetime) -> None:
    validated(world, now)
    auditor = as_(RoleFactory(body=world.body, kind=RoleKind.AUDITOR))
    page = auditor.get(route("sheet")).content.decode()
    assert "Recommandation numéro 1" in page
    assert '<form method="post" action="/espace/reponses' not in page
    assert auditor.post(route("publish_answers")).status_code == 403


def test_moderator_is_refused_and_visitor_signs_in(world: Body2026, now: datetime) -> None:
    requested(world, now)
    moderator = as_(RoleFactory(body=world.body, kind=RoleKind.MODERATOR))
    assert moderator.get(route("sheet")).status_code == 403
    assert Client().get(route("sheet")).url.endswith(f"?next={route('sheet')}")


@pytest.mark.parametrize("name", ["sheet", "preview"])
def test_unknown_sheet_is_404(world: Body2026, name: str) -> None:
    assert as_(world.agent).get(reverse(f"answers:{name}", args=["A-2026-0404"])).status_code == 404


def test_unknown_recommendation_is_404(world: Body2026, now: datetime) -> None:
    assigned(world, now)
    assert as_(world.drafter).post(route("draft_answer", 7), {}).status_code == 404


def test_wrong_method_is_405(world: Body2026, now: datetime) -> None:
    requested(world, now)
    posts = ["assign_department", "submit_answers", "send_back", "validate_answers", "publish_answers"]
    assert [as_(world.agent).get(route(name)).status_code for name in posts] == [405] * 5
    assert as_(world.agent).post(route("sheet")).status_code == 405
    assert Client().post(reverse("answers:answers")).status_code == 405


def test_forms_ask_for_a_csrf_token(world: Body2026, now: datetime) -> None:
    validated(world, now)
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.agent.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(route("publish_answers")).status_code == 403
    assert state() == SheetState.VALIDATED


def test_script_is_escaped(world: Body2026, now: datetime) -> None:
    validated(world, now, drafts=[Draft(Verdict.REJECTED, reason="<script>alert(1)</script>")])
    page = as_(world.agent).get(route("preview")).content.decode()
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_each_role_is_told_its_turn(world: Body2026, now: datetime) -> None:
    sheet = requested(world, now)
    turns = [world.agent, world.drafter, world.elected, world.other_drafter]

    def waiting() -> list[int]:
        return [len(awaited_from(role=role, now=now)) for role in turns]

    assert waiting() == [1, 0, 0, 0]
    sheet = actions.assign_department(sheet=sheet, department=world.department, by=world.agent, now=now)
    assert waiting() == [0, 1, 0, 0]
    item = awaited_from(role=world.drafter, now=now)[0]
    assert (item.title, item.url, item.due_on) == (f"Réponse à l’avis {REFERENCE}", route("sheet"), sheet.due_on)
    submitted(world, now, number=2)
    assert waiting() == [0, 1, 1, 0]
    validated(world, now, number=3)
    assert waiting() == [1, 1, 1, 0]


def test_public_list_hides_drafts_and_shows_delays(world: Body2026, now: datetime) -> None:
    submitted(world, now, drafts=[Draft(Verdict.REJECTED, reason="Motif encore secret")])
    page = Client().get(reverse("answers:answers")).content.decode()
    assert REFERENCE in page
    assert "Motif encore secret" not in page


def test_public_list_is_filtered_and_exported(world: Body2026, other: Body2026, now: datetime) -> None:
    published(world, now, number=1)
    AnswerSheet.objects.update(days_late=0)
    requested(other, now, number=2)
    found = Client().get(reverse("answers:answers"), {"situation": "delai", "format": "json"})
    rows = json.loads(b"".join(found) if found.streaming else found.content)
    rows = rows if isinstance(rows, list) else rows["rows"]
    assert [(row["avis"], row["organisme"], row["etat"]) for row in rows] == [
        ("A-2026-0001", "Clermont Auvergne Métropole", "publiee")
    ]
    page = Client().get(reverse("answers:answers"), {"body": other.body.slug}).content.decode()
    assert ("A-2026-0002" in page, "A-2026-0001" in page) == (True, False)


@pytest.mark.parametrize("query", [{"body": "personne"}, {"situation": "ailleurs"}, {"page": "x"}])
def test_nonsense_filter_is_said_and_ignored(world: Body2026, now: datetime, query: dict[str, str]) -> None:
    requested(world, now)
    assert REFERENCE in Client().get(reverse("answers:answers"), query).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_questions_whatever_their_length(
    world: Body2026, now: datetime, django_assert_num_queries: object, count: int
) -> None:
    for number in range(1, count + 1):
        requested(world, now, number=number, recommendations=count)
    visitor, agent = Client(), as_(world.agent)
    agent.get(reverse("answers:desk"))
    with django_assert_num_queries(PUBLIC_LIST_QUERIES):  # type: ignore[operator]
        visitor.get(reverse("answers:answers"))
    with django_assert_num_queries(DESK_QUERIES):  # type: ignore[operator]
        agent.get(reverse("answers:desk"))
    with django_assert_num_queries(SHEET_QUERIES):  # type: ignore[operator]
        agent.get(route("sheet"))


PUBLIC_LIST_QUERIES = 5
DESK_QUERIES = 6
SHEET_QUERIES = 11
