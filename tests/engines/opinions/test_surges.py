"""What a crowd does not do is seen, and can be taken out as if it had never been."""

import numpy as np

from belvedere.engines.opinions.ballots import Ballots
from belvedere.engines.opinions.mapping import map_opinions
from belvedere.engines.opinions.results import consensus_csv, groups_json, participants_csv
from belvedere.engines.opinions.surges import Copies, copies, too_fast
from belvedere.engines.opinions.votes import Tally, VoteLog
from tests.engines.opinions.debates import planted, statements_of


def stuffing(people: int, statements: int) -> VoteLog:
    """Return votes of puppets: all the same answers, ten a second."""
    who = np.repeat(np.arange(5000, 5000 + people), statements)
    what = np.tile(np.arange(statements), people)
    return VoteLog.of(
        1_700_000_000_000 + 100 * np.arange(len(who)), what, who, np.where(what % 3, 1, -1).astype(np.int8)
    )


def honest() -> VoteLog:
    log, _ = planted(80, 20, 2, seed=4)
    return VoteLog.of(1_600_000_000_000 + 4000 * log.times, log.statements, log.participants, log.values)


def test_puppets_are_seen_and_honest_people_are_not() -> None:
    log = honest().joined(stuffing(50, 20))
    puppets = tuple(range(5000, 5050))
    assert tuple(too_fast(log).tolist()) == puppets
    assert copies(Ballots.of(Tally.of(log), statements_of(20))) == [Copies(puppets, 20)]


def test_what_is_taken_out_leaves_no_trace_on_honest_votes() -> None:
    clean = Tally.of(honest())
    stuffed = Tally.of(honest().joined(stuffing(50, 20)))
    mended = stuffed.without(np.arange(5000, 5050))
    assert mended == clean
    one, other = (map_opinions(tally, statements_of(20), seed=3) for tally in (mended, clean))
    for write in (participants_csv, consensus_csv, lambda found: groups_json(found, 3)):
        assert write(one) == write(other)


def test_votes_without_times_tell_nothing() -> None:
    log = stuffing(5, 20)
    assert too_fast(VoteLog.of(np.zeros_like(log.times), log.statements, log.participants, log.values)).tolist() == []
