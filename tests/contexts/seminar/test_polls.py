"""Votes: each rule, ties said, colleges, secrecy, and ballots that count again to the same result."""

import pytest
from django.test import Client

from belvedere.contexts.seminar.actions import people, polls
from belvedere.contexts.seminar.actions.polls import Terms
from belvedere.contexts.seminar.models import Ballot, Guest, Poll
from belvedere.contexts.seminar.queries.counting import count
from belvedere.contexts.seminar.queries.polls import cast_in, voter_of
from belvedere.contexts.seminar.refusals import BallotRefused, NothingToVote, NotTheMoment
from belvedere.contexts.seminar.states import PollRule
from belvedere.contexts.seminar.views.results import shown_result
from belvedere.platform.journal.models import Event
from tests.contexts.seminar.conftest import NOW, World, as_


@pytest.fixture
def room(world: World) -> World:
    """Three clusters of one contribution."""
    world.begin(8)
    world.open()
    for name, cost in (("Vélo", 5), ("Bus", 5), ("Bancs", 4)):
        world.put_together(name, world.say(name), cost=cost)
    return world


def hold(room: World, terms: Terms, votes: list[dict[str, object]]) -> Poll:
    facts = {"seminar": room.seminar, "by": room.agent, "now": NOW}
    poll = polls.write_poll(terms=terms, **facts)
    polls.open_poll(number=poll.number, **facts)
    for guest, vote in zip(Guest.objects.select_related("seminar").order_by("number"), votes, strict=False):
        polls.cast_ballot(guest=guest, number=poll.number, **vote)
    return polls.close_poll(number=poll.number, **facts)


def chosen(poll: Poll) -> list[str]:
    return [row["name"] for row in poll.result["rows"] if row["is_chosen"]]


def test_equal_shares_leave_a_part_to_the_minority(room: World) -> None:
    votes = [{"approved": [1, 2]}] * 5 + [{"approved": [3]}] * 3
    terms = {"title": "Budget", "seats": 2, "budget": 10}
    assert chosen(hold(room, Terms(rule=PollRule.APPROVAL, **terms), votes)) == ["Vélo", "Bus"]
    assert "Bancs" not in chosen(hold(room, Terms(rule=PollRule.APPROVAL, **terms), votes))
    votes = [{"approved": [1, 2]}] * 4 + [{"approved": [3]}] * 4
    assert chosen(hold(room, Terms(rule=PollRule.SHARES, **terms), votes)) == ["Vélo", "Bancs"]
    assert chosen(hold(room, Terms(rule=PollRule.PHRAGMEN, **terms), votes)) == ["Vélo", "Bancs"]


def test_majority_judgement_by_the_median_and_ties_said(room: World) -> None:
    votes = [{"grades": {1: "bien", 2: "tres_bien", 3: "bien"}}] * 3 + [
        {"grades": {1: "bien", 2: "passable", 3: "bien"}}
    ] * 5
    poll = hold(room, Terms("Juger", PollRule.JUDGEMENT, seats=1), votes)
    assert [(row["name"], row["place"], row["grade"]) for row in poll.result["rows"]] == [
        ("Vélo", 1, "bien"),
        ("Bancs", 1, "bien"),
        ("Bus", 3, "passable"),
    ]
    assert "à égalité parfaite avec Bancs" in shown_result(poll).rows[0].why


def test_a_college_brings_in_its_minimum(room: World) -> None:
    # Guests of odd numbers are elected officials, the others departments.
    votes = [{"approved": [1, 2]} if n % 2 else {"approved": [3]} for n in range(1, 9)]
    poll = hold(room, Terms("Deux", PollRule.APPROVAL, seats=2, minimum=1), votes)
    assert (chosen(poll), poll.result["brought_by"]) == (["Vélo", "Bancs"], {"services": [3]})
    assert "retenu par le minimum du collège «\u00a0Services\u00a0»" in shown_result(poll).rows[1].why
    assert set(poll.result["colleges"]) == {"elus", "services"}


def test_a_college_brings_in_its_minimum_by_majority_judgement_but_nothing_that_it_rejects(room: World) -> None:
    one = {"grades": {1: "tres_bien", 2: "bien", 3: "a_rejeter"}}
    other = {"grades": {1: "a_rejeter", 2: "a_rejeter", 3: "tres_bien"}}
    votes = [one if n % 2 or n > 4 else other for n in range(1, 9)]
    poll = hold(room, Terms("Deux", PollRule.JUDGEMENT, seats=2, minimum=1), votes)
    assert chosen(poll) == ["Vélo", "Bus"]  # half of the departments reject each: they bring in nothing
    votes = [one if n % 2 else other for n in range(1, 9)]
    poll = hold(room, Terms("Deux", PollRule.JUDGEMENT, seats=2, minimum=1), [*votes[:7], one])
    assert set(chosen(poll)) == {"Vélo", "Bancs"}
    assert poll.result["brought_by"] == {"services": [3]}
    assert count(poll, cast_in(poll)) == poll.result
    assert "au moins 1 de ses premiers choix" in shown_result(poll).terms


@pytest.mark.parametrize(("rule", "field", "value"), [("parts_egales", "minimum", 1), ("jugement", "is_by_college", 1)])
def test_the_desk_says_why_a_rule_has_no_such_term(room: World, rule: str, field: str, value: int) -> None:
    typed = {"title": "Non", "rule": rule, "seats": 2, "budget": 10, "minimum": 0} | {field: value}
    answer = as_(room.agent).post(f"{room.desk}votes/preparer/", typed)
    assert (answer.status_code, f'href="#id_{field}"' in answer.content.decode()) == (422, True)
    assert Poll.objects.count() == 0


def test_published_ballots_count_again_to_the_same_result_and_name_nobody(room: World) -> None:
    poll = hold(room, Terms("Compter", PollRule.APPROVAL, seats=1), [{"approved": [1]}] * 3 + [{"approved": [2]}] * 2)
    assert count(poll, cast_in(poll)) == poll.result
    assert {row.voter for row in Ballot.objects.all()} == {str(n) for n in range(1, 6)}
    assert voter_of(Guest.objects.get(number=1), poll) not in {row.voter for row in Ballot.objects.all()}
    event = Event.objects.get(kind="seminar.poll_closed")
    assert polls.digest_of_ballots(poll) in event.payload
    # Nothing of it is public before the record is.
    assert Client().get(f"{room.public}votes/1/bulletins.csv").status_code == 404


def test_one_ballot_by_guest_who_is_here_on_what_is_on_the_list(room: World) -> None:
    facts = {"seminar": room.seminar, "by": room.agent, "now": NOW}
    poll = polls.write_poll(terms=Terms("Voter", PollRule.APPROVAL), **facts)
    guest = Guest.objects.select_related("seminar").get(number=1)
    with pytest.raises(NotTheMoment):
        polls.cast_ballot(guest=guest, number=poll.number, approved=[1])
    polls.open_poll(number=poll.number, **facts)
    for wrong in ({"approved": [9]}, {"approved": []}, {"grades": {1: "parfait"}}, {"grades": {1: "bien"}}):
        with pytest.raises(BallotRefused):
            polls.cast_ballot(guest=guest, number=poll.number, **wrong)
    polls.cast_ballot(guest=guest, number=poll.number, approved=[1])
    polls.cast_ballot(guest=guest, number=poll.number, approved=[2])
    assert [row.choices for row in Ballot.objects.all()] == [{"approved": [2]}]
    page = Client().post(f"{room.public}moi/{guest.code}/votes/1/", {"sent": "1"})
    assert (page.status_code, 'href="#id_approved_0"' in page.content.decode()) == (422, True)
    people.note_departure(guest=guest, by=room.agent, now=NOW)
    with pytest.raises(NotTheMoment):
        polls.cast_ballot(guest=guest, number=poll.number, approved=[1])


def test_nothing_to_vote_without_two_clusters(world: World) -> None:
    world.begin(4)
    facts = {"seminar": world.seminar, "by": world.agent, "now": NOW}
    polls.write_poll(terms=Terms("Rien", PollRule.APPROVAL), **facts)
    with pytest.raises(NothingToVote):
        polls.open_poll(number=1, **facts)


def test_a_budget_is_needed_for_equal_shares(room: World) -> None:
    typed = {"title": "Sans budget", "rule": "parts_egales", "seats": 2, "budget": 0, "minimum": 0}
    answer = as_(room.agent).post(f"{room.desk}votes/preparer/", typed)
    assert (answer.status_code, 'href="#id_budget"' in answer.content.decode()) == (422, True)
    assert Poll.objects.count() == 0
