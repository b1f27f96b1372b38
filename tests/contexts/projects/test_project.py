"""A project: opened, described, told, published, ended; its questionnaire and its frozen verdicts."""

import json
from datetime import date, datetime, timedelta

import pytest

from belvedere.contexts.guide.models import RuleSetVersion
from belvedere.contexts.projects.actions import project as actions
from belvedere.contexts.projects.actions import questionnaire
from belvedere.contexts.projects.models import Asked, FrozenVerdict, Project, Reply
from belvedere.contexts.projects.queries.affected import affected_projects
from belvedere.contexts.projects.queries.projects import facts_of, project_by_slug
from belvedere.contexts.projects.refusals import (
    AlreadyAsked,
    AnotherBodysDepartment,
    AnswersContradict,
    DayAlreadyPast,
    NotConcerned,
    NothingKnownYet,
    PromiseGap,
    SayWhy,
    UnreadableAnswer,
)
from belvedere.contexts.projects.states import AskedState, ProjectState, Verb
from belvedere.engines.rules.law.methods import Level
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.search.queries import search
from belvedere.platform.tasks.worker import run_pending
from tests.contexts.projects.world import ANSWERS, World
from tests.factories import RoleFactory


def kinds() -> list[str]:
    return list(Event.objects.order_by("sequence").values_list("kind", flat=True))


def test_a_project_is_opened_by_its_department_and_journaled_once(world: World, now: datetime) -> None:
    project = world.opened(now)
    assert (project.reference, project.slug, project.state) == ("PJ-2026-0001", "inspire", ProjectState.PREPARED)
    assert [(row.part, row.role) for row in project.team.all()] == [("pilote", world.lead)]
    assert kinds() == ["projects.opened"]
    assert world.opened(now).slug == "inspire-2"
    assert world.opened(now, "Agenda").slug == "agenda-2"


def test_opening_is_refused_to_others_and_to_anothers_department(world: World, elsewhere: World, now: datetime) -> None:
    for role in (world.elected, world.auditor, elsewhere.agent):
        with pytest.raises(NotAllowed):
            actions.open_project(body=world.body, sheet=world.sheet(), by=role, now=now)
    with pytest.raises(AnotherBodysDepartment):
        actions.open_project(body=world.body, sheet=elsewhere.sheet(), by=world.agent, now=now)
    assert Project.objects.count() == 0


def test_only_its_department_and_the_agents_run_it(world: World, elsewhere: World, now: datetime) -> None:
    project = world.opened(now)
    for role in (world.other, world.elected, world.auditor, elsewhere.agent, elsewhere.lead):
        with pytest.raises(NotAllowed):
            actions.describe_project(project=project, sheet=world.sheet("Autre"), by=role, now=now)
    actions.describe_project(project=project, sheet=world.sheet("Autre"), by=world.agent, now=now)
    assert Project.objects.get().name == "Autre"


def test_publishing_makes_it_findable_and_it_is_closed_with_a_reason(world: World, now: datetime) -> None:
    project = world.opened(now)
    actions.publish_project(project=project, by=world.lead, now=now)
    assert search("inspire")[0].url == "/projets/inspire/"
    with pytest.raises(NotInThisState):
        actions.publish_project(project=project, by=world.lead, now=now)
    with pytest.raises(SayWhy):
        actions.end_project(project=project, verb=Verb.CLOSE, reason=" ", by=world.lead, now=now)
    actions.end_project(project=project, verb=Verb.CLOSE, reason="Mis en service", by=world.lead, now=now)
    with pytest.raises(NotInThisState):
        actions.describe_project(project=project, sheet=world.sheet(), by=world.lead, now=now)
    assert kinds() == ["projects.opened", "projects.published", "projects.closed"]


def test_a_commune_that_was_told_reacts_once_before_its_day(world: World, now: datetime) -> None:
    project = world.opened(now)
    mayor: Role = RoleFactory(body=world.communes[0].body, kind=RoleKind.ELECTED)
    with pytest.raises(NotConcerned):
        actions.react(project=project, text="Et l’école ?", by=mayor, now=now)
    with pytest.raises(DayAlreadyPast):
        actions.tell_communes(project=project, react_until=now.date(), by=world.lead, now=now)
    until = now.date() + timedelta(days=21)
    actions.tell_communes(project=project, react_until=until, by=world.lead, now=now)
    with pytest.raises(NotConcerned):
        actions.react(project=project, text="Trop tard", by=mayor, now=now + timedelta(days=22))
    with pytest.raises(NotConcerned):
        actions.react(project=project, text="Pas concernés", by=world.elected, now=now)
    actions.react(project=project, text="Et l’école ?", by=mayor, now=now)
    with pytest.raises(NotConcerned):
        actions.react(project=project, text="Encore", by=mayor, now=now)
    assert [(row.body, row.text) for row in project.reactions.all()] == [(mayor.body, "Et l’école ?")]


def test_answers_by_several_people_and_a_question_asked_of_a_department(
    world: World, elsewhere: World, now: datetime
) -> None:
    project = world.opened(now)
    questionnaire.reply(project=project, question="nature", value="zac", by=world.lead, now=now)
    questionnaire.reply(project=project, question="qpv", value=False, by=world.agent, now=now)
    due = now.date() + timedelta(days=14)
    with pytest.raises(NotAllowed):
        questionnaire.reply(project=project, question="cout_ht", value=1, by=world.other, now=now)
    with pytest.raises(AnotherBodysDepartment):
        questionnaire.ask_department(
            project=project, question="cout_ht", department=elsewhere.department, due_on=due, by=world.lead, now=now
        )
    asked = questionnaire.ask_department(
        project=project, question="cout_ht", department=world.other_department, due_on=due, by=world.lead, now=now
    )
    with pytest.raises(AlreadyAsked):
        questionnaire.ask_department(
            project=project, question="cout_ht", department=world.department, due_on=due, by=world.lead, now=now
        )
    with pytest.raises(NotAllowed):
        questionnaire.reply(project=project, question="qpv", value=True, by=world.other, now=now)
    assert facts_of(project_by_slug("inspire") or project, now.date()) == {
        "nature": "zac",
        "qpv": False,
        "communes_concernees": 2,
    }
    questionnaire.reply(project=project, question="cout_ht", value=2_000_000, by=world.other, now=now)
    asked.refresh_from_db()
    assert (asked.state, Reply.objects.get(question="cout_ht").value) == (AskedState.ANSWERED, 2_000_000)
    with pytest.raises(NotAllowed):
        questionnaire.reply(project=project, question="cout_ht", value=3, by=world.other, now=now)


def test_a_question_is_withdrawn_once(world: World, now: datetime) -> None:
    project = world.opened(now)
    asked = questionnaire.ask_department(
        project=project, question="qpv", department=world.other_department, due_on=now.date(), by=world.lead, now=now
    )
    questionnaire.withdraw_question(asked=asked, by=world.lead, now=now)
    with pytest.raises(NotInThisState):
        questionnaire.withdraw_question(asked=asked, by=world.lead, now=now)
    assert Asked.objects.get().state == AskedState.WITHDRAWN


@pytest.mark.parametrize(
    ("question", "value"), [("nature", "gare"), ("cout_ht", -1), ("qpv", "oui"), ("rien", True), ("cout_ht", True)]
)
def test_an_unreadable_answer_is_refused_and_nothing_is_lost(
    world: World, now: datetime, question: str, value: str | bool | float
) -> None:
    project = world.opened(now)
    with pytest.raises(UnreadableAnswer):
        questionnaire.reply(project=project, question=question, value=value, by=world.lead, now=now)
    assert (Reply.objects.count(), kinds()) == (0, ["projects.opened"])


def test_a_verdict_is_frozen_with_the_rules_and_their_extracts(world: World, now: datetime) -> None:
    project = world.opened(now)
    with pytest.raises(NothingKnownYet):
        questionnaire.freeze_verdict(
            project=Project.objects.get(pk=world_without_communes(project)), by=world.lead, now=now
        )
    project = world.answered(now, "Autre")
    verdict = questionnaire.freeze_verdict(project=project, by=world.lead, now=now)
    assert (verdict.number, verdict.on, verdict.rules_version) == (1, date(2026, 11, 23), "2026-11-22")
    kept = {row["rule"]: row for row in verdict.trace}
    road = kept["CU-R103-1-2"]
    assert road["applies"] is True
    assert road["sources"][1] == "C. urb. R. 103-1, 2°"
    assert "p['cu.r103_1.montant']" in road["condition"][0]
    assert [row["label"] for row in road["extract"]] == [
        f"C. urb. {name}" for name in ("L103-2", "R103-1", "R103-2", "R103-3")
    ]
    assert "1 900 000" in road["extract"][1]["text"]
    assert kept["CE-121-18"]["applies"] is False
    assert len(kept) == 27
    run_pending(now=now)
    assert RuleSetVersion.objects.get().digest == verdict.rules_digest


def world_without_communes(project: Project) -> int:
    project.communes.clear()
    return project.pk


def test_contradictory_answers_are_not_frozen(world: World, now: datetime) -> None:
    project = world.answered(now, answers={**ANSWERS, "entretien_seulement": True})
    with pytest.raises(AnswersContradict) as refused:
        questionnaire.freeze_verdict(project=project, by=world.lead, now=now)
    assert "entretien" in str(refused.value.message).lower()
    assert FrozenVerdict.objects.count() == 0


def test_more_is_not_promised_than_what_is_open(world: World, now: datetime) -> None:
    project = world.answered(now, answers={**ANSWERS, "marge": "rien"})
    with pytest.raises(PromiseGap) as refused:
        actions.announce_level(project=project, level=Level.CONCERT, by=world.lead, now=now)
    assert "« Concerter »".replace(" ", "\u00a0") in str(refused.value.message)
    actions.announce_level(project=project, level=Level.INFORM, by=world.lead, now=now)
    assert Project.objects.get().level == Level.INFORM


def test_projects_touched_by_a_change_of_rules(world: World, now: datetime) -> None:
    project = world.answered(now)
    verdict = questionnaire.freeze_verdict(project=project, by=world.lead, now=now)
    assert affected_projects(now.date()) == []
    [row] = affected_projects(now.date(), ["CU-R103-1-2", "CU-103-2-ZAC"])
    assert [(rule.rule, rule.before, rule.after) for rule in row.rules] == [("CU-R103-1-2", True, True)]
    questionnaire.reply(project=project, question="entretien_seulement", value=True, by=world.lead, now=now)
    questionnaire.reply(project=project, question="ouvrage_nouveau_ou_assiette", value=False, by=world.lead, now=now)
    [row] = affected_projects(now.date())
    assert row.verdict == verdict
    assert {rule.rule: (rule.before, rule.after) for rule in row.rules}["CU-R103-1-2"] == (True, False)
    assert {rule.rule: rule.regime for rule in row.rules}["CU-R103-1-2"].endswith("(date du verdict)")


def test_no_event_holds_a_free_text(world: World, now: datetime) -> None:
    world.reported(now)
    words = "".join(Event.objects.values_list("payload", flat=True))
    assert "gare" not in words
    assert "Réunion" not in words
    assert json.loads(Event.objects.get(kind="projects.reported").payload) == {
        "on": "2027-12-17",
        "terms": 2,
        "proposals": 1,
    }
