"""The steps of a recruitment, how letters are shared out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.contexts.panels.actions.invitations import shared_letters
from belvedere.contexts.panels.states.campaign import (
    CAMPAIGN,
    CANDIDATE,
    DRAW,
    STEPS,
    CampaignState,
    CampaignVerb,
    CandidateState,
    DrawState,
    may,
)
from belvedere.contexts.panels.states.seat import SEAT, SITTING, VACATED, SeatState
from belvedere.contexts.panels.words import CANDIDATE_LABELS, STATE_LABELS, STEP_SENTENCES


def test_every_state_is_reached_and_has_its_words() -> None:
    assert {*CAMPAIGN.values(), CampaignState.PREPARATION} == set(CampaignState)
    assert {verb for _state, verb in CAMPAIGN} == set(CampaignVerb)
    assert set(STATE_LABELS) == set(CampaignState)
    assert set(STEP_SENTENCES) == set(STEPS)
    assert {*CANDIDATE.values()} == set(CandidateState) == set(CANDIDATE_LABELS)
    assert {*DRAW.values()} == set(DrawState)
    assert {*SEAT.values(), SeatState.ALTERNATE} == set(SeatState)
    assert not SITTING & VACATED


def test_a_recruitment_only_goes_back_before_its_commitment() -> None:
    rank = {state: place for place, state in enumerate(STEPS)}
    back = {
        (state, verb)
        for (state, verb), reached in CAMPAIGN.items()
        if reached != CampaignState.ABANDONED and rank[reached] < rank[state]
    }
    assert back == {
        (CampaignState.REGISTER, CampaignVerb.REVISE_QUOTAS),
        (CampaignState.FROZEN, CampaignVerb.REOPEN),
    }


@pytest.mark.parametrize("state", [CampaignState.DRAW, CampaignState.CONFIRMATION, CampaignState.CLOSED])
def test_once_committed_nobody_enters_nor_gives_up(state: CampaignState) -> None:
    closed = (CampaignVerb.REGISTER, CampaignVerb.SET_QUOTAS, CampaignVerb.ABANDON, CampaignVerb.REOPEN)
    assert [verb for verb in closed if may(state, verb)] == []


@given(st.dictionaries(st.integers(1, 30), st.tuples(st.integers(0, 5000), st.integers(0, 60)), min_size=1), st.data())
def test_letters_are_all_given_and_never_more_than_the_addresses(
    communes: dict[int, tuple[int, int]], data: st.DataObject
) -> None:
    populations = {key: population for key, (population, _room) in communes.items()}
    room = {key: addresses for key, (_population, addresses) in communes.items()}
    letters = data.draw(st.integers(0, sum(room.values())))
    given_letters = shared_letters(populations, room, letters)
    assert sum(given_letters.values()) == letters
    assert all(given_letters[key] <= room[key] for key in room)
