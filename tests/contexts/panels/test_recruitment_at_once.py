"""Several people at once on a recruitment, on both databases: one candidate by code, a frozen pool that is whole."""

from datetime import datetime

from belvedere.contexts.panels.actions import candidates, invitations, pool
from belvedere.contexts.panels.models import Candidate, Invitation
from belvedere.contexts.panels.queries.pool import frozen_digest
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import Refusal
from tests.concurrency import run_at_once
from tests.contexts.panels.recruitment import REFERENCE, Recruitment


def test_one_candidate_by_code(several_connections: None, recruitment: Recruitment, now: datetime) -> None:
    recruitment.open_to_all()
    code, said = recruitment.codes()[0], recruitment.registration()

    def sign_up(_number: int) -> str:
        try:
            return candidates.sign_up(code=code, registration=said, now=now).state
        except Refusal as refusal:
            return refusal.code

    ends = run_at_once(4, sign_up, territory=recruitment.world.body.territory)
    assert sorted(ends) == [*["already_registered"] * 3, "inscrit"]
    assert Event.objects.filter(kind="panels.candidate_registered").count() == 1


def test_a_pool_frozen_while_people_sign_up_is_what_it_says(
    several_connections: None, recruitment: Recruitment, now: datetime
) -> None:
    recruitment.open_to_all(letters=8)
    codes = recruitment.codes()
    said = [recruitment.registration(number) for number in range(8)]
    for number in range(5):
        candidates.sign_up(code=codes[number], registration=said[number], now=now)

    def act(number: int) -> str:
        try:
            if number == 0:
                return pool.freeze_pool(reference=REFERENCE, by=recruitment.by, now=now).state
            return candidates.sign_up(code=codes[4 + number], registration=said[4 + number], now=now).state
        except Refusal as refusal:
            return refusal.code

    ends = run_at_once(4, act, territory=recruitment.world.body.territory)
    assert ends[0] == "bassin_gele"
    assert set(ends[1:]) <= {"inscrit", "not_in_this_state", "registration_closed"}
    campaign = recruitment.row
    assert (campaign.pool_digest, Candidate.objects.count()) == frozen_digest(campaign)


def test_two_waves_at_once_never_write_twice(
    several_connections: None, recruitment: Recruitment, now: datetime
) -> None:
    recruitment.at_invitations(12)

    def draw(number: int) -> str:
        try:
            wave = invitations.draw_invitations(
                reference=REFERENCE, letters=5, seed=str(number), by=recruitment.by, now=now
            )
        except Refusal as refusal:
            return refusal.code
        return str(wave)

    ends = run_at_once(4, draw, territory=recruitment.world.body.territory)
    assert sorted(ends) == ["1", "2", "not_enough_addresses", "not_enough_addresses"]
    assert Invitation.objects.values("address").distinct().count() == Invitation.objects.count() == 10
