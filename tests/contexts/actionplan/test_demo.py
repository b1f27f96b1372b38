"""The demonstration of answers and plan: one promise kept, one under way, one late, one contested; one sheet late."""

from datetime import date, datetime, timedelta

import pytest

from belvedere.contexts.actionplan import demo as plan_demo
from belvedere.contexts.actionplan.queries import figures as plan_figures
from belvedere.contexts.answers import demo as answers_demo
from belvedere.contexts.answers.models import AnswerSheet
from belvedere.contexts.answers.queries import figures
from belvedere.contexts.panels.models import Opinion
from belvedere.platform.journal.models import Event
from belvedere.platform.territory.demo import Demo
from tests.contexts.opinions import Body2026, make_opinion

TODAY = date(2026, 11, 23)


def load(world: Body2026, ages_days: list[int]) -> Demo:
    demo = Demo(world.body.territory, TODAY)
    for number, age in enumerate(ages_days, start=1):
        opinion = make_opinion(world.body, number, recommendations=6)
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
    assert list(late.answers.order_by("pk").values_list("is_complete", flat=True)) == [True, *[False] * 5]


def test_loading_again_changes_nothing(world: Body2026, now: datetime) -> None:
    demo = load(world, [200])
    before = Event.objects.count()
    answers_demo.load(demo=demo)
    plan_demo.load(demo=demo)
    assert Event.objects.count() == before


def test_nothing_is_dated_in_the_future(world: Body2026) -> None:
    demo = load(world, [200, 45])
    assert Event.objects.order_by("-at").values_list("at", flat=True)[0] <= demo.at(days=0) + timedelta(seconds=1)
