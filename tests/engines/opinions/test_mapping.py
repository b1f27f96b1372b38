"""From votes to groups: what is planted is found, what is not is not, and nothing depends on the order."""

from pathlib import Path

import numpy as np
import pytest

from belvedere.engines.opinions.clusters import likeness
from belvedere.engines.opinions.grouping import Clarity, Reason, smallest_group
from belvedere.engines.opinions.mapping import OpinionMap, map_opinions
from belvedere.engines.opinions.reading import read_statements, read_votes
from belvedere.engines.opinions.report import report_markdown
from belvedere.engines.opinions.report_words import Language, Writer
from belvedere.engines.opinions.results import consensus_csv, groups_json, participants_csv
from belvedere.engines.opinions.votes import Moderation, Statement, Tally, VoteLog
from tests.engines.opinions.debates import gradient, noise, planted, statements_of

BREXIT = Path(__file__).parent / "data" / "brexit-consensus"


def files_of(found: OpinionMap) -> tuple[str, str, str, str]:
    report = report_markdown(found, 3, Writer(Language.FRENCH))
    return participants_csv(found), groups_json(found, 3), consensus_csv(found), report


@pytest.mark.parametrize("groups", [2, 3])
def test_planted_groups_are_found(groups: int) -> None:
    log, member = planted(200, 40, groups, seed=1)
    found = map_opinions(Tally.of(log), statements_of(40), seed=3)
    assert found.grouping.clarity is Clarity.CLEAR
    assert found.grouping.partition is not None
    assert found.grouping.partition.count == groups
    assert likeness(found.grouping.partition.labels, member[found.mapped]) > 0.94
    assert found.grouping.partition.stability > 0.95


def test_noise_gives_no_groups() -> None:
    clarities = [
        map_opinions(Tally.of(noise(120, 20, seed=seed)), statements_of(20), seed=3).grouping.clarity
        for seed in range(12)
    ]
    assert clarities == [Clarity.NONE] * 12


def test_a_gradient_gives_no_clear_groups() -> None:
    found = [
        map_opinions(Tally.of(gradient(200, 20, seed=seed)), statements_of(20), seed=3).grouping for seed in range(4)
    ]
    assert [one for one in found if one.clarity is Clarity.CLEAR] == []
    assert all(Reason.NO_VALLEY in one.reasons for one in found if one.clarity is Clarity.UNCERTAIN)


def test_no_group_is_tiny() -> None:
    log, _ = planted(120, 30, 2, seed=2)
    odd = VoteLog.of(
        np.arange(60), np.tile(np.arange(30), 2), np.repeat([500, 501], 30), np.repeat([-1, 1], 30).astype(np.int8)
    )
    partition = map_opinions(Tally.of(log.joined(odd)), statements_of(30), seed=3).grouping.partition
    assert partition is not None
    assert partition.sizes.min() >= smallest_group(122)


def test_neither_order_nor_repetition_nor_batches_change_anything() -> None:
    log, _ = planted(80, 20, 2, seed=4)
    rows = list(
        zip(*(column.tolist() for column in (log.times, log.statements, log.participants, log.values)), strict=True)
    )
    shuffled = [rows[place] for place in np.random.default_rng(1).permutation(len(rows))]
    statements = statements_of(20)
    whole = files_of(map_opinions(Tally.of(log), statements, seed=3))

    reordered = Tally.of(VoteLog.from_rows(shuffled + rows[:200]))
    assert files_of(map_opinions(reordered, (*statements[::-1], statements[0]), seed=3)) == whole

    batches = Tally.of(VoteLog.from_rows(rows[:300]))
    map_opinions(batches, statements, seed=3)
    assert files_of(map_opinions(batches.updated(VoteLog.from_rows(rows[300:])), statements, seed=3)) == whole


def test_removed_statements_count_nowhere() -> None:
    log, _ = planted(80, 20, 2, seed=4)
    statements = statements_of(20)
    removed = tuple(
        Statement(one.id, one.text, moderation=Moderation.REMOVED if one.id >= 15 else Moderation.ACCEPTED)
        for one in statements
    )
    is_kept = log.statements < 15
    without = VoteLog.of(*(column[is_kept] for column in (log.times, log.statements, log.participants, log.values)))
    assert files_of(map_opinions(Tally.of(log), removed, seed=3)) == files_of(
        map_opinions(Tally.of(without), statements[:15], seed=3)
    )


def test_who_votes_on_one_thing_is_counted_but_not_mapped() -> None:
    log, _ = planted(80, 20, 2, density=0.9, seed=4)
    statements = statements_of(20)
    before = map_opinions(Tally.of(log), statements, seed=3)
    crowd = VoteLog.from_rows([(1, 0, 1000 + one, 1) for one in range(300)])
    after = map_opinions(Tally.of(log.joined(crowd)), statements, seed=3)
    assert after.ballots.participants[after.mapped].tolist() == before.ballots.participants[before.mapped].tolist()
    assert after.ground.votes[0] == before.ground.votes[0] + 300
    assert after.grouping.partition is not None
    assert before.grouping.partition is not None
    assert likeness(after.grouping.partition.labels, before.grouping.partition.labels) > 0.95


def test_a_flood_of_one_person_changes_no_more_than_one_vote() -> None:
    log, _ = planted(80, 20, 2, seed=4)
    last = VoteLog.from_rows([(20_000, 0, 7, -1)])
    flood = VoteLog.from_rows([(10_000 + one, 0, 7, one % 3 - 1) for one in range(10_000)]).joined(last)
    flooded = map_opinions(Tally.of(log.joined(flood)), statements_of(20), seed=3)
    assert files_of(flooded) == files_of(map_opinions(Tally.of(log.joined(last)), statements_of(20), seed=3))


def test_a_late_statement_moves_nobody_far() -> None:
    log, member = planted(120, 30, 2, seed=6)
    late = VoteLog.from_rows([(50_000, 30, person, 1) for person in range(12)])
    found = map_opinions(Tally.of(log.joined(late)), statements_of(31), seed=3)
    assert found.grouping.partition is not None
    assert likeness(found.grouping.partition.labels, member[found.mapped]) > 0.94
    assert (found.ground.votes[30], found.ground.shares[30, 0]) == (12, 1.0)


def test_a_statement_about_the_person_draws_no_map_but_is_counted() -> None:
    log, _ = planted(80, 20, 2, density=0.9, seed=4)
    plain = statements_of(20)
    about = (*plain[:19], Statement(19, "J’habite ici", is_meta=True))
    found = map_opinions(Tally.of(log), about, seed=3)
    assert found.axes is not None
    assert found.axes.loadings[19].tolist() == [0.0, 0.0]
    assert found.ground.votes[19] == np.count_nonzero(Tally.of(log).statements == 19)


def test_who_answers_the_same_everywhere_is_told_and_kept() -> None:
    log, _ = planted(80, 20, 2, seed=4)
    always = VoteLog.from_rows([(1, one, 900, 1) for one in range(20)])
    found = map_opinions(Tally.of(log.joined(always)), statements_of(20), seed=3)
    assert found.ballots.participants[found.is_uniform].tolist() == [900]
    assert 900 in found.ballots.participants[found.mapped]


@pytest.mark.parametrize(
    "rows",
    [[], [(1, 0, 0, 1)], [(1, 0, person, 1) for person in range(50)], [(1, one, 0, 0) for one in range(9)],
     [(1, one, person, 1) for one in range(9) for person in range(12)]],
)  # fmt: skip
def test_few_votes_give_no_groups_and_files_all_the_same(rows: list[tuple[int, int, int, int]]) -> None:
    found = map_opinions(Tally.of(VoteLog.from_rows(rows)), statements_of(9), seed=3)
    assert found.grouping.clarity is Clarity.NONE
    assert all(text for text in files_of(found))


def test_the_groups_of_a_published_conversation() -> None:
    statements = read_statements((BREXIT / "comments.csv").read_bytes())
    content = (BREXIT / "participants-votes.csv").read_bytes()
    rows = [line.split(",")[:2] for line in content.decode().splitlines()[1:]]
    official = {int(who): int(group) for who, group in rows if group}
    found = map_opinions(Tally.of(read_votes(content)), statements, seed=3)
    assert found.grouping.partition is not None
    who = found.ballots.participants[found.mapped].tolist()
    common = [place for place, one in enumerate(who) if one in official]
    theirs = np.array([official[who[place]] for place in common])
    assert (len(who), found.grouping.partition.count) == (189, 2)
    assert likeness(found.grouping.partition.labels[common], theirs) > 0.6


def test_the_example_of_the_documentation() -> None:
    rows = [
        (1, statement, person, 1 if statement > 1 or (statement == 0) == (person < 4) else -1)
        for person in range(8)
        for statement in range(4)
    ]
    found = map_opinions(Tally.of(VoteLog.from_rows(rows)), statements_of(4), seed=3)
    assert found.axes is not None
    assert np.abs(found.axes.loadings[:, 0]) == pytest.approx([0.7071, 0.7071, 0, 0], abs=1e-4)
    assert (found.grouping.clarity, found.grouping.reasons) == (Clarity.NONE, (Reason.TOO_FEW,))
    assert sorted(found.ground.ranked()) == [(2, 0), (3, 0)]
    assert (round(found.ground.lows[2, 0], 2), found.ground.highs[2, 0]) == (0.68, 1.0)
