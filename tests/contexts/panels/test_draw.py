"""A draw by its actions: commitment, dice, beacon, what is refused, replacements."""

from datetime import timedelta

import pytest

from belvedere.contexts.panels.actions import draw as actions
from belvedere.contexts.panels.actions import launch
from belvedere.contexts.panels.actions import seat as seats
from belvedere.contexts.panels.actions.candidates import erase_candidate
from belvedere.contexts.panels.models import Candidate, DrawFile, Seat
from belvedere.contexts.panels.queries.draw import broken_claims_of, folder_of
from belvedere.contexts.panels.refusals.draw import (
    AlreadyDrawn,
    CeremonyInThePast,
    DrawNotReady,
    NotASeat,
    NotCommitted,
    OneOfficerAlone,
    OtherRound,
    PastBeacon,
    PoolChanged,
    SeatsWaiting,
    ThrowsDiffer,
    TooEarly,
)
from belvedere.contexts.panels.states.campaign import Randomness
from belvedere.contexts.panels.states.seat import SeatVerb
from belvedere.contexts.panels.tasks import compute_lottery
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed, NotInThisState
from tests.contexts.panels.ceremony import FACES, Ceremony, beaconed
from tests.contexts.panels.recruitment import REFERENCE
from tests.factories import RoleFactory
from tools import verify_draw


def test_from_the_pool_to_the_panel(ceremony: Ceremony) -> None:
    draw = ceremony.drawn().draw
    assert (draw.state, draw.drawn_panel, ceremony.recruitment.row.state) == ("tire", 407, "confirmations")
    files = folder_of(draw)
    assert sorted(files) == [
        "commitment.json",
        "lottery.csv",
        "probabilities.csv",
        "problem.json",
        "result.json",
    ]
    assert broken_claims_of(draw) == ()
    said = verify_draw.verify(files, noted=draw.commitment)
    assert said[-1] == "Membres / members: " + " ".join(sorted(Seat.objects.values_list("pseudonym", flat=True)))
    assert Seat.objects.filter(state="tire").count() == 4


def test_twelve_witnesses_throw_one_die_each(ceremony: Ceremony) -> None:
    ceremony.committed(dice=12)
    faces = [1, 9, 3, 0, 5, 5, 2, 8, 7, 4, 6, 6]
    ceremony.type(ceremony.by, faces)
    draw = ceremony.type(ceremony.colleague, faces)
    assert verify_draw.verify(folder_of(draw))[2].startswith(f"Panel tiré / panel drawn: {draw.drawn_panel}:")


def test_a_second_launch_is_refused(ceremony: Ceremony) -> None:
    ceremony.drawn()
    with pytest.raises(AlreadyDrawn):
        ceremony.type(ceremony.by, [1, 1, 1])
    assert ceremony.draw.drawn_panel == 407


def test_one_officer_alone_is_refused(ceremony: Ceremony) -> None:
    ceremony.committed()
    ceremony.type(ceremony.by)
    with pytest.raises(OneOfficerAlone):
        ceremony.type(ceremony.by)
    other_role = RoleFactory(body=ceremony.by.body, kind=RoleKind.FACILITATOR, user=ceremony.by.user)
    with pytest.raises(OneOfficerAlone):
        ceremony.type(other_role)


def test_dice_before_the_commitment_are_refused(ceremony: Ceremony) -> None:
    ceremony.ready()
    with pytest.raises(NotCommitted):
        ceremony.type(ceremony.by)


def test_dice_before_the_hour_are_refused(ceremony: Ceremony) -> None:
    ceremony.committed()
    with pytest.raises(TooEarly):
        ceremony.type(ceremony.by, at=ceremony.at - timedelta(seconds=1))


def test_dice_that_differ_draw_nothing(ceremony: Ceremony) -> None:
    ceremony.committed()
    ceremony.type(ceremony.by)
    with pytest.raises(ThrowsDiffer):
        ceremony.type(ceremony.colleague, [4, 0, 8])
    assert (ceremony.draw.state, Seat.objects.count()) == ("lance", 0)
    launch.take_chance_back(reference=REFERENCE, by=ceremony.by, now=ceremony.at)
    assert (ceremony.draw.state, ceremony.draw.randomness) == ("engage", "")
    kept = Event.objects.get(kind="panels.chance_taken_back")
    assert kept.payload == '{"values":"4 0 7"}'


def test_a_beacon_draws_when_two_people_type_the_promised_round(ceremony: Ceremony) -> None:
    _, number = beaconed(ceremony)
    draw = ceremony.draw
    assert draw.ceremony_at is not None
    assert ceremony.at <= draw.ceremony_at < ceremony.at + timedelta(seconds=3)
    typed = {"reference": REFERENCE, "value": "ab" * 32, "now": draw.ceremony_at}
    with pytest.raises(TooEarly):
        launch.type_beacon(**{**typed, "now": ceremony.now}, round_number=number, by=ceremony.by)
    with pytest.raises(PastBeacon):
        launch.type_beacon(**typed, round_number=number - 1, by=ceremony.by)
    with pytest.raises(OtherRound):
        launch.type_beacon(**typed, round_number=number + 1, by=ceremony.by)
    with pytest.raises(ThrowsDiffer):
        launch.type_dice(reference=REFERENCE, faces=FACES, by=ceremony.by, now=draw.ceremony_at)
    launch.type_beacon(**typed, round_number=number, by=ceremony.by)
    with pytest.raises(ThrowsDiffer):
        launch.type_beacon(**{**typed, "value": "cd" * 32}, round_number=number, by=ceremony.colleague)
    launch.type_beacon(**typed, round_number=number, by=ceremony.colleague)
    files = folder_of(ceremony.draw)
    assert broken_claims_of(ceremony.draw) == ()
    assert f"round {number}" in verify_draw.verify(files, noted=draw.commitment)[2]


def test_a_past_beacon_is_refused(ceremony: Ceremony) -> None:
    ceremony.ready()
    plan = actions.Ceremony(ceremony.now - timedelta(minutes=1), "Mairie", chance=Randomness.BEACON)
    with pytest.raises(PastBeacon):
        actions.commit_draw(reference=REFERENCE, plan=plan, by=ceremony.by, now=ceremony.now)
    assert ceremony.draw.commitment == ""


def test_a_commitment_needs_a_lottery_and_an_hour_to_come(ceremony: Ceremony) -> None:
    ceremony.asked()
    with pytest.raises(DrawNotReady):
        ceremony.commit()
    compute_lottery.func(ceremony.draw_id)
    with pytest.raises(CeremonyInThePast):
        ceremony.commit(at=ceremony.now)


def test_a_pool_that_changed_is_refused(ceremony: Ceremony) -> None:
    ceremony.ready()
    erase_candidate(candidate=ceremony.recruitment.candidate, by=ceremony.by, now=ceremony.now)
    with pytest.raises(DrawNotReady):
        ceremony.commit()


def test_a_pool_file_that_is_not_the_frozen_one_is_refused(ceremony: Ceremony) -> None:
    ceremony.ready()
    DrawFile.objects.filter(name="problem.json").update(content=b"{}")
    with pytest.raises(PoolChanged):
        ceremony.commit()


def test_a_published_file_that_changed_stops_the_draw(ceremony: Ceremony) -> None:
    ceremony.committed()
    DrawFile.objects.filter(name="commitment.json").update(content=b"{}\n")
    with pytest.raises(PoolChanged):
        ceremony.type(ceremony.by)


def test_a_lottery_computed_twice_is_kept_once(ceremony: Ceremony) -> None:
    ceremony.ready()
    compute_lottery.func(ceremony.draw_id)
    assert DrawFile.objects.count() == 3


def test_nobody_else_draws(ceremony: Ceremony) -> None:
    ceremony.committed()
    stranger = RoleFactory(kind=RoleKind.AGENT)
    with pytest.raises(NotAllowed):
        ceremony.type(stranger)
    with pytest.raises(NotAllowed):
        actions.ask_draw(reference=REFERENCE, by=stranger, now=ceremony.now)


def test_a_member_resigns_and_is_replaced_by_the_chain(ceremony: Ceremony) -> None:
    draw = ceremony.drawn().draw
    first = Seat.objects.order_by("pseudonym")[0]
    seats.confirm_seat(reference=REFERENCE, pseudonym=first.pseudonym, by=ceremony.by, now=ceremony.at)
    coming = seats.replace_seat(
        reference=REFERENCE, pseudonym=first.pseudonym, verb=SeatVerb.RESIGN, by=ceremony.by, now=ceremony.at
    )
    first.refresh_from_db()
    assert (first.state, first.replaced_by) == ("demissionne", coming)
    assert verify_draw.verify(folder_of(draw))[4] == "Remplacements / replacements: 1: OK"
    assert coming.pseudonym in verify_draw.verify(folder_of(draw))[-1]
    with pytest.raises(NotASeat):
        seats.confirm_seat(reference=REFERENCE, pseudonym="XXXXXXXX", by=ceremony.by, now=ceremony.at)


def test_alternates_are_named_by_the_draw_and_called_first(ceremony: Ceremony) -> None:
    ceremony.ready()
    plan = actions.Ceremony(ceremony.at, "Mairie", alternates=2)
    actions.commit_draw(reference=REFERENCE, plan=plan, by=ceremony.by, now=ceremony.now)
    ceremony.type(ceremony.by)
    draw = ceremony.type(ceremony.colleague)
    named = list(Seat.objects.filter(state="suppleant").order_by("alternate_rank").values_list("pseudonym", flat=True))
    assert verify_draw.verify(folder_of(draw))[3] == "Suppléants / alternates: " + " ".join(named)
    assert len(named) == 2
    with pytest.raises(NotInThisState):
        replace(ceremony, named[0])
    seats.decline_alternate(reference=REFERENCE, pseudonym=named[0], by=ceremony.by, now=ceremony.at)
    with pytest.raises(NotInThisState):
        seats.decline_alternate(reference=REFERENCE, pseudonym=named[0], by=ceremony.by, now=ceremony.at)
    leaving = Seat.objects.filter(state="tire").order_by("pseudonym")[0]
    coming = replace(ceremony, leaving.pseudonym)
    assert (coming.state, coming.pseudonym != named[0]) == ("tire", True)
    assert coming.pseudonym in verify_draw.verify(folder_of(draw))[-1]


def replace(ceremony: Ceremony, pseudonym: str) -> Seat:
    return seats.replace_seat(
        reference=REFERENCE, pseudonym=pseudonym, verb=SeatVerb.DECLINE, by=ceremony.by, now=ceremony.at
    )


def test_the_panel_is_formed_once_every_place_is_confirmed(ceremony: Ceremony) -> None:
    ceremony.drawn()
    with pytest.raises(SeatsWaiting):
        seats.form_panel(reference=REFERENCE, by=ceremony.by, now=ceremony.at)
    for name in Seat.objects.values_list("pseudonym", flat=True):
        seats.confirm_seat(reference=REFERENCE, pseudonym=name, by=ceremony.by, now=ceremony.at)
    panel = seats.form_panel(reference=REFERENCE, by=ceremony.by, now=ceremony.at)
    assert (panel.seats.count(), ceremony.recruitment.row.state) == (4, "clos")


def test_erasing_a_person_breaks_no_verification(ceremony: Ceremony) -> None:
    draw = ceremony.drawn().draw
    for candidate in Candidate.objects.all():
        candidate.delete()
    assert broken_claims_of(draw) == ()
    assert Seat.objects.filter(candidate=None).count() == 4
