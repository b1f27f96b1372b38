"""The public plan, the contest by signed link, the department's desk."""

import json
from datetime import date, datetime, time, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from belvedere.contexts.actionplan import actions
from belvedere.contexts.actionplan.models import Action, Contest, Progress
from belvedere.contexts.actionplan.queries import contest_link, plan
from belvedere.contexts.actionplan.sections import awaited_from
from belvedere.contexts.actionplan.states import ActionState, Verb
from belvedere.contexts.referrals.models import Referral
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.models import Commune
from tests.contexts.actionplan.test_actions import contested, created, done
from tests.contexts.opinions import Body2026
from tests.factories import CommuneFactory, RoleFactory

REFERENCE = "P-2026-0001"


def as_(role: Role) -> Client:
    client = Client()
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def route(name: str, *more: object) -> str:
    return reverse(f"actionplan:{name}", args=[REFERENCE, *more])


def state() -> str:
    return Action.objects.values_list("state", flat=True).get()


FINISHED = {"verb": "terminer", "percent": "80", "note": "Inaugurée", "evidence_url": "https://exemple.fr/pv"}


def test_department_records_progress(world: Body2026, now: datetime) -> None:
    created(world, now)
    drafter = as_(world.drafter)
    advance = {"verb": "avancer", "percent": "30", "note": "Marché signé"}
    assert drafter.post(route("record_progress"), advance).url == route("desk_action")
    assert drafter.post(route("record_progress"), FINISHED).url == route("desk_action")
    assert list(Progress.objects.values_list("state", "percent").order_by("pk")) == [("en_cours", 30), ("faite", 100)]
    page = Client().get(route("action")).content.decode()
    assert ("Marché signé" in page, "https://exemple.fr/pv" in page) == (True, True)
    assert drafter.post(route("record_progress"), FINISHED).status_code == 409


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"verb": "contester", "percent": "10"},
        {"verb": "avancer", "percent": "101"},
        {"verb": "avancer", "percent": "beaucoup"},
        {"verb": "terminer", "percent": "100", "note": " "},
        {"verb": "abandonner", "percent": "0", "note": ""},
        {"verb": "avancer", "percent": "10", "evidence_url": "javascript:alert(1)"},
    ],
)
def test_bad_progress_is_422_and_nothing_is_lost(world: Body2026, now: datetime, typed: dict[str, str]) -> None:
    created(world, now)
    typed = {"note": "Des mots à garder", **typed}
    response = as_(world.drafter).post(route("record_progress"), typed)
    assert response.status_code == 422
    assert typed["note"].strip() in response.content.decode()
    assert (state(), Progress.objects.count()) == (ActionState.PLANNED, 0)


@pytest.mark.parametrize("who", ["agent", "elected"])
def test_others_of_the_body_read_and_do_nothing(world: Body2026, now: datetime, who: str) -> None:
    created(world, now)
    client = as_(getattr(world, who))
    assert '<form method="post" action="/espace' not in client.get(route("desk_action")).content.decode()
    assert client.post(route("record_progress"), FINISHED).status_code == 403
    assert state() == ActionState.PLANNED


def test_strangers_are_refused(world: Body2026, other: Body2026, now: datetime) -> None:
    contested(world, now)
    for stranger in (world.other_drafter, other.drafter, other.agent, RoleFactory(kind=RoleKind.MODERATOR)):
        client = as_(stranger)
        assert client.get(route("desk_action")).status_code == 403
        assert client.post(route("record_progress"), FINISHED).status_code == 403
        assert client.post(route("answer_contest"), {"verb": "rouvrir"}).status_code == 403
    assert Client().get(route("desk_action")).url.endswith(f"?next={route('desk_action')}")


def test_link_opens_a_page_whose_button_contests_once(world: Body2026, now: datetime) -> None:
    link = contest_link(done(world, now), "7")
    visitor = Client()
    assert "Contester" in visitor.get(link).content.decode()
    assert state() == ActionState.DONE
    assert visitor.post(link, {"reason": " "}).status_code == 422
    assert visitor.post(link, {"reason": "Le bus <b>ne passe pas</b>"}).url == route("action")
    assert state() == ActionState.CONTESTED
    assert visitor.post(link, {"reason": "Encore"}).status_code == 409
    assert Contest.objects.count() == 1


def test_altered_link_is_404(world: Body2026, now: datetime) -> None:
    link = contest_link(done(world, now), "7")
    assert Client().get(f"{link[:-1]}x/").status_code == 404
    assert Client().post(f"{link[:-1]}x/", {"reason": "Non"}).status_code == 404
    assert Client().put(link).status_code == 405


def test_link_of_an_action_not_done_says_so(world: Body2026, now: datetime) -> None:
    link = contest_link(created(world, now), "7")
    assert "rien à contester" in Client().get(link).content.decode()
    assert Client().post(link, {"reason": "Non"}).status_code == 409


def test_words_of_a_contest_are_public_with_the_answer_only(world: Body2026, now: datetime) -> None:
    contested(world, now)
    before = Client().get(route("action")).content.decode()
    assert ("Contesté le" in before, "Le bus ne passe pas" in before) == (True, False)
    drafter = as_(world.drafter)
    assert "Le bus ne passe pas" in drafter.get(route("desk_action")).content.decode()
    assert drafter.post(route("answer_contest"), {"verb": "rouvrir", "percent": "60"}).status_code == 422
    answer = {"verb": "rouvrir", "percent": "60", "explanation": "Il manque un arrêt"}
    assert drafter.post(route("answer_contest"), answer).url == route("desk_action")
    after = Client().get(route("action")).content.decode()
    assert ("Le bus ne passe pas" in after, "Il manque un arrêt" in after) == (True, True)
    assert drafter.post(route("answer_contest"), answer).status_code == 404


def test_contest_is_hidden_from_others_at_the_desk(world: Body2026, now: datetime) -> None:
    contested(world, now)
    assert "Le bus ne passe pas" not in as_(world.agent).get(route("desk_action")).content.decode()


def test_script_is_escaped(world: Body2026, now: datetime) -> None:
    action = created(world, now)
    note = "<script>alert(1)</script>"
    actions.record_progress(action=action, verb=Verb.FINISH, percent=1, note=note, by=world.drafter, now=now)
    page = Client().get(route("action")).content.decode()
    assert (note in page, "&lt;script&gt;alert(1)" in page) == (False, True)


@pytest.mark.parametrize("name", ["action", "desk_action"])
def test_unknown_action_is_404(world: Body2026, name: str) -> None:
    assert as_(world.drafter).get(reverse(f"actionplan:{name}", args=["P-2026-0404"])).status_code == 404


def test_wrong_method_is_405(world: Body2026, now: datetime) -> None:
    created(world, now)
    assert Client().post(reverse("actionplan:plan")).status_code == 405
    assert Client().post(route("action")).status_code == 405
    assert as_(world.drafter).get(route("record_progress")).status_code == 405


def test_commitments_lead_to_the_plan(world: Body2026) -> None:
    response = Client().get("/engagements/")
    assert (response.status_code, response.url) == (301, "/plan-d-actions/")


def test_plan_is_filtered_and_exported(world: Body2026, now: datetime) -> None:
    created(world, now, number=1, due_on=timezone.localdate() + timedelta(days=400))
    late = created(world, now, number=2, due_on=now.date() + timedelta(days=1))
    Action.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    found = Client().get(reverse("actionplan:plan"), {"state": "retard", "format": "json"})
    rows = json.loads(b"".join(found) if found.streaming else found.content)
    rows = rows if isinstance(rows, list) else rows["rows"]
    assert [(row["reference"], row["avis"], row["recommandation"], row["en_retard"]) for row in rows] == [
        ("P-2026-0002", "A-2026-0002", rows[0]["recommandation"], "oui")
    ]
    page = Client().get(reverse("actionplan:plan"), {"state": "faite"}).content.decode()
    assert ("P-2026-0001" in page, "Aucune action ne correspond" in page) == (False, True)


@pytest.mark.parametrize("query", [{"state": "perdue"}, {"horizon": "1"}, {"page": "-1"}, {"body": "x"}])
def test_nonsense_filter_is_said_and_ignored(world: Body2026, now: datetime, query: dict[str, str]) -> None:
    created(world, now)
    assert REFERENCE in Client().get(reverse("actionplan:plan"), query).content.decode()


def test_department_is_told_what_waits(world: Body2026, now: datetime) -> None:
    contested(world, now)
    items = awaited_from(role=world.drafter, now=now)
    assert [(item.title, item.url) for item in items] == [("Recommandation numéro 1", route("desk_action"))]
    assert awaited_from(role=world.agent, now=now) == []


@pytest.mark.parametrize(
    ("days", "words"), [(0, "Dites où elle en est avant son échéance"), (1, "Son échéance est passée")]
)
def test_what_waits_says_whether_its_day_has_passed(world: Body2026, now: datetime, days: int, words: str) -> None:
    action = created(world, now)
    [item] = awaited_from(role=world.drafter, now=at_noon(action.due_on + timedelta(days=days)))
    assert str(item.detail).startswith(words)


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), timezone.get_current_timezone())


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_questions_whatever_their_length(
    world: Body2026, now: datetime, django_assert_num_queries: object, count: int
) -> None:
    for number in range(1, count + 1):
        created(world, now, number=number)
    visitor, drafter = Client(), as_(world.drafter)
    drafter.get(reverse("actionplan:desk"))
    with django_assert_num_queries(PLAN_QUERIES):  # type: ignore[operator]
        visitor.get(reverse("actionplan:plan"))
    with django_assert_num_queries(ACTION_QUERIES):  # type: ignore[operator]
        visitor.get(route("action"))
    with django_assert_num_queries(DESK_QUERIES):  # type: ignore[operator]
        drafter.get(reverse("actionplan:desk"))


PLAN_QUERIES = 8
ACTION_QUERIES = 11
DESK_QUERIES = 6


def test_plan_of_a_commune_is_what_its_referrals_asked(world: Body2026, chamalieres: Commune, now: datetime) -> None:
    action = created(world, now)
    CommuneFactory(territory=world.body.territory, slug="royat", name="Royat")
    Referral.objects.create(
        territory=world.body.territory,
        reference="S-2026-0001",
        body=world.body,
        policy=action.answer.recommendation.opinion.examen.policy,
        commune=chamalieres,
        examen=action.answer.recommendation.opinion.examen,
        title="Des bus plus tôt le dimanche",
        request="Faire partir les bus avant 7 heures.",
        deposited_at=now,
        follow_up="examen",
        followed_up_at=now,
    )
    found = {slug: list(plan(today=now.date(), commune=slug)) for slug in ("chamalieres", "royat", "nulle-part")}
    assert found == {"chamalieres": [action], "royat": [], "nulle-part": []}
    shown = {slug: REFERENCE in Client().get("/plan-d-actions/", {"commune": slug}).content.decode() for slug in found}
    assert shown == {"chamalieres": True, "royat": False, "nulle-part": True}


def test_history_of_an_action_is_never_rewritten(world: Body2026, now: datetime) -> None:
    done(world, now)
    before = list(Progress.objects.values_list("pk", "note"))
    for attempt in (
        lambda: Progress.objects.update(note="Autre chose"),
        lambda: Progress.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()
    assert list(Progress.objects.values_list("pk", "note")) == before
