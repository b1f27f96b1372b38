"""The demonstration of answers and plan: one promise kept, one under way, one late, one contested; one sheet late."""

import tomllib
from datetime import date, datetime, timedelta

import pytest

from belvedere.contexts.actionplan import demo as plan_demo
from belvedere.contexts.actionplan.demo import plan
from belvedere.contexts.actionplan.models import Action, Iteration, Version
from belvedere.contexts.actionplan.queries import figures as plan_figures
from belvedere.contexts.actionplan.queries.boards import network
from belvedere.contexts.actionplan.queries.iterations import forecast_record
from belvedere.contexts.answers import demo as answers_demo
from belvedere.contexts.answers.models import AnswerSheet
from belvedere.contexts.answers.queries import figures
from belvedere.contexts.observatory.models import Policy
from belvedere.contexts.panels.models import Opinion
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.territory.demo import Demo
from tests.contexts.opinions import Body2026, make_opinion
from tests.factories import BodyFactory, CommuneFactory, RoleFactory

TODAY = date(2026, 11, 23)
ANSWERED = ("mobilites", "climat", "dechets")  # the policies whose answers the demonstration tells, by rank
TOLD = tomllib.loads(plan.FILE.read_text(encoding="utf-8"))


def load(world: Body2026, ages_days: list[int]) -> Demo:
    demo = Demo(world.body.territory, TODAY)
    for number, (age, slug) in enumerate(zip(ages_days, ANSWERED, strict=False), start=1):
        opinion = make_opinion(world.body, number, recommendations=len(answers_demo.SAID[slug]))
        Policy.objects.filter(pk=opinion.examen.policy_id).update(slug=slug)
        Opinion.objects.filter(pk=opinion.pk).update(recorded_at=demo.at(days=-age))
    answers_demo.load(demo=demo)
    plan_demo.load(demo=demo)
    return demo


@pytest.mark.parametrize("age", [100, 300])
def test_story_is_whole_whatever_the_age_of_the_avis(world: Body2026, age: int) -> None:
    load(world, [age, 45, 10])
    states = list(AnswerSheet.objects.order_by("opinion__reference").values_list("state", flat=True))
    assert states == ["publiee", "attribuee", "soumise"]
    assert figures(TODAY).due == 2
    counts = plan_figures(TODAY)
    assert (counts.kept, counts.under_way, counts.late, counts.contested, counts.abandoned) == (1, 1, 1, 1, 0)


def test_second_sheet_is_late(world: Body2026) -> None:
    load(world, [200, 45])
    late = AnswerSheet.objects.get(opinion__reference="A-2026-0002")
    assert late.due_on < TODAY
    assert list(late.answers.order_by("pk").values_list("is_complete", flat=True)) == [True, *[False] * 3]


def test_loading_again_changes_nothing(world: Body2026, now: datetime) -> None:
    demo = load(world, [200])
    before = Event.objects.count()
    answers_demo.load(demo=demo)
    plan_demo.load(demo=demo)
    assert Event.objects.count() == before


def test_avis_that_the_demonstration_does_not_tell_waits_for_its_department(world: Body2026) -> None:
    opinion = make_opinion(world.body)
    demo = Demo(world.body.territory, TODAY)
    Opinion.objects.filter(pk=opinion.pk).update(recorded_at=demo.at(days=-45))
    answers_demo.load(demo=demo)
    assert list(AnswerSheet.objects.values_list("opinion__reference", "state")) == [("A-2026-0001", "demandee")]


def test_nothing_is_dated_in_the_future(world: Body2026) -> None:
    demo = load(world, [200, 45])
    assert Event.objects.order_by("-at").values_list("at", flat=True)[0] <= demo.at(days=0) + timedelta(seconds=1)


def test_plan_has_two_finished_iterations_and_the_three_horizons(world: Body2026) -> None:
    for slug in ("smtc-ac", "chamalieres", "spl-clermont-auvergne"):
        body = BodyFactory(territory=world.body.territory, slug=slug)
        RoleFactory(body=body, kind=RoleKind.AGENT)
    for slug in sorted({slug for row in TOLD["action"] + TOLD["late_entry"] for slug in row.get("communes", ())}):
        CommuneFactory(territory=world.body.territory, slug=slug, body=BodyFactory(slug=f"mairie-{slug}"))
    demo = Demo(world.body.territory, TODAY)
    plan.load(demo=demo)
    plan.load(demo=demo)
    assert list(Iteration.objects.order_by("number").values_list("number", "state")) == [(1, "close"), (2, "close")]
    assert [row.number for row in Version.objects.order_by("number")] == [1, 2, 3]
    counts = {horizon: Action.objects.filter(horizon=horizon).count() for horizon in ("court", "moyen", "long")}
    assert (sum(counts.values()), min(counts.values()) >= 8) == (46, True)
    assert set(Action.objects.values_list("is_demonstration", flat=True)) == {False}
    told = Version.objects.get(number=2).changes
    assert (len(told["added"]), len(told["dropped"])) == (2, 1)
    record = forecast_record(TODAY)
    assert min(record.right, record.wrong, record.pending) > 0
    assert network() is not None
