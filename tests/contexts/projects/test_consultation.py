"""Terms that are proven before the report is closed, proposals that are answered, the evaluation grid."""

import hashlib
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from belvedere.contexts.projects.actions import consultation as actions
from belvedere.contexts.projects.actions.consultation import Decision
from belvedere.contexts.projects.models import Project, Proof, Proposal
from belvedere.contexts.projects.queries.evaluation import grid_of, inclusion_gap
from belvedere.contexts.projects.queries.projects import full_projects
from belvedere.contexts.projects.refusals import (
    DayAlreadyPast,
    NotConcerned,
    NoTerms,
    NotEvaluatedNow,
    ProofAlreadyThere,
    ProofOutOfTime,
    SayWhy,
    TermsFixed,
    TermsUnproven,
)
from belvedere.contexts.projects.states import Outcome, ProofKind
from belvedere.platform.exchange.refusals import FileNotAccepted
from belvedere.platform.refusals import NotAllowed, NotInThisState
from tests.contexts.projects.world import AFTER, PHOTO, REPORTED_ON, VOTED_ON, World
from tests.factories import CommuneFactory


def prove(project: Project, world: World, content: bytes = PHOTO, dated_on: date = date(2027, 10, 12)) -> Proof:
    return actions.prove_term(
        term=project.terms.get(number=1),
        kind=ProofKind.ATTENDANCE,
        title="Feuille de présence",
        dated_on=dated_on,
        content=content,
        by=world.lead,
        now=AFTER,
    )


def close(project: Project, world: World) -> Project:
    return actions.close_report(
        project=project, on=REPORTED_ON, contributions=3600, summary="Le tracé par la gare.", by=world.agent, now=AFTER
    )


def test_the_report_is_not_closed_before_each_term_is_proven(world: World, now: datetime) -> None:
    project = world.voted(now)
    proof = prove(project, world)
    assert proof.sha256 == hashlib.sha256(PHOTO).hexdigest()
    with pytest.raises(TermsUnproven) as refused:
        close(project, world)
    assert refused.value.numbers == [2]
    assert Project.objects.get().reported_on is None


def test_what_was_voted_does_not_change(world: World, now: datetime) -> None:
    project = world.published(now)
    with pytest.raises(NoTerms):
        actions.record_vote_of_terms(project=project, on=VOTED_ON, act="12", by=world.agent, now=AFTER)
    term = actions.write_term(project=project, wording="Une réunion", by=world.lead, now=now)
    actions.remove_term(term=term, by=world.lead, now=now)
    term = actions.write_term(project=project, wording="Deux réunions", by=world.lead, now=now)
    actions.record_vote_of_terms(project=project, on=VOTED_ON, act="12", by=world.agent, now=AFTER)
    with pytest.raises(TermsFixed):
        actions.write_term(project=project, wording="Une troisième", by=world.lead, now=AFTER)
    with pytest.raises(TermsFixed):
        actions.remove_term(term=term, by=world.lead, now=AFTER)


def test_a_proof_has_a_fitting_day_a_known_kind_and_is_not_there_already(world: World, now: datetime) -> None:
    project = world.voted(now)
    for day in (VOTED_ON - timedelta(days=1), AFTER.date() + timedelta(days=1)):
        with pytest.raises(ProofOutOfTime):
            prove(project, world, dated_on=day)
    with pytest.raises(FileNotAccepted):
        prove(project, world, b"MZ\x90\x00")
    prove(project, world)
    with pytest.raises(ProofAlreadyThere):
        prove(project, world)
    with pytest.raises(NotAllowed):
        actions.prove_term(
            term=project.terms.get(number=2),
            kind=ProofKind.PHOTO,
            title="Photo",
            dated_on=VOTED_ON,
            content=PHOTO,
            by=world.other,
            now=AFTER,
        )
    assert Proof.objects.count() == 1


def test_proofs_and_proposals_wait_for_the_vote_and_stop_at_the_report(world: World, now: datetime) -> None:
    project = world.published(now)
    with pytest.raises(NotInThisState):
        actions.group_proposal(project=project, text="X", contributions=1, is_minority=False, by=world.lead, now=now)
    project = world.reported(now)
    with pytest.raises(NotInThisState):
        prove(project, world, PHOTO + b"autre\n%%EOF\n")


def test_a_proposal_is_answered_with_its_reason(world: World, now: datetime) -> None:
    project = world.proven(now)
    proposal = project.proposals.get()
    with pytest.raises(NotInThisState):
        actions.answer_proposal(proposal=proposal, decision=Decision(Outcome.RETAINED, "Oui"), by=world.lead, now=AFTER)
    close(project, world)
    with pytest.raises(SayWhy):
        actions.answer_proposal(proposal=proposal, decision=Decision(Outcome.REJECTED, " "), by=world.lead, now=AFTER)
    with pytest.raises(DayAlreadyPast):
        actions.answer_proposal(
            proposal=proposal, decision=Decision(Outcome.UNDER_STUDY, "À voir"), by=world.lead, now=AFTER
        )
    decision = Decision(Outcome.UNDER_STUDY, "Étude de tracé", AFTER.date() + timedelta(days=90))
    actions.answer_proposal(proposal=proposal, decision=decision, by=world.lead, now=AFTER)
    row = Proposal.objects.get()
    assert (row.outcome, row.reason, row.answered_on) == ("a_l_etude", "Étude de tracé", AFTER.date())


def test_the_grid_is_computed_where_data_exist(world: World, now: datetime) -> None:
    project = world.reported(now)
    first, second = world.communes  # 17 000 and 11 000 inhabitants
    for commune, count in ((first, 30), (second, 70)):
        actions.count_participants(project=project, commune=commune, count=count, by=world.lead, now=AFTER)
    with pytest.raises(NotConcerned):
        actions.count_participants(project=project, commune=CommuneFactory(), count=1, by=world.lead, now=AFTER)
    actions.answer_proposal(
        proposal=project.proposals.get(), decision=Decision(Outcome.RETAINED, "Oui"), by=world.lead, now=AFTER
    )
    for code, value in (("hours", "500"), ("spent", "10000")):
        actions.score_as_organiser(project=project, criterion=code, value=Decimal(value), by=world.lead, now=AFTER)
    actions.score_as_participant(project=project, scores={"respect": 5, "trust_after": 4}, now=AFTER)
    actions.score_as_participant(project=project, scores={"respect": 2}, now=AFTER)
    actions.write_lesson(project=project, text="Ouvrir plus tôt.", by=world.lead, now=AFTER)
    project = full_projects().get()
    assert inclusion_gap(project) == pytest.approx(100 * abs(0.3 - 17 / 28), abs=0.05)
    values = {line.code: line.value for line in grid_of(project)}
    expected = {"answered": 100.0, "adopted": 100.0, "median_days": 1, "cost": 20.0, "respect": 3.5, "trust_after": 4.0}
    assert {code: values[code] for code in expected} == expected
    assert [values[code] for code in ("lesson", "margin", "legal_delays", "trust_before")] == [True, True, True, None]
    days = {row.milestone: row.done_on for row in project.deadlines.all()}
    assert (days["CU-DELIB"], days["CU-BILAN"], days["DECISION"]) == (VOTED_ON, REPORTED_ON, None)


def test_participants_judge_once_the_report_is_public(world: World, now: datetime) -> None:
    project = world.voted(now)
    with pytest.raises(NotEvaluatedNow):
        actions.score_as_participant(project=project, scores={"respect": 5}, now=AFTER)
