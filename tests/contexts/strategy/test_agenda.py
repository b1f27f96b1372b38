"""The shared calendar: planned, told, moved, reported, read from a file; what clashes, who is saturated."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from belvedere.contexts.observatory.models import Policy
from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.states import Publication
from belvedere.contexts.strategy import actions
from belvedere.contexts.strategy.actions.coverage import set_number
from belvedere.contexts.strategy.models import AgendaEvent, EventCommune
from belvedere.contexts.strategy.queries.agenda import Wanted, calendar_between, conflicts_in
from belvedere.contexts.strategy.queries.coverage import candidates, cell_of, matrix
from belvedere.contexts.strategy.queries.settings import values_on
from belvedere.contexts.strategy.queries.subsidiarity import asked_the_same, check_event, check_events, check_plan
from belvedere.contexts.strategy.queries.thermometer import advice, neglect, thermometer
from belvedere.contexts.strategy.refusals import (
    CalendarRefused,
    EndsBeforeItBegins,
    NotEmptyAnymore,
    ReasonNeeded,
    RuleNotBroken,
    SettingOutOfRange,
)
from belvedere.contexts.strategy.states import Coverage, EventKind, EventState, Method, Public
from belvedere.engines.rules.subsidiarity.plan import Plan
from belvedere.platform.exchange.calendars import Entry, write_calendar
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.models import CompetenceGrant
from belvedere.platform.territory.states import Level
from tests.contexts.strategy.conftest import NOW, TODAY, World, at


def outcomes(event: AgendaEvent) -> dict[str, str]:
    checked = check_event(event, on=TODAY)
    return {one.verdict.rule.id: one.outcome for one in checked.ruled if one.outcome not in {"kept", "not_concerned"}}


def test_good_plan_keeps_the_rules(world: World) -> None:
    assert outcomes(world.ask()) == {}


def test_broken_rule_is_waived_with_a_public_reason(world: World, now: datetime) -> None:
    event = world.ask(5, told=False)
    checked = check_event(event, on=TODAY)
    assert [(one.verdict.rule.id, one.because) for one in checked.blocking] == [("R3", ("Beaumont", "Chamalières"))]
    waive = {"checked": checked, "body": event.body, "now": now}
    with pytest.raises(NotAllowed):
        actions.waive_rule(rule="R3", reason="Vite", by=world.town, **waive)
    with pytest.raises(ReasonNeeded):
        actions.waive_rule(rule="R3", reason=" ", by=world.elected, **waive)
    with pytest.raises(RuleNotBroken):
        actions.waive_rule(rule="R1", reason="Pour rien", by=world.elected, **waive)
    actions.waive_rule(rule="R3", reason="Les maires l’ont demandée.", by=world.elected, **waive)
    assert outcomes(event) == {"R3": "waived"}
    with pytest.raises(RuleNotBroken):
        actions.waive_rule(rule="R3", reason="Encore", by=world.elected, **waive)


def test_body_that_does_not_decide_is_told(world: World) -> None:
    assert outcomes(world.ask(by=world.driver)) == {"R1": "broken"}
    assert outcomes(world.ask(41, by=world.driver, partners=(world.metropole,))) == {}


def test_same_question_is_not_asked_again(world: World) -> None:
    former = world.ask(-100)
    event = world.ask()
    assert outcomes(event) == {"R7": "broken"}
    assert asked_the_same(event, on=TODAY) == [former]
    assert outcomes(world.ask(45, known_already="Les jeunes veulent un bus jusqu’à 2 h.")) == {}


def test_number_of_the_territory_is_obeyed_from_its_day(world: World, now: datetime) -> None:
    event = world.ask(40)
    number = {"code": "notice_days", "value": 60, "source": "Délibération", "by": world.agent, "now": now}
    set_number(since=TODAY + timedelta(days=1), **number)
    assert outcomes(event) == {}
    set_number(since=TODAY, **number)
    assert outcomes(event) == {"R3": "broken"}
    with pytest.raises(SettingOutOfRange):
        set_number(**{**number, "code": "half_life_days", "value": 0}, since=TODAY)
    with pytest.raises(NotAllowed):
        set_number(**{**number, "by": world.town}, since=TODAY)


def test_neighbour_checks_a_plan_of_its_own(world: World) -> None:
    plan = Plan(
        opens_on=date(2027, 1, 10),
        closes_on=date(2027, 2, 10),
        asked_by="smtc-ac",
        asked_by_kind="aot",
        decided_by=frozenset({world.metropole.slug}),
    )
    checked = check_plan(plan, subject="P-2026-0001", on=TODAY)
    assert [one.verdict.rule.id for one in checked.blocking] == ["R1"]


def test_rules_are_judged_by_the_same_statements_for_1_and_3(world: World, django_assert_num_queries) -> None:
    found = [world.ask(40)]
    with django_assert_num_queries(7):
        check_events(found, on=TODAY)
    found += [world.ask(50), world.ask(60)]
    with django_assert_num_queries(7):
        check_events(found, on=TODAY)


def test_each_plan_is_judged_by_who_decides_on_its_own_day(world: World) -> None:
    day = at(50).date()
    held = CompetenceGrant.objects.get(competence=world.competence)
    CompetenceGrant.objects.filter(pk=held.pk).update(until=day)
    CompetenceGrant.objects.create(competence=world.competence, body=world.transport, act=held.act, since=day)
    before, after = check_events([world.ask(40), world.ask(60, subject="les bus de jour")], on=TODAY)
    assert [[one.verdict.rule.id for one in each.blocking] for each in (before, after)] == [[], ["R1"]]


def test_wrong_person_and_wrong_dates_are_refused(world: World, now: datetime) -> None:
    plan = {"kind": EventKind.MEETING, "title": "Réunion", "starts_at": at(5), "now": now}
    with pytest.raises(NotAllowed):
        actions.plan_event(ends_at=at(6), by=world.elected, **plan)
    with pytest.raises(EndsBeforeItBegins):
        actions.plan_event(ends_at=at(5), by=world.agent, **plan)
    event = world.ask()
    with pytest.raises(NotAllowed):
        actions.cancel_event(event=event, by=world.town, now=now)
    with pytest.raises(NotInThisState):  # it has not begun
        actions.report_event(event=event, people_reached=3, by=world.agent, now=now)
    actions.cancel_event(event=event, by=world.agent, now=now)
    with pytest.raises(NotInThisState):
        actions.move_event(event=event, starts_at=at(7), ends_at=at(8), by=world.agent, now=now)
    assert AgendaEvent.objects.get().state == EventState.CANCELLED


def test_day_on_which_a_commune_was_told_is_kept(world: World, now: datetime) -> None:
    event = world.ask()
    first = dict(EventCommune.objects.values_list("commune__insee", "told_on"))
    actions.tell_communes(event=event, communes=[world.royat], on=TODAY, by=world.agent, now=now)
    without = replace(world.asking, answered_in=frozenset())
    actions.describe_solicitation(event=event, asking=without, by=world.agent, now=now)
    assert dict(EventCommune.objects.values_list("commune__insee", "told_on")) == first


def calendar_of(*entries: tuple[str, str, int]) -> bytes:
    return write_calendar(
        [Entry(uid, "", title, at(days, 18), at(days, 20)) for uid, title, days in entries], name="x", now=NOW
    )


def test_calendar_of_a_commune_is_read_and_brought_up_to_date(world: World, now: datetime) -> None:
    read = {"by": world.town, "now": now}
    content = calendar_of(("a", "Conseil municipal", 5), ("b", "Réunion de quartier", 6), ("old", "Vœux", -6))
    assert actions.import_calendar(content=content, **read).added == 3
    again = actions.import_calendar(content=content, **read)
    assert (again.added, again.changed, again.removed, again.unchanged) == (0, 0, 0, 3)
    found = actions.import_calendar(content=calendar_of(("b", "Réunion de quartier", 8), ("c", "Fête", 9)), **read)
    assert (found.added, found.changed, found.removed) == (1, 1, 1)
    rows = AgendaEvent.objects.order_by("uid").values_list("uid", "kind", "body__slug")
    assert list(rows) == [
        ("b", "reunion", "chamalieres"),
        ("c", "autre", "chamalieres"),
        ("old", "autre", "chamalieres"),
    ]
    assert set(EventCommune.objects.values_list("commune__slug", flat=True)) == {"chamalieres"}


def test_file_that_is_no_calendar_changes_nothing(world: World, now: datetime) -> None:
    actions.import_calendar(content=calendar_of(("a", "Conseil", 5)), by=world.town, now=now)
    with pytest.raises(CalendarRefused):
        actions.import_calendar(content=b"nom;date", by=world.town, now=now)
    with pytest.raises(NotAllowed):
        actions.import_calendar(content=calendar_of(), by=world.elected, now=now)
    assert AgendaEvent.objects.count() == 1


def test_meetings_at_the_same_hour_in_a_commune_clash(world: World, now: datetime) -> None:
    actions.import_calendar(content=calendar_of(("a", "Réunion de quartier", 5)), by=world.town, now=now)
    plan = {"kind": EventKind.MEETING, "communes": [world.royat, world.durtol], "by": world.agent, "now": now}
    actions.plan_event(title="Réunion publique", starts_at=at(5, 19), ends_at=at(5, 21), **plan)
    actions.plan_event(title="Une autre", starts_at=at(5, 21), ends_at=at(5, 22), **plan)
    [clash] = conflicts_in(calendar_between(TODAY, TODAY + timedelta(days=30)))
    assert (clash.first.title, clash.second.title, clash.communes) == (
        "Réunion de quartier",
        "Réunion publique",
        ("Chamalières",),
    )


def test_calendar_is_filtered_by_body_commune_and_kind(world: World, now: datetime) -> None:
    world.ask(5)
    actions.import_calendar(content=calendar_of(("a", "Conseil municipal", 6)), by=world.town, now=now)

    def titles(**wanted: str) -> list[str]:
        return [one.title for one in calendar_between(TODAY, TODAY + timedelta(days=30), Wanted(**wanted))]

    assert titles() == ["Consultation 5", "Conseil municipal"]
    assert titles(body="chamalieres") == ["Conseil municipal"]
    assert titles(kind="concertation") == ["Consultation 5"]
    assert titles(commune="beaumont") == ["Consultation 5"]
    assert titles(commune="chamalieres") == ["Consultation 5", "Conseil municipal"]


def test_calendar_takes_the_same_statements_for_1_and_3(world: World, django_assert_num_queries) -> None:
    world.ask(5)
    with django_assert_num_queries(5):
        calendar_between(TODAY, TODAY + timedelta(days=30))
    world.ask(6), world.ask(7)
    with django_assert_num_queries(5):
        assert len(calendar_between(TODAY, TODAY + timedelta(days=30))) == 3


def test_thermometer_says_who_is_saturated_and_who_is_forgotten(world: World, django_assert_num_queries) -> None:
    for days in (-40, -20):
        world.ask(days, asked_in=frozenset({world.royat.insee}), publics=frozenset({Public.YOUNG}))
    values = values_on(TODAY)
    with django_assert_num_queries(2):
        found = thermometer(today=TODAY, values=values)
    lines = {line.commune.slug: line for line in found.lines}
    assert [cell.step for cell in lines["beaumont"].cells] == [0] * 27
    assert lines["beaumont"].neglected == tuple(Public)
    assert lines["chamalieres"].neglected == (Public.ADULTS, Public.ELDERS, Public.FAR)
    assert any(cell.is_red for cell in lines["chamalieres"].cells)
    young = thermometer(today=TODAY, values=values, public=Public.YOUNG)
    mine = next(line for line in young.lines if line.commune.slug == "chamalieres")
    week = found.this_week
    assert mine.cells[week].value == pytest.approx(4 * lines["chamalieres"].cells[week].value)
    left = neglect(today=TODAY, values=values)
    assert (left.communes, left.of_communes, left.publics, left.of_publics) == (1, 2, 7, 8)


def test_advice_merges_shifts_and_lightens(world: World) -> None:
    heavy = world.ask(10, method=Method.WORKSHOP, minutes=600, share_percent=50)
    near = world.ask(20)
    found = advice(heavy, values=values_on(TODAY))
    assert found.merge_with == (near,)
    assert (found.is_red, found.lighter) == (True, Method.REACHING_OUT)
    assert found.shift_to is None or found.shift_to > TODAY


def test_matrix_says_what_is_offered_and_counts(world: World, now: datetime, django_assert_num_queries) -> None:
    values = values_on(TODAY)
    with django_assert_num_queries(7):
        [row] = matrix(today=TODAY, values=values)
    assert {cell.level: cell.coverage for cell in row.cells} == {
        Level.NEIGHBOURHOOD: Coverage.OUTSIDE,
        Level.COMMUNE: Coverage.OUTSIDE,
        Level.BASIN: Coverage.ABSENT,
        Level.METROPOLE: Coverage.ABSENT,
        Level.PARTNER: Coverage.OUTSIDE,
        Level.STATE: Coverage.OUTSIDE,
    }
    offer = {"competence": world.competence, "name": "Comité", "source": "Règlement", "by": world.agent, "now": now}
    actions.set_offer(level=Level.BASIN, since=TODAY + timedelta(days=9), **offer)
    event = world.ask(-20)
    actions.report_event(event=event, people_reached=120, by=world.agent, now=now)
    with pytest.raises(NotAllowed):
        actions.set_offer(level=Level.BASIN, since=TODAY, **{**offer, "by": world.town})
    found = cell_of("voirie", Level.METROPOLE, today=TODAY, values=values)
    assert found is not None
    assert (found.coverage, found.asked, found.last_on, found.people_reached) == (
        Coverage.ACTIVE,
        1,
        at(-20).date(),
        120,
    )
    basin = cell_of("voirie", Level.BASIN, today=TODAY, values=values)
    assert basin is not None
    assert basin.coverage == Coverage.PLANNED


def test_candidate_is_an_empty_cell_that_referrals_ask_to_fill(world: World, now: datetime) -> None:
    policy = Policy.objects.create(
        territory=world.metropole.territory,
        slug="voirie",
        name="Voirie",
        body=world.metropole,
        competence=world.competence,
    )
    for number in range(3):
        Referral.objects.create(
            territory=world.metropole.territory, reference=f"S-2026-{number:04d}", body=world.metropole, policy=policy,
            commune=world.royat, title="Un trottoir", request="Large",
            deposited_at=now, received_at=now, decided_at=now, publication=Publication.ADMITTED,
        )  # fmt: skip
    values = values_on(TODAY)
    propose = {"competence": world.competence, "now": now}
    assert [(cell.level, cell.referrals) for cell in candidates(today=TODAY, values=values)] == [(Level.METROPOLE, 3)]
    with pytest.raises(NotAllowed):
        actions.propose_candidate(level=Level.METROPOLE, by=world.town, **propose)
    candidate = actions.propose_candidate(level=Level.METROPOLE, by=world.agent, **propose)
    assert (candidate.competence, candidate.level, candidate.referrals) == (world.competence, "metropole", 3)
    for level in (Level.METROPOLE, Level.BASIN):  # proposed already; nobody asks
        with pytest.raises(NotEmptyAnymore):
            actions.propose_candidate(level=level, by=world.agent, **propose)


def test_event_is_shown_with_its_communes(world: World) -> None:
    world.ask(5)
    [found] = calendar_between(at(5).date(), at(6).date())
    assert (found.communes, found.kind, found.day) == (
        ("Beaumont", "Chamalières"),
        EventKind.CONSULTATION,
        at(5).date(),
    )
