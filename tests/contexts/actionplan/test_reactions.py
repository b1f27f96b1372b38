"""What the plan does by itself: create actions, write to their department, show itself on other pages."""

from datetime import datetime

import pytest
from django.test import RequestFactory

from belvedere.contexts.actionplan import sections
from belvedere.contexts.actionplan.models import Action
from belvedere.contexts.actionplan.subscriptions import create_actions, index_action, tell_department
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.models import Message
from belvedere.platform.search.queries import search
from belvedere.platform.ui.slots import rendered_sections
from tests.contexts.actionplan.test_actions import contested, created
from tests.contexts.opinions import Body2026, published


def last_event(kind: str) -> Event:
    return Event.objects.filter(kind=kind).order_by("-sequence")[0]


def test_publication_creates_the_actions_once(world: Body2026, now: datetime) -> None:
    published(world, now)
    for _time in range(2):
        create_actions(last_event("answers.published"), now)
    assert list(Action.objects.values_list("reference", flat=True)) == ["P-2026-0001"]


def test_department_gets_one_mail_by_occasion(world: Body2026, now: datetime) -> None:
    contested(world, now)
    for kind in ("actionplan.action_created", "actionplan.contested", "actionplan.contested"):
        tell_department(last_event(kind), now)
    assert list(Message.objects.order_by("pk").values_list("to", "subject")) == [
        (world.drafter.user.email, "Une action est confiée à votre service : P-2026-0001"),
        (world.drafter.user.email, "L’action P-2026-0001 est contestée"),
    ]
    assert "Le bus ne passe pas" not in "".join(Message.objects.values_list("text", flat=True))


def test_matter_policy_and_body_show_what_was_promised(world: Body2026, other: Body2026, now: datetime) -> None:
    action = created(world, now)
    request = RequestFactory().get("/")
    assert action.title in "".join(rendered_sections("matter", request, matters=["E-2026-0001"]))
    policy = sections.actions_of_policy(request, policy=action.answer.sheet.opinion.examen.policy)
    body = sections.actions_of_body(request, body=world.body)
    assert policy is not None
    assert body is not None
    assert [row.action for row in policy.content["rows"]] == [row.action for row in body.content["rows"]] == [action]
    assert sections.actions_of_matter(request, matters=["E-2026-0404"]) is None
    assert sections.actions_of_body(request, body=other.body) is None


@pytest.mark.parametrize("count", [1, 3])
def test_matter_asks_one_question_whatever_the_number(
    world: Body2026, now: datetime, django_assert_num_queries: object, count: int
) -> None:
    for number in range(1, count + 1):
        created(world, now, number=number)
    matters = [f"E-2026-{number:04d}" for number in range(1, count + 1)]
    with django_assert_num_queries(1):  # type: ignore[operator]
        section = sections.actions_of_matter(RequestFactory().get("/"), matters=matters)
    assert section is not None
    assert len(section.content["rows"]) == count


def test_action_can_be_found(world: Body2026, now: datetime) -> None:
    created(world, now)
    for _time in range(2):
        index_action(last_event("actionplan.action_created"), now)
    found = [(hit.title, hit.url) for hit in search("recommandations numero")]
    assert found == [("P-2026-0001 · Recommandation numéro 1", "/plan-d-actions/P-2026-0001/")]
