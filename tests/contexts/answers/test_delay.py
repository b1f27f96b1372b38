"""The public clock: suspended, started again, told in time; the delays of each body."""

import csv
import io
import json
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from belvedere.contexts.answers import actions, tasks
from belvedere.contexts.answers.models import AnswerSheet, Escalation, Suspension
from belvedere.contexts.answers.queries import clock_of, figures
from belvedere.contexts.answers.queries.league import BodyDelays, delays_by_body
from belvedere.contexts.answers.refusals import SuspensionEndPast, TooLateToSuspend
from belvedere.contexts.answers.states import ClockState, Rung, SuspensionReason, rungs_reached
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.models import Message
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.calendar import working_days_within, working_deadline
from belvedere.platform.territory.models import Parameter
from tests.contexts.opinions import ASKED_ON, Body2026, assigned, published, requested, validated

DUE_ON = date(2026, 11, 24)  # twenty working days after ASKED_ON, All Saints' and Armistice days left out


def at(day: date, now: datetime) -> datetime:
    return now.replace(year=day.year, month=day.month, day=day.day)


def suspended(world: Body2026, now: datetime, sheet: AnswerSheet, until: date) -> AnswerSheet:
    actions.suspend_clock(sheet=sheet, reason=SuspensionReason.EXPERTISE, until=until, by=world.agent, now=now)
    return AnswerSheet.objects.get(pk=sheet.pk)


def reminders(world: Body2026) -> None:
    for code, value in (("answer.reminder_working_days", 5), ("answer.escalation_working_days", 10)):
        Parameter.objects.create(
            body=world.body, code=code, value=value, since=date(2020, 1, 1), source="Règlement", confidence="M"
        )


def test_working_days_within_leaves_out_the_last() -> None:
    assert working_days_within(since=date(2026, 11, 23), until=date(2026, 11, 30)) == 5
    assert working_days_within(since=date(2026, 11, 28), until=date(2026, 11, 30)) == 0


def test_due_date_moves_by_as_many_working_days(world: Body2026, now: datetime) -> None:
    sheet = requested(world, at(ASKED_ON, now))
    before = sheet.due_on
    day = date(2026, 11, 9)
    left = clock_of(sheet, today=day - timedelta(days=1)).days_left
    sheet = suspended(world, at(day, now), sheet, date(2026, 11, 16))
    assert sheet.due_on == working_deadline(start=before, working_days=4)  # the 11th is a holiday
    clocks = [clock_of(sheet, today=date(2026, 11, number)) for number in (9, 12, 15)]
    assert [(clock.days_left, clock.state, clock.suspended_until) for clock in clocks] == [
        (left, ClockState.SUSPENDED, date(2026, 11, 16))
    ] * 3
    after = clock_of(sheet, today=date(2026, 11, 16))
    assert (after.days_left, after.state) == (left - 1, ClockState.RUNNING)
    event = Event.objects.get(kind="answers.suspended")
    assert json.loads(event.payload) == {
        "reason": "expertise",
        "until_on": "2026-11-16",
        "due_on": sheet.due_on.isoformat(),
    }


def test_resumed_early_counts_only_the_days_really_suspended(world: Body2026, now: datetime) -> None:
    sheet = requested(world, at(ASKED_ON, now))
    before = sheet.due_on
    sheet = suspended(world, at(date(2026, 11, 2), now), sheet, date(2026, 12, 31))
    sheet = actions.resume_clock(sheet=sheet, by=world.agent, now=at(date(2026, 11, 4), now))
    assert sheet.due_on == working_deadline(start=before, working_days=2)
    assert list(Suspension.objects.values_list("since", "until", "working_days")) == [
        (date(2026, 11, 2), date(2026, 11, 4), 2)
    ]
    with pytest.raises(NotInThisState):
        actions.resume_clock(sheet=sheet, by=world.agent, now=at(date(2026, 11, 4), now))
    again = suspended(world, at(date(2026, 11, 5), now), sheet, date(2026, 11, 6))
    assert again.due_on == working_deadline(start=before, working_days=3)


def test_publication_ends_a_suspension(world: Body2026, now: datetime) -> None:
    sheet = validated(world, at(ASKED_ON, now))
    before = sheet.due_on
    sheet = suspended(world, at(date(2026, 11, 2), now), sheet, date(2026, 12, 31))
    done = actions.publish_answers(sheet=sheet, by=world.agent, now=at(date(2026, 11, 4), now))
    assert (done.due_on, done.days_late) == (working_deadline(start=before, working_days=2), 0)
    with pytest.raises(NotInThisState):
        actions.suspend_clock(
            sheet=done, reason=SuspensionReason.FORCE, until=date(2027, 1, 4), by=world.agent, now=now
        )


def test_suspension_hides_no_delay_and_is_the_agents(world: Body2026, other: Body2026, now: datetime) -> None:
    sheet = requested(world, at(ASKED_ON, now))
    late = at(sheet.due_on + timedelta(days=1), now)
    with pytest.raises(TooLateToSuspend):
        suspended(world, late, sheet, late.date() + timedelta(days=9))
    with pytest.raises(SuspensionEndPast):
        suspended(world, at(ASKED_ON, now), sheet, ASKED_ON)
    for by in (world.drafter, world.elected, other.agent):
        with pytest.raises(NotAllowed):
            actions.suspend_clock(
                sheet=sheet, reason=SuspensionReason.FORCE, until=date(2027, 1, 4), by=by, now=at(ASKED_ON, now)
            )
        with pytest.raises(NotAllowed):
            actions.resume_clock(sheet=sheet, by=by, now=now)


def test_late_is_read_from_the_date(world: Body2026, now: datetime) -> None:
    sheet = requested(world, at(ASKED_ON, now))
    assert figures(sheet.due_on).late == 0
    assert figures(sheet.due_on + timedelta(days=1)).late == 1
    sheet = suspended(world, at(ASKED_ON, now), sheet, date(2027, 3, 1))
    assert figures(date(2027, 2, 1)).late == 0


@pytest.mark.parametrize(
    ("left", "reached"),
    [(6, ()), (5, (Rung.BEFORE,)), (0, (Rung.BEFORE, Rung.DUE)), (-9, (Rung.BEFORE, Rung.DUE)), (-10, tuple(Rung))],
)
def test_rungs_reached(left: int, reached: tuple[Rung, ...]) -> None:
    assert rungs_reached(left, before=5, after=10) == reached


def test_each_rung_is_told_once_to_its_person(world: Body2026, other: Body2026, now: datetime) -> None:
    reminders(world)
    sheet = assigned(world, at(ASKED_ON, now))
    told = []
    for days in (-30, -3, 0, 1, 40):
        for _time in range(2):
            tasks.escalate(at(sheet.due_on + timedelta(days=days), now))
        told.append(list(Message.objects.order_by("pk").values_list("to", flat=True)))
    first = [world.drafter.user.email]
    second = [*first, world.agent.user.email]
    assert told == [[], first, second, second, [*second, world.elected.user.email]]
    assert [(row.rung, row.told) for row in Escalation.objects.order_by("pk")] == [
        ("avant", 1),
        ("echeance", 1),
        ("apres", 1),
    ]
    assert Event.objects.filter(kind="answers.escalated").count() == 3
    message = Message.objects.order_by("-pk")[0]
    assert ("en retard" in message.subject, "/espace/reponses/A-2026-0001/" in message.text) == (True, True)


def test_the_officer_is_told_while_no_department_drafts(world: Body2026, now: datetime) -> None:
    reminders(world)
    sheet = requested(world, at(ASKED_ON, now))
    tasks.escalate(at(sheet.due_on - timedelta(days=1), now))
    assert list(Message.objects.values_list("to", flat=True)) == [world.agent.user.email]


def test_a_published_or_unregulated_answer_reminds_nobody(world: Body2026, now: datetime) -> None:
    requested(world, at(ASKED_ON, now))
    tasks.escalate(at(date(2027, 6, 1), now))
    reminders(world)
    sheet = published(world, at(ASKED_ON, now), number=2)
    assert actions.escalate(sheet_id=sheet.pk, rung=Rung.DUE, now=at(date(2027, 6, 1), now)) is None
    assert Message.objects.count() == 0


def test_delays_of_each_body(world: Body2026, other: Body2026, now: datetime) -> None:
    first = validated(world, at(ASKED_ON, now), number=1)
    actions.publish_answers(sheet=first, by=world.agent, now=at(date(2026, 10, 30), now))  # 4 working days
    second = validated(world, at(ASKED_ON, now), number=2)
    late_on = second.due_on + timedelta(days=7)  # 5 working days after the twenty
    actions.publish_answers(sheet=second, by=world.agent, now=at(late_on, now))
    requested(other, at(ASKED_ON, now), number=3)
    today = late_on
    assert delays_by_body(today) == [
        BodyDelays(other.body, published=0, median_working_days=None, in_time=0, due=1, late_now=1),
        BodyDelays(world.body, published=2, median_working_days=14.5, in_time=1, due=0, late_now=0),
    ]
    orders = {sort: [row.body.slug for row in delays_by_body(today, sort=sort)] for sort in ("delai", "organisme", "x")}
    mine, theirs = world.body.slug, other.body.slug
    assert orders == {"delai": [mine, theirs], "organisme": [theirs, mine], "x": [theirs, mine]}


def test_suspended_days_are_not_counted_in_the_delay(world: Body2026, now: datetime) -> None:
    sheet = validated(world, at(ASKED_ON, now))
    sheet = suspended(world, at(date(2026, 10, 28), now), sheet, date(2026, 11, 16))
    sheet = AnswerSheet.objects.get(pk=sheet.pk)
    actions.publish_answers(sheet=sheet, by=world.agent, now=at(date(2026, 11, 17), now))
    # Two days before the suspension begins, the day it ends and the next one, as the first of each is counted.
    assert delays_by_body(now.date())[0].median_working_days == 3


@pytest.mark.parametrize("count", [1, 3])
def test_delays_are_read_at_once_and_exported(
    world: Body2026, other: Body2026, now: datetime, django_assert_num_queries: object, count: int
) -> None:
    for number in range(1, count + 1):
        published(world, now, number=number)
    visitor, path = Client(), reverse("answers:delays")
    visitor.get(path)
    with django_assert_num_queries(DELAYS_QUERIES):  # type: ignore[operator]
        page = visitor.get(path, {"sort": "-part"}).content.decode()
    assert "Clermont Auvergne Métropole" in page
    lines = b"".join(visitor.get(path, {"format": "csv"})).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(lines))
    assert (row["organisme"], row["reponses_publiees"], row["en_retard"]) == (world.body.name, str(count), "0")
    rows = json.loads(b"".join(visitor.get(path, {"format": "json"})))["rows"]
    assert rows[0]["reponses_publiees"] == count


def test_delays_of_nobody_and_bad_sort(world: Body2026, now: datetime) -> None:
    path = reverse("answers:delays")
    assert "Aucune réponse n’est encore demandée" in Client().get(path).content.decode()
    requested(world, now)
    assert world.body.name in Client().get(path, {"sort": "'; drop"}).content.decode()
    assert Client().post(path).status_code == 405


def test_clock_in_the_browser(world: Body2026, other: Body2026, now: datetime) -> None:
    sheet = requested(world, now)
    AnswerSheet.objects.update(due_on=timezone.localdate() + timedelta(days=20))
    reference = sheet.opinion.reference
    client = Client()
    client.force_login(world.agent.user, backend="django.contrib.auth.backends.ModelBackend")
    suspend, resume = (reverse(f"answers:{name}", args=[reference]) for name in ("suspend_clock", "resume_clock"))
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    bad = ({}, {"reason": "vacances", "until": day}, {"reason": "force", "until": "2020-01-01"})
    assert [client.post(suspend, row).status_code for row in bad] == [422] * 3
    assert client.post(suspend, {"reason": "force", "until": "2999-01-01"}).status_code == 422
    assert client.post(suspend, {"reason": "force", "until": day}).status_code == 302
    assert "Délai suspendu" in Client().get(reverse("answers:answers")).content.decode()
    assert resume in client.get(reverse("answers:sheet", args=[reference])).content.decode()
    stranger = Client()
    stranger.force_login(other.agent.user, backend="django.contrib.auth.backends.ModelBackend")
    assert [stranger.post(path, {"reason": "force", "until": day}).status_code for path in (suspend, resume)] == [
        403
    ] * 2
    assert client.post(resume).status_code == 302
    assert client.post(resume).status_code == 409


DELAYS_QUERIES = 2
