"""The life of a commitment: created once, moved by its department with evidence, contested once by person."""

import json
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from belvedere.contexts.actionplan import actions
from belvedere.contexts.actionplan.models import Action, Contest, Progress
from belvedere.contexts.actionplan.queries import (
    Figures,
    actions_waiting_for,
    audience_digest,
    audience_of_token,
    contest_link,
    figures,
    plan,
)
from belvedere.contexts.actionplan.refusals import (
    AlreadyContestedByYou,
    EvidenceNeeded,
    LinkNotValid,
    NotDoneYet,
    ReasonNeeded,
)
from belvedere.contexts.actionplan.states import ActionState, Verb
from belvedere.contexts.answers.states import Draft, Verdict
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed, NotInThisState
from tests.contexts.opinions import Body2026, published, retained, validated


def created(world: Body2026, now: datetime, number: int = 1, due_on: date = date(2027, 6, 30)) -> Action:
    sheet = published(world, now, number, [retained(world, due_on), Draft(Verdict.REJECTED, reason="Trop cher")])
    return actions.create_actions(opinion_reference=sheet.opinion.reference, now=now)[0]


def done(world: Body2026, now: datetime, number: int = 1) -> Action:
    action = created(world, now, number)
    return actions.record_progress(
        action=action, verb=Verb.FINISH, percent=10, note="Inaugurée le 2 mars", by=world.drafter, now=now
    )


def contested(world: Body2026, now: datetime) -> Contest:
    action = done(world, now)
    mark = audience_digest(reference=action.reference, audience_id="7")
    actions.contest_action(action=action, audience_digest=mark, reason="Le bus ne passe pas", now=now)
    return Contest.objects.get(action=action)


def kinds() -> list[str]:
    return [kind for kind in Event.objects.values_list("kind", flat=True) if kind.startswith("actionplan.")]


def test_what_is_retained_becomes_an_action_once(world: Body2026, now: datetime) -> None:
    drafts = [retained(world), Draft(Verdict.REJECTED, reason="Trop cher")]
    sheet = published(world, now, drafts=drafts)
    first = actions.create_actions(opinion_reference=sheet.opinion.reference, now=now)
    again = actions.create_actions(opinion_reference=sheet.opinion.reference, now=now)
    assert again == []
    assert [(row.reference, row.matter, row.title, row.state, row.percent, row.department) for row in first] == [
        ("P-2026-0001", "E-2026-0001", "Recommandation numéro 1", ActionState.PLANNED, 0, world.department)
    ]
    event = Event.objects.get(kind="actionplan.action_created")
    assert (event.subject_id, event.matter, json.loads(event.payload)) == (
        "P-2026-0001",
        "E-2026-0001",
        {
            "opinion": "A-2026-0001",
            "recommendation": 1,
            "department": "mobilites",
            "horizon": "court",
            "due_on": "2027-06-30",
        },
    )


def test_nothing_is_created_before_publication(world: Body2026, now: datetime) -> None:
    sheet = validated(world, now)
    assert actions.create_actions(opinion_reference=sheet.opinion.reference, now=now) == []


def test_history_keeps_each_step(world: Body2026, now: datetime) -> None:
    action = created(world, now)
    actions.record_progress(
        action=action, verb=Verb.ADVANCE, percent=40, note="Marché signé", by=world.drafter, now=now
    )
    action = actions.record_progress(
        action=action,
        verb=Verb.FINISH,
        percent=40,
        note="En service",
        evidence_url="https://exemple.fr/pv",
        by=world.drafter,
        now=now,
    )
    assert (action.state, action.percent) == (ActionState.DONE, 100)
    assert list(Progress.objects.values_list("state", "percent", "note", "evidence_url").order_by("pk")) == [
        ("en_cours", 40, "Marché signé", ""),
        ("faite", 100, "En service", "https://exemple.fr/pv"),
    ]
    assert kinds() == ["actionplan.action_created", "actionplan.progress_recorded", "actionplan.done"]


@pytest.mark.parametrize("who", ["agent", "elected", "other_drafter"])
def test_only_the_owning_department_moves_an_action(world: Body2026, other: Body2026, now: datetime, who: str) -> None:
    action = created(world, now)
    for by in (getattr(world, who), other.drafter):
        with pytest.raises(NotAllowed):
            actions.record_progress(action=action, verb=Verb.ADVANCE, percent=10, note="", by=by, now=now)
    assert Progress.objects.count() == 0


def test_done_asks_for_evidence_and_abandoned_for_a_reason(world: Body2026, now: datetime) -> None:
    action = created(world, now)
    with pytest.raises(EvidenceNeeded):
        actions.record_progress(action=action, verb=Verb.FINISH, percent=100, note=" ", by=world.drafter, now=now)
    with pytest.raises(ReasonNeeded):
        actions.record_progress(action=action, verb=Verb.ABANDON, percent=0, note="", by=world.drafter, now=now)
    gone = actions.record_progress(
        action=action, verb=Verb.ABANDON, percent=0, note="Le terrain est vendu", by=world.drafter, now=now
    )
    assert gone.state == ActionState.ABANDONED
    with pytest.raises(NotInThisState):
        actions.record_progress(action=gone, verb=Verb.ADVANCE, percent=10, note="", by=world.drafter, now=now)


def test_contest_is_refused_while_not_done(world: Body2026, now: datetime) -> None:
    with pytest.raises(NotDoneYet):
        actions.contest_action(action=created(world, now), audience_digest="a", reason="Non", now=now)


def test_contest_asks_for_a_reason(world: Body2026, now: datetime) -> None:
    with pytest.raises(ReasonNeeded):
        actions.contest_action(action=done(world, now), audience_digest="a", reason="  ", now=now)


def test_one_person_contests_once_even_after_the_answer(world: Body2026, now: datetime) -> None:
    contest = contested(world, now)
    mark = contest.audience_digest
    with pytest.raises(AlreadyContestedByYou):
        actions.contest_action(action=contest.action, audience_digest=mark, reason="Encore", now=now)
    actions.answer_contest(
        contest=contest, verb=Verb.MAINTAIN, percent=0, explanation="Il passe", by=world.drafter, now=now
    )
    with pytest.raises(AlreadyContestedByYou):
        actions.contest_action(action=contest.action, audience_digest=mark, reason="Encore", now=now)
    again = actions.contest_action(action=contest.action, audience_digest="autre", reason="Non plus", now=now)
    assert again.state == ActionState.CONTESTED


@pytest.mark.parametrize(
    ("verb", "state", "percent"),
    [(Verb.REOPEN, ActionState.UNDER_WAY, 60), (Verb.MAINTAIN, ActionState.DONE, 100)],
)
def test_department_answers_a_contest(
    world: Body2026, now: datetime, verb: Verb, state: ActionState, percent: int
) -> None:
    contest = contested(world, now)
    for by in (world.agent, world.elected, world.other_drafter):
        with pytest.raises(NotAllowed):
            actions.answer_contest(contest=contest, verb=verb, percent=60, explanation="Oui", by=by, now=now)
    with pytest.raises(ReasonNeeded):
        actions.answer_contest(contest=contest, verb=verb, percent=60, explanation="", by=world.drafter, now=now)
    action = actions.answer_contest(
        contest=contest, verb=verb, percent=60, explanation="Voici pourquoi", by=world.drafter, now=now
    )
    assert (action.state, action.percent) == (state, percent)
    assert Contest.objects.values_list("outcome", "explanation").get() == (verb, "Voici pourquoi")
    assert kinds()[-2:] == ["actionplan.contested", "actionplan.contest_answered"]
    with pytest.raises(NotInThisState):
        actions.answer_contest(contest=contest, verb=verb, percent=60, explanation="Bis", by=world.drafter, now=now)


def test_words_of_a_contest_never_reach_the_journal(world: Body2026, now: datetime) -> None:
    contested(world, now)
    assert "Le bus ne passe pas" not in "".join(Event.objects.values_list("payload", flat=True))


def test_link_opens_one_action_for_one_person(world: Body2026, now: datetime) -> None:
    action = created(world, now)
    token = contest_link(action, "7").rstrip("/").rsplit("/", 1)[1]
    mark = audience_of_token(reference=action.reference, token=token)
    assert mark == audience_digest(reference=action.reference, audience_id="7")
    assert mark != audience_digest(reference=action.reference, audience_id="8")
    for reference, altered in ((action.reference, token + "x"), ("P-2026-0999", token)):
        with pytest.raises(LinkNotValid):
            audience_of_token(reference=reference, token=altered)


def test_figures_put_each_action_in_one_count(world: Body2026, now: datetime) -> None:
    created(world, now, number=1)
    late = created(world, now, number=2, due_on=date(2026, 12, 1))
    done(world, now, number=3)
    before, after = now.date(), date(2026, 12, 2)
    assert figures(before) == Figures(kept=1, under_way=2, late=0, contested=0, abandoned=0, on=before)
    assert figures(after) == Figures(kept=1, under_way=1, late=1, contested=0, abandoned=0, on=after)
    assert plan(today=after)[0] == late
    assert list(plan(today=after, state="retard")) == [late]


def test_department_waits_for_what_is_near_late_or_contested(world: Body2026, now: datetime) -> None:
    near = created(world, now, number=2, due_on=date(2026, 12, 10))
    created(world, now, number=3)
    action = contested(world, now).action
    assert list(actions_waiting_for(world.drafter, today=now.date())) == [near, action]
    assert list(actions_waiting_for(world.other_drafter, today=now.date())) == []
    assert list(actions_waiting_for(world.agent, today=now.date())) == []


def test_database_holds_the_last_word(world: Body2026, now: datetime) -> None:
    action = created(world, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(state=ActionState.DONE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Progress.objects.create(action=action, at=now, state=ActionState.DONE, percent=100)
