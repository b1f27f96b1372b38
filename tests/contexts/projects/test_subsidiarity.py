"""The planned consultation of a project before the rules of subsidiarity: kept, broken, set aside in public."""

from datetime import datetime

import pytest
from django.test import Client

from belvedere.contexts.projects.actions.consultation import waive_rule_for_project
from belvedere.contexts.projects.actions.project import tell_communes
from belvedere.contexts.projects.models import Project
from belvedere.contexts.projects.queries.projects import full_projects
from belvedere.contexts.projects.queries.subsidiarity import checked_project
from belvedere.contexts.projects.refusals import NotPlanned
from belvedere.contexts.strategy.models import Waiver
from belvedere.contexts.strategy.refusals import ReasonNeeded, RuleNotBroken
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed
from tests.contexts.projects.world import DECISION_ON, World
from tests.contexts.strategy.conftest import as_


def broken(project: Project, now: datetime) -> list[str]:
    checked = checked_project(full_projects().get(pk=project.pk), on=now.date())
    assert checked is not None
    return [one.verdict.rule.id for one in checked.blocking]


def test_a_project_without_dates_is_not_judged(world: World, now: datetime) -> None:
    project = world.answered(now)
    assert checked_project(project, on=now.date()) is None
    with pytest.raises(NotPlanned):
        waive_rule_for_project(project=project, rule="R3", reason="Urgent", by=world.agent, now=now)


def test_the_communes_that_were_not_told_break_a_rule_until_they_are(world: World, now: datetime) -> None:
    project = world.planned(now)
    assert broken(project, now) == ["R3"]
    tell_communes(project=project, react_until=DECISION_ON, by=world.lead, now=now)
    assert broken(project, now) == []
    with pytest.raises(RuleNotBroken):
        waive_rule_for_project(project=project, rule="R3", reason="Urgent", by=world.agent, now=now)


def test_a_rule_is_set_aside_once_by_its_body_with_a_public_reason(world: World, now: datetime) -> None:
    project = world.planned(now)
    for by, reason, refusal in (
        (world.lead, "Urgent", NotAllowed),
        (world.other, "Urgent", NotAllowed),
        (world.agent, " ", ReasonNeeded),
    ):
        with pytest.raises(refusal):
            waive_rule_for_project(project=project, rule="R3", reason=reason, by=by, now=now)
    waive_rule_for_project(project=project, rule="R3", reason="Les maires l’ont voté.", by=world.agent, now=now)
    assert broken(project, now) == []
    told = Event.objects.get(kind="strategy.rule_waived")
    assert (told.matter, Waiver.objects.get().reason) == (project.reference, "Les maires l’ont voté.")


def test_the_page_judges_and_sets_aside(world: World, now: datetime) -> None:
    project = world.planned(now)
    page, agent = f"/espace/projets/{project.slug}/concertation/", as_(world.agent)
    shown = agent.get(page).content.decode()
    assert 'id="regle-R3"' in shown
    place = f"/espace/projets/{project.slug}/regles/R3/lever/"
    assert place in shown
    assert place not in as_(world.lead).get(page).content.decode()
    refused = agent.post(place, {"reason": ""})
    assert (refused.status_code, Waiver.objects.count()) == (422, 0)
    assert Client().post(place, {"reason": "x"}).status_code == 302
    assert agent.post(place, {"reason": "Les maires l’ont voté."}).url == page
    assert "Les maires l’ont voté." in agent.get(page).content.decode()
