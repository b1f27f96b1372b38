"""An iteration from its opening to its version: who does what, what is refused, what the version says of the plan."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from belvedere.contexts.actionplan import actions
from belvedere.contexts.actionplan.actions.iterations import (
    adopt_version,
    look_back,
    open_iteration,
    prepare_version,
    remind_owners,
    review_action,
)
from belvedere.contexts.actionplan.actions.retrospective import answer_retrospective, group_replies
from belvedere.contexts.actionplan.actions.sheets import add_action, move_action
from belvedere.contexts.actionplan.models import (
    Action,
    Forecast,
    Iteration,
    Progress,
    RetrospectiveMark,
    RetrospectiveReply,
    Review,
    Version,
)
from belvedere.contexts.actionplan.queries.iterations import (
    actions_on,
    difference_of_json,
    forecast_record,
    grouped_replies,
    next_changes,
    plan_content,
    reviews_waiting_for,
    standings,
    titles_of,
)
from belvedere.contexts.actionplan.queries.telling import Telling, page_of, told
from belvedere.contexts.actionplan.refusals import (
    AlreadyAnswered,
    EvidenceNeeded,
    IterationNotOver,
    ReasonNeeded,
    RepliesNotRead,
    RetrospectiveOver,
    SheetIncomplete,
)
from belvedere.contexts.actionplan.states import ActionState, Verb
from belvedere.contexts.actionplan.states.iterations import IterationState, Question
from belvedere.engines.plans.versions import Difference, applied, difference
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.models import Message
from belvedere.platform.refusals import NotAllowed, NotInThisState
from tests.contexts.actionplan.plans import added, adopted, iteration, opened, sheet
from tests.contexts.opinions import Body2026

EXPECTED = date(2027, 5, 31)


def review(action: Action, by: Role, now: datetime, verb: Verb | None = Verb.ADVANCE, **said: object) -> Review:
    known = {"percent": 40, "note": "Le marché est signé.", "expected_on": EXPECTED}
    return review_action(action=action, verb=verb, by=by, now=now, **{**known, **said})


def test_opening_freezes_the_plan_as_version_one(world: Body2026, now: datetime) -> None:
    opened(world, now)
    action = added(world, now)
    done = added(world, now)
    actions.record_progress(action=done, verb=Verb.FINISH, percent=0, note="Fait", by=world.drafter, now=now)
    row = iteration(world, now)
    assert (row.number, row.state, row.base.number) == (1, IterationState.REVIEW, 1)
    assert row.base.content == plan_content()
    assert list(Review.objects.values_list("action", flat=True)) == [action.pk]
    event = json.loads(Event.objects.get(kind="actionplan.iteration_opened").payload)
    assert (event["actions"], event["base"], event["digest"]) == (1, 1, row.base.digest)


def test_one_iteration_at_a_time_opened_by_who_leads(world: Body2026, other: Body2026, now: datetime) -> None:
    opened(world, now)
    for by in (world.elected, world.drafter, other.agent):
        with pytest.raises(NotAllowed):
            open_iteration(
                review_until=EXPECTED, replies_until=EXPECTED + timedelta(days=9), act="Acte", by=by, now=now
            )
    with pytest.raises(SheetIncomplete):
        open_iteration(review_until=EXPECTED, replies_until=EXPECTED, act="Acte", by=world.agent, now=now)
    with pytest.raises(SheetIncomplete):
        open_iteration(
            review_until=EXPECTED, replies_until=EXPECTED + timedelta(days=9), act=" ", by=world.agent, now=now
        )
    assert (Iteration.objects.count(), Version.objects.count()) == (0, 0)
    iteration(world, now)
    with pytest.raises(IterationNotOver):
        iteration(world, now)


def test_owner_reviews_state_evidence_and_forecast(world: Body2026, other: Body2026, now: datetime) -> None:
    opened(world, now)
    action = added(world, now)
    with pytest.raises(NotInThisState):
        review(action, world.drafter, now)
    iteration(world, now)
    for by in (world.agent, world.elected, world.other_drafter, other.drafter):
        with pytest.raises(NotAllowed):
            review(action, by, now)
    for verb in (None, Verb.ADVANCE):
        with pytest.raises((ReasonNeeded, EvidenceNeeded)):
            review(action, world.drafter, now, verb, note=" ")
    assert (Forecast.objects.count(), Progress.objects.count()) == (0, 0)
    assert list(reviews_waiting_for(world.drafter).values_list("action", flat=True)) == [action.pk]
    row = review(action, world.drafter, now)
    action.refresh_from_db()
    assert (row.has_moved, action.state, action.percent) == (True, ActionState.UNDER_WAY, 40)
    again = review(action, world.drafter, now, None, note="Rien de neuf.", expected_on=date(2027, 6, 30))
    assert (again.pk, again.has_moved, Progress.objects.count()) == (row.pk, False, 1)
    assert list(Forecast.objects.order_by("pk").values_list("expected_on", flat=True)) == [EXPECTED, date(2027, 6, 30)]
    assert not reviews_waiting_for(world.drafter).exists()


def test_bodies_without_departments_review_by_their_officers(world: Body2026, other: Body2026, now: datetime) -> None:
    opened(world, now)
    theirs = add_action(sheet=sheet(world, body="autre-commune", department=""), by=other.agent, now=now)
    iteration(world, now)
    assert [row.action for row in reviews_waiting_for(other.agent)] == [theirs]
    assert not reviews_waiting_for(world.agent).exists()
    assert review(theirs, other.agent, now).has_moved


def test_owners_are_reminded_once_by_reminder(world: Body2026, other: Body2026, now: datetime) -> None:
    opened(world, now)
    first, second = added(world, now), added(world, now)
    add_action(sheet=sheet(world, body="autre-commune", department=""), by=other.agent, now=now)
    row = iteration(world, now)
    sent = [remind_owners(iteration_id=row.pk, now=now + timedelta(days=days)) for days in (0, 16, 17, 27)]
    assert sent == [0, 2, 0, 2]
    mail = Message.objects.filter(to=world.drafter.user.email).order_by("pk")[0]
    assert (first.reference in mail.text, second.reference in mail.text) == (True, True)
    for action in (first, second):
        review(action, world.drafter, now)
    assert remind_owners(iteration_id=row.pk, now=now + timedelta(days=30)) == 1


def test_retrospective_is_answered_grouped_and_anonymous_if_one_wants(
    world: Body2026, other: Body2026, now: datetime
) -> None:
    opened(world, now)
    added(world, now)
    iteration(world, now)
    words = {Question.KEEP: "Les référents", Question.CHANGE: " ", Question.TRY: "Moins d’actions"}
    with pytest.raises(RetrospectiveOver):
        answer_retrospective(words=words, is_anonymous=False, by=other.agent, now=now)
    look_back(by=world.agent, now=now)
    with pytest.raises(ReasonNeeded):
        answer_retrospective(words={Question.KEEP: ""}, is_anonymous=False, by=other.agent, now=now)
    answer_retrospective(words=words, is_anonymous=False, by=other.agent, now=now)
    answer_retrospective(words={Question.KEEP: "Les réunions"}, is_anonymous=True, by=world.drafter, now=now)
    answer_retrospective(words={Question.KEEP: "La page publique"}, is_anonymous=False, by=None, now=now)
    with pytest.raises(AlreadyAnswered):
        answer_retrospective(words=words, is_anonymous=True, by=other.agent, now=now)
    assert list(RetrospectiveReply.objects.order_by("pk").values_list("words", "body__slug")) == [
        ("Les référents", "autre-commune"),
        ("Moins d’actions", "autre-commune"),
        ("Les réunions", None),
        ("La page publique", None),
    ]
    actors = set(Event.objects.filter(kind="actionplan.retrospective_replied").values_list("actor_kind", "actor_id"))
    assert (actors, RetrospectiveMark.objects.count()) == ({("habitant", "")}, 2)
    with pytest.raises(RepliesNotRead):
        prepare_version(by=world.agent, now=now)
    first, second, third, last = RetrospectiveReply.objects.order_by("pk").values_list("pk", flat=True)
    with pytest.raises(NotAllowed):
        group_replies(groups={first: "Les gens"}, refused=set(), by=other.agent, now=now)
    read = group_replies(
        groups={first: "Les gens", third: "Les gens", second: "Moins", last: ""},
        refused={last},
        by=world.agent,
        now=now,
    )
    row = Iteration.objects.get()
    groups = grouped_replies(row)
    assert read == 4
    assert [(group.title, len(group.replies)) for group in groups[Question.KEEP]] == [("Les gens", 2)]
    assert [(group.title, len(group.replies)) for group in groups[Question.TRY]] == [("Moins", 1)]
    with pytest.raises(RetrospectiveOver):
        answer_retrospective(words=words, is_anonymous=True, by=None, now=now + timedelta(days=46))


def as_told(found: Difference) -> tuple[Telling, dict[str, object]]:
    return told(found, {}, titles_of(found.changed)), {**found.changed}


def test_a_long_difference_is_told_page_by_page(world: Body2026, now: datetime) -> None:
    """A hundred changes by page, in the order of their kinds: each is told once."""
    keys = [f"P-2026-{number:04d}" for number in range(150)]
    made = {key: {"title": key, "horizon": "court", "due_on": "2027-01-01"} for key in keys}
    found = difference({key: made[key] for key in keys[:20]}, {key: made[key] for key in keys[20:]})
    pages = [page_of(found, number) for number in ("1", "2")]
    assert [len(part.added) + len(part.dropped) for part, _page in pages] == [100, 50]
    assert [key for part, _page in pages for key in (*part.added, *part.dropped)] == [*keys[20:], *keys[:20]]
    assert [page.paginator.num_pages for _part, page in pages] == [2, 2]


def test_version_is_adopted_by_an_elected_official_and_its_difference_gives_it_back(
    world: Body2026, other: Body2026, now: datetime
) -> None:
    opened(world, now)
    dropped, moved, done = added(world, now), added(world, now), added(world, now)
    first = iteration(world, now).base
    review(done, world.drafter, now, Verb.FINISH, note="Trente attestations", evidence_url="https://exemple.fr/liste")
    review(dropped, world.drafter, now, Verb.ABANDON, note="La formation existe déjà au CNFPT.")
    move_action(
        action=moved, horizon="moyen", why="Le budget est voté en 2028.", by=world.agent, now=now + timedelta(days=1)
    )
    new = added(world, now)
    assert as_told(next_changes()) == as_told(difference(first.content, plan_content()))
    assert sorted(next_changes().added) == [new.reference]
    with pytest.raises(NotInThisState):
        adopt_version(act="Délibération", by=world.elected, now=now)
    look_back(by=world.agent, now=now)
    prepare_version(by=world.agent, now=now)
    for by in (world.agent, world.drafter, other.elected):
        with pytest.raises(NotAllowed):
            adopt_version(act="Délibération", by=by, now=now)
    with pytest.raises(SheetIncomplete):
        adopt_version(act="", by=world.elected, now=now)
    version = adopt_version(act="Délibération du 28 mai 2027", by=world.elected, now=now + timedelta(days=2))
    changes = version.changes
    assert (list(changes["added"]), list(changes["dropped"])) == ([new.reference], [dropped.reference])
    assert changes["why"] == {
        dropped.reference: "La formation existe déjà au CNFPT.",
        moved.reference: "Le budget est voté en 2028.",
    }
    assert changes["changed"] == {
        moved.reference: {"horizon": ["court", "moyen"], "due_on": ["2027-06-30", "2029-11-24"]},
        done.reference: {"state": ["prevue", "faite"]},
    }
    assert applied(difference_of_json(changes), first.content) == {
        key: {name: value for name, value in row.items() if value is not None} for key, row in version.content.items()
    }
    row = Iteration.objects.get()
    assert (row.state, row.result, version.number) == (IterationState.CLOSED, version, 2)
    payload = json.loads(Event.objects.get(kind="actionplan.version_adopted").payload)
    assert (payload["added"], payload["dropped"], payload["done"], payload["changed"]) == (1, 1, 1, 2)
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.update(act="Autre")


def test_next_iteration_starts_from_the_version_and_history_is_kept(world: Body2026, now: datetime) -> None:
    opened(world, now)
    action = added(world, now)
    iteration(world, now)
    review(action, world.drafter, now, Verb.FINISH, expected_on=now.date())
    version = adopted(world, now + timedelta(days=180))
    row = iteration(world, now + timedelta(days=183))
    assert (row.number, row.base, row.reviews.count()) == (2, version, 0)
    stood = standings(actions_on(now.date()), now.date())
    assert [(each.state, each.percent) for each in stood] == [(ActionState.DONE, 100)]
    found = forecast_record(now.date() + timedelta(days=183))
    assert (found.right, found.wrong, found.pending) == (1, 0, 0)
