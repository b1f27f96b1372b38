"""A debate: answered without an account, moderated, drawn in the background, limited, cleaned, moved in and out."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from belvedere.contexts.consultations.actions import address, crowds, debate, mapping, moving
from belvedere.contexts.consultations.actions import participation as taking_part
from belvedere.contexts.consultations.models import Debate, DebateMap, Participant, Statement, Vote
from belvedere.contexts.consultations.queries.addresses import Promise, address_token, debates_past, promise_in
from belvedere.contexts.consultations.queries.crowds import Suspicion, suspicions_in
from belvedere.contexts.consultations.queries.debates import (
    SEED,
    debate_of,
    debates_to_draw,
    figures_of,
    map_of,
    participant_with,
)
from belvedere.contexts.consultations.queries.polis import polis_file
from belvedere.contexts.consultations.queries.report import accounts_due
from belvedere.contexts.consultations.queries.tallies import honest_tally
from belvedere.contexts.consultations.queries.turns import turn_of
from belvedere.contexts.consultations.refusals import (
    CrowdChanged,
    DebateNotOpen,
    FilesRefused,
    LinkOutOfDate,
    NoSuchStatement,
    NotEmpty,
    SayWhy,
    StatementRefused,
)
from belvedere.contexts.consultations.states.debate import (
    Answer,
    Ground,
    Moderation,
    Refused,
    StatementState,
    StatementVerb,
)
from belvedere.contexts.consultations.tasks import draw_maps, forget
from belvedere.contexts.consultations.words import CLARITIES, FAULTS, REASONS
from belvedere.engines.opinions import faults
from belvedere.engines.opinions.grouping import Clarity, Reason
from belvedere.engines.opinions.mapping import map_opinions
from belvedere.engines.opinions.reading import read_statements, read_votes
from belvedere.engines.opinions.results import participants_csv
from belvedere.engines.opinions.votes import Tally
from belvedere.platform.limits.refusals import TooManyAttempts
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.tasks.worker import run_pending
from tests.contexts.consultations.conftest import World, at

HOME = "203.0.113.7"
OPEN = at(31)


def key(number: int) -> UUID:
    return UUID(int=number)


def answer(found: Debate, who: int, number: int, said: Answer = Answer.AGREE, when: datetime = OPEN) -> Participant:
    return taking_part.cast_vote(
        debate=found, key=key(who), number=number, answer=said, client=f"198.51.100.{who}", now=when
    )


def two_camps(found: Debate, people: int = 12, first: int = 1, when: datetime = OPEN) -> None:
    """Half of the people agree with odd statements and refuse even ones, half the other way round; all like 1 and 2."""
    for who in range(first, first + people):
        for number in range(1, 11):
            likes = number <= 2 or number % 2 == who % 2
            answer(found, who, number, Answer.AGREE if likes else Answer.DISAGREE, when + timedelta(seconds=3 * number))


def test_answered_without_an_account_the_last_answer_counts(world: World) -> None:
    found = world.debate()
    first = answer(found, 1, 3)
    again = answer(found, 1, 3, Answer.PASS, OPEN + timedelta(seconds=5))
    other = answer(found, 2, 3, Answer.DISAGREE)
    assert (first.pk, [first.number, other.number]) == (again.pk, [1, 2])
    votes = Vote.objects.values_list("participant__number", "statement__number", "value", "at")
    assert sorted(votes) == [(1, 3, 0, OPEN + timedelta(seconds=5)), (2, 3, -1, OPEN)]


def test_replayed_requests_are_one_participation(world: World) -> None:
    found = world.debate()
    for _ in range(20):
        answer(found, 1, 3)
    assert (figures_of(found).participants, figures_of(found).votes) == (1, 1)


def test_ten_thousand_votes_in_a_minute_are_limited_and_counted(world: World) -> None:
    found = world.debate()
    refused = 0
    for attempt in range(200):
        try:
            answer(found, 1, 1 + attempt % 10, Answer.AGREE, OPEN + timedelta(milliseconds=6 * attempt))
        except TooManyAttempts:
            refused += 1
    assert refused == 200 - 61  # a burst of sixty, then one a second
    assert figures_of(found).refused == {Refused.TOO_MANY_VOTES: refused}
    assert Vote.objects.count() == 10


def test_one_address_does_not_make_a_crowd(world: World) -> None:
    found = world.debate()
    admitted = 0
    for _ in range(70):
        try:
            taking_part.cast_vote(debate=found, key=uuid4(), number=1, answer=Answer.AGREE, client=HOME, now=OPEN)
            admitted += 1
        except TooManyAttempts:
            pass
    assert admitted == 60
    assert figures_of(found).refused == {Refused.TOO_MANY_PARTICIPATIONS: 10}
    together = suspicions_in(found, now=OPEN)
    assert [(one.ground, len(one.numbers), one.votes) for one in together] == [(Ground.SAME_ADDRESS, 60, 60)]
    assert HOME not in "".join(Participant.objects.values_list("network", flat=True))


@pytest.mark.parametrize("when", [at(29), at(60)])
def test_nothing_is_counted_outside_the_dates(world: World, when: datetime) -> None:
    found = world.debate()
    with pytest.raises(DebateNotOpen):
        answer(found, 1, 1, when=when)
    assert Participant.objects.count() == 0


def test_statement_read_before_it_is_shown(world: World) -> None:
    found = world.debate()
    written = taking_part.write_statement(
        debate=found, key=key(1), text="  Des bancs\nà l’ombre  ", client=HOME, now=OPEN
    )
    assert (written.number, written.text, written.state) == (11, "Des bancs à l’ombre", StatementState.WAITING)
    with pytest.raises(NoSuchStatement):
        answer(found, 2, 11)
    with pytest.raises(NotAllowed):
        debate.judge_statement(statement=written, verb=StatementVerb.ACCEPT, by=world.elected, now=OPEN)
    debate.judge_statement(statement=written, verb=StatementVerb.ACCEPT, by=world.agent, now=OPEN)
    assert answer(found, 2, 11).number == 2
    with pytest.raises(SayWhy):
        debate.judge_statement(statement=written, verb=StatementVerb.REJECT, by=world.agent, now=OPEN)


def test_statement_shown_then_read_takes_its_votes_away_and_gives_them_back(world: World) -> None:
    found = world.debate()
    debate.set_debate(phase=found.phase, moderation=Moderation.AFTER, takes_statements=True, by=world.agent, now=OPEN)
    found = debate_of(found.phase.consultation.slug) or found
    written = taking_part.write_statement(debate=found, key=key(1), text="Des bancs à l’ombre", client=HOME, now=OPEN)
    answer(found, 2, written.number)
    counted = [len(mapping.draw_map(debate=found, now=OPEN).result["statements"])]
    for verb in (StatementVerb.REJECT, StatementVerb.ACCEPT):
        debate.judge_statement(statement=written, verb=verb, reason="Hors sujet", by=world.agent, now=OPEN)
        counted.append(len(mapping.draw_map(debate=found, now=OPEN).result["statements"]))
    assert counted == [11, 10, 11]


@pytest.mark.parametrize("text", ["court", "x" * 281, "UN PROPOS DE DÉPART, LE NUMÉRO 1"])
def test_statement_too_short_too_long_or_there_already(world: World, text: str) -> None:
    found = world.debate()
    with pytest.raises(StatementRefused):
        taking_part.write_statement(debate=found, key=key(1), text=text, client=HOME, now=OPEN)


def test_next_statement_until_none_is_left(world: World) -> None:
    found = world.debate()
    seen = []
    for _ in range(10):
        turn = turn_of(found, participant_with(found, key(1)), chance=5, drawn=None)
        assert turn.statement is not None
        seen.append(turn.statement.number)
        answer(found, 1, turn.statement.number)
    assert sorted(seen) == list(range(1, 11))
    assert turn_of(found, participant_with(found, key(1)), chance=5, drawn=None).statement is None


def test_map_is_drawn_in_the_background_after_a_batch_of_votes(world: World) -> None:
    found = world.debate()
    two_camps(found)
    assert map_of(found) is None
    later = OPEN + timedelta(minutes=1)
    draw_maps(later)
    run_pending(now=later)
    drawn = map_of(found)
    assert drawn is not None
    assert (drawn.result["participants"], drawn.result["votes"], drawn.result["mapped"]) == (12, 120, 12)
    assert {row["number"] for row in drawn.result["ground"]} == {1, 2}
    standing = turn_of(found, participant_with(found, key(1)), chance=0, drawn=drawn).standing
    assert standing is not None
    assert debates_to_draw(later + timedelta(minutes=1)) == []


def test_incremental_map_is_that_of_all_the_votes(world: World) -> None:
    found = world.debate()
    two_camps(found, 12)
    mapping.draw_map(debate=found, now=OPEN + timedelta(minutes=1))
    late = OPEN + timedelta(minutes=30)
    two_camps(found, 10, first=13, when=late)
    answer(found, 1, 5, Answer.PASS, late)
    step = mapping.draw_map(debate=found, now=late + timedelta(minutes=1))
    DebateMap.objects.all().delete()
    whole = mapping.draw_map(debate=found, now=late + timedelta(minutes=1))
    assert (step.result, bytes(step.tally), bytes(step.compass)) == (
        whole.result,
        bytes(whole.tally),
        bytes(whole.compass),
    )


def crowd_of_copies(found: Debate) -> Suspicion:
    for who in range(101, 108):
        for number in range(1, 11):
            answer(found, who, number, Answer.DISAGREE, at(32) + timedelta(milliseconds=200 * number))
    return next(one for one in suspicions_in(found, now=at(33)) if one.ground is Ground.TOO_FAST)


def test_removed_crowd_leaves_no_trace_on_honest_votes(world: World) -> None:
    found = world.debate()
    two_camps(found)
    honest = mapping.draw_map(debate=found, now=at(32)).result
    suspicion = crowd_of_copies(found)
    assert (suspicion.mark, len(suspicion.numbers), suspicion.votes) == ("13", 7, 70)
    with_crowd = mapping.draw_map(debate=found, now=at(33)).result
    with pytest.raises(NotAllowed):
        crowds.remove_participations(debate=found, suspicion=suspicion, reason="x", by=world.stranger, now=at(33))
    with pytest.raises(SayWhy):
        crowds.remove_participations(debate=found, suspicion=suspicion, reason=" ", by=world.agent, now=at(33))
    removal = crowds.remove_participations(
        debate=found, suspicion=suspicion, reason="Un script.", by=world.agent, now=at(33)
    )
    assert (removal.participants, removal.votes) == (7, 70)
    assert mapping.draw_map(debate=found, now=at(34)).result == honest
    with pytest.raises(CrowdChanged):
        crowds.remove_participations(debate=found, suspicion=suspicion, reason="x", by=world.agent, now=at(34))
    crowds.restore_participations(removal=removal, by=world.agent, now=at(35))
    assert mapping.draw_map(debate=found, now=at(36)).result == with_crowd
    with pytest.raises(NotInThisState):
        crowds.restore_participations(removal=removal, by=world.agent, now=at(36))


def test_export_is_read_back_identically_and_gives_the_same_map(world: World) -> None:
    found = world.debate()
    two_camps(found)
    taking_part.write_statement(debate=found, key=key(3), text="Un propos, « entre guillemets »", client=HOME, now=OPEN)
    drawn = mapping.draw_map(debate=found, now=at(32)).result
    names = ("votes.csv", "comments.csv", "participants-votes.csv", "participants.csv")
    files = {name: polis_file(found, name, now=at(32)) for name in names}

    elsewhere = debate.set_debate(
        phase=world.plan_bare("Ailleurs"),
        moderation=Moderation.BEFORE,
        takes_statements=True,
        by=world.agent,
        now=at(32),
    )
    moving.import_polis(
        debate=elsewhere,
        comments=files["comments.csv"].encode(),
        votes=files["votes.csv"].encode(),
        by=world.agent,
        now=at(32),
    )
    elsewhere.refresh_from_db()
    assert mapping.draw_map(debate=elsewhere, now=at(33)).result == drawn
    assert {name: polis_file(elsewhere, name, now=at(33)) for name in files} == files
    votes, statements = read_votes(files["votes.csv"].encode()), read_statements(files["comments.csv"].encode())
    assert files["participants.csv"] == participants_csv(map_opinions(Tally.of(votes), statements, seed=SEED))
    with pytest.raises(NotEmpty):
        moving.import_polis(debate=elsewhere, comments=b"", votes=b"", by=world.agent, now=at(33))


def test_bad_files_say_where_and_change_nothing(world: World) -> None:
    phase = world.plan_bare("Ailleurs")
    found = debate.set_debate(
        phase=phase, moderation=Moderation.BEFORE, takes_statements=True, by=world.agent, now=at(1)
    )
    comments = b"comment-id,author-id,moderated,comment-body\n0,0,1,Un\n"
    with pytest.raises(FilesRefused) as refused:
        moving.import_polis(
            debate=found,
            comments=comments,
            votes=b"timestamp,comment-id,voter-id,vote\n1,0,1,1\n1,0,2,7\n",
            by=world.agent,
            now=at(1),
        )
    assert "votes.csv, ligne 3 : « 7 »" in str(refused.value.message)
    assert (Statement.objects.filter(debate=found).count(), Participant.objects.count()) == (0, 0)


def test_one_participation_by_address_votes_joined(world: World) -> None:
    found = world.debate()
    answer(found, 1, 1, Answer.AGREE)
    answer(found, 2, 1, Answer.DISAGREE)
    answer(found, 2, 2, Answer.DISAGREE)
    mapping.draw_map(debate=found, now=at(32))
    promises = [Promise(key(who), "Ana@Exemple.fr", wants_news=who == 2) for who in (1, 2)]
    held = [address.confirm_address(debate=found, promise=one, client=HOME, now=at(32)) for one in promises]
    assert [one.number for one in held] == [1, 1]
    assert sorted(Vote.objects.values_list("participant__number", "statement__number", "value")) == [
        (1, 1, 1),
        (1, 2, -1),
    ]
    assert (figures_of(found).verified, held[1].wants_news) == (1, True)
    assert len(honest_tally(found, now=at(33))) == 2
    other = Promise(key(1), "bo@exemple.fr", wants_news=False)
    with pytest.raises(LinkOutOfDate):
        address.confirm_address(debate=found, promise=other, client=HOME, now=at(32))


def test_links_are_for_their_debate(world: World) -> None:
    found = world.debate()
    promise = Promise(key(1), "ana@exemple.fr", wants_news=True)
    token = address_token(found, promise)
    assert promise_in(found, token) == promise
    assert promise_in(found, token[:-2]) is None
    assert promise_in(Debate(pk=found.pk + 1), token) is None


def test_who_asked_for_news_is_told_what_became_of_the_debate(world: World) -> None:
    found = world.debate()
    for who, wants_news in ((1, True), (2, False)):
        answer(found, who, 1)
        promise = Promise(key(who), f"p{who}@exemple.fr", wants_news=wants_news)
        address.confirm_address(debate=found, promise=promise, client=HOME, now=OPEN)
    promise = Promise(key(3), "ann@example.org", wants_news=True)
    address.confirm_address(debate=found, promise=promise, client=HOME, now=OPEN, language="en")
    told = accounts_due(found.phase.consultation)
    assert sorted((one.email, one.language, one.contributions) for one in told) == [
        ("ann@example.org", "en", ()),
        ("p1@exemple.fr", "fr", ()),
    ]


def test_networks_then_addresses_are_forgotten_in_time(world: World) -> None:
    found = world.debate()
    answer(found, 1, 1)
    address.confirm_address(
        debate=found, promise=Promise(key(1), "ana@exemple.fr", wants_news=True), client=HOME, now=OPEN
    )
    consultation = found.phase.consultation
    consultation.closed_at, consultation.accounted_at = at(60), at(70)
    consultation.save()
    assert debates_past("debate_network_days", at(90)) == []
    forget(at(91))
    row = Participant.objects.get()
    assert (row.network, row.email, Debate.objects.get().salt) == ("", "ana@exemple.fr", "")
    forget(at(131))
    assert Participant.objects.get().email == ""


def test_an_address_does_not_wait_for_ever_for_accounts_that_never_come(world: World) -> None:
    found = world.debate()
    address.confirm_address(
        debate=found, promise=Promise(key(1), "ana@exemple.fr", wants_news=True), client=HOME, now=OPEN
    )
    consultation = found.phase.consultation  # the answer was promised on 15 March 2027
    consultation.closed_at = at(60)
    consultation.save()
    for now, kept in ((datetime(2028, 3, 14, tzinfo=UTC), "ana@exemple.fr"), (datetime(2028, 3, 16, tzinfo=UTC), "")):
        forget(now)
        assert Participant.objects.get().email == kept


def test_every_finding_of_the_engine_has_its_words() -> None:
    assert (set(CLARITIES), set(REASONS)) == ({one.value for one in Clarity}, {one.value for one in Reason})
    known = [one for one in vars(faults).values() if isinstance(one, type) and issubclass(one, faults.Fault)]
    assert set(FAULTS) == {one.code for one in known} - {faults.Fault.code}
