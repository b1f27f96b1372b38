"""Who signs up, the pool that is drawn from, and what is erased of them."""

import dataclasses
from datetime import date, datetime, timedelta

import pytest
from django.core import mail

from belvedere.contexts.panels.actions import candidates, pool, quotas, register
from belvedere.contexts.panels.models import (
    Address,
    Campaign,
    Candidate,
    CandidateAnswer,
    CandidateContact,
    Draw,
    Invitation,
    Seat,
    Target,
)
from belvedere.contexts.panels.personal_data import forget_registrations, registrations
from belvedere.contexts.panels.queries import pool as pool_queries
from belvedere.contexts.panels.queries.feasibility import feasibility_of
from belvedere.contexts.panels.refusals import campaign as refusals
from belvedere.contexts.panels.states.campaign import Channel
from belvedere.contexts.panels.tasks import forget
from belvedere.platform.refusals import NotAllowed, NotInThisState
from tests.contexts.panels.recruitment import REFERENCE, Recruitment, events, kinds
from tests.factories import UserFactory


def test_signing_up_once(recruitment: Recruitment, now: datetime) -> None:
    recruitment.open_to_all()
    code, other, *_rest = recruitment.codes()
    said = recruitment.registration(email="ada@exemple.fr")
    candidate = candidates.sign_up(code=code, registration=said, now=now)
    assert (candidate.channel, candidate.entered_by, len(candidate.pseudonym)) == ("en_ligne", None, 8)
    assert list(CandidateAnswer.objects.values_list("target__value", flat=True)) == ["Un homme"]
    contact = CandidateContact.objects.get()
    assert (contact.email, contact.erase_on) == ("ada@exemple.fr", date(2027, 6, 30))
    with pytest.raises(refusals.AlreadyRegistered):
        candidates.sign_up(code=code, registration=said, now=now)
    with pytest.raises(refusals.UnknownCode):
        candidates.sign_up(code="A" * 10, registration=said, now=now)
    with pytest.raises(refusals.RegistrationClosed):
        candidates.sign_up(code=other, registration=said, now=now + timedelta(days=40))
    with pytest.raises(refusals.CampaignIncomplete):
        candidates.sign_up(code=other, registration=dataclasses.replace(said, answers={}), now=now)
    foreign = {key: Target.objects.filter(category__kind="commune")[0].pk for key in said.answers}
    with pytest.raises(refusals.CampaignIncomplete):
        candidates.sign_up(code=other, registration=dataclasses.replace(said, answers=foreign), now=now)
    assert (Candidate.objects.count(), kinds().count("candidate_registered")) == (1, 1)
    assert mail.outbox == []  # posted by the worker, not by the request


def test_an_officer_enters_a_call_with_or_without_its_letter(recruitment: Recruitment, now: datetime) -> None:
    recruitment.open_to_all()
    [code, *_rest] = recruitment.codes()
    for number, typed in ((1, code), (2, "")):
        said = recruitment.registration(number, Channel.TELEPHONE)
        row = candidates.enter_candidate(reference=REFERENCE, code=typed, registration=said, by=recruitment.by, now=now)
        assert (row.channel, row.entered_by, row.invitation is None) == ("telephone", recruitment.by, not typed)
    said = recruitment.registration(3, Channel.PAPER)
    with pytest.raises(refusals.UnknownCode):
        candidates.enter_candidate(reference=REFERENCE, code="Z" * 10, registration=said, by=recruitment.by, now=now)
    with pytest.raises(NotAllowed):
        candidates.enter_candidate(
            reference=REFERENCE, code="", registration=said, by=recruitment.world.elected, now=now
        )


def test_the_pool_as_the_engine_takes_it(recruitment: Recruitment) -> None:
    recruitment.with_pool()
    problem = pool_queries.problem_of(recruitment.row)
    assert (problem.size, problem.categories, len(problem.people)) == (4, ("Commune", "Sexe"), 8)
    assert {person.id for person in problem.people} == set(Candidate.objects.values_list("pseudonym", flat=True))
    assert sorted(person.values for person in problem.people) == sorted(
        (commune, sex)
        for commune in ("Beaumont", "Chamalières")
        for sex in ("Une femme", "Un homme")
        for _twice in range(2)
    )
    assert pool_queries.pool_by_commune(recruitment.row) == {"63075": 4, "63032": 4}
    assert pool_queries.published_by_commune(recruitment.row) == {"63075": None, "63032": None}
    found = feasibility_of(recruitment.row)
    assert (found.conflict, found.proposals, found.never_drawn) == (None, [], 0)


def test_a_crossed_value_is_made_of_its_parts(recruitment: Recruitment, now: datetime) -> None:
    recruitment.with_quotas()
    quotas.cross_categories(
        reference=REFERENCE, first="Sexe", second="Commune", rounding=quotas.Rounding(slack_places=2), by=recruitment.by
    )
    quotas.adopt_quotas(reference=REFERENCE, by=recruitment.by, now=now)
    candidate = Candidate.objects.create(
        campaign=recruitment.row,
        commune=recruitment.communes[0],
        channel="papier",
        registered_at=now,
        consented_at=now,
    )
    woman = Target.objects.get(value="Une femme")
    CandidateAnswer.objects.create(candidate=candidate, category=woman.category, target=woman)
    [person] = pool_queries.problem_of(recruitment.row).people
    assert person.values == ("Chamalières", "Une femme", "Une femme × Chamalières")


def test_a_pool_without_men_says_why(recruitment: Recruitment, now: datetime) -> None:
    recruitment.with_pool()
    woman, man = Target.objects.filter(category__name="Sexe").order_by("position")
    quotas.set_bounds(reference=REFERENCE, bounds={man.pk: (2, 4)}, by=recruitment.by, now=now)
    for row in Candidate.objects.filter(answers__target=man).select_related("campaign"):
        candidates.set_candidate_aside(candidate=row, by=recruitment.by, now=now)
    found = feasibility_of(recruitment.row)
    assert found.conflict is not None
    rules = [(rule.side, rule.quota.value if rule.quota else "") for rule in found.conflict.rules]
    assert rules == [("minimum", "Un homme")]
    [[loosened]] = found.proposals
    assert (loosened.target, loosened.minimum, loosened.maximum) == (man, 0, 4)
    assert woman.value == "Une femme"


def test_households(recruitment: Recruitment) -> None:
    recruitment.with_pool()
    names = sorted(Candidate.objects.values_list("pseudonym", flat=True))[:2]
    pool.join_household(reference=REFERENCE, pseudonyms=names, by=recruitment.by)
    assert [person.household for person in pool_queries.problem_of(recruitment.row).people if person.household] == [
        names[0],
        names[0],
    ]
    pool.part_household(reference=REFERENCE, pseudonyms=names, by=recruitment.by)
    assert pool_queries.problem_of(recruitment.row).households == ()


def test_a_pool_that_is_too_small_is_not_frozen(recruitment: Recruitment, now: datetime) -> None:
    recruitment.with_pool(3)
    with pytest.raises(refusals.PoolTooSmall):
        pool.freeze_pool(reference=REFERENCE, by=recruitment.by, now=now)


def test_a_frozen_pool_takes_nobody_and_lets_anyone_leave(recruitment: Recruitment, now: datetime) -> None:
    recruitment.frozen()
    before = recruitment.row.pool_digest
    said = recruitment.registration(9, Channel.PAPER)
    with pytest.raises(NotInThisState):
        candidates.enter_candidate(reference=REFERENCE, code="", registration=said, by=recruitment.by, now=now)
    leaving = recruitment.candidate
    candidates.withdraw_candidate(candidate=leaving, by=None, now=now)
    assert kinds()[-2:] == ["candidate_left", "pool_frozen"]
    assert events()[-1][1]["candidates"] == 7
    assert recruitment.row.pool_digest not in {"", before}
    with pytest.raises(NotInThisState):
        candidates.withdraw_candidate(candidate=leaving, by=None, now=now)
    with pytest.raises(NotInThisState):
        candidates.take_candidate_back(candidate=leaving, by=recruitment.by, now=now)


def test_reopened_before_any_commitment_only(recruitment: Recruitment, now: datetime) -> None:
    recruitment.frozen()
    draw = Draw.objects.create(campaign=recruitment.row, asked_at=now)
    pool.reopen_pool(reference=REFERENCE, by=recruitment.by, now=now)
    assert (recruitment.row.state, recruitment.row.pool_digest, Draw.objects.count()) == ("inscriptions", "", 0)
    pool.freeze_pool(reference=REFERENCE, by=recruitment.by, now=now)
    draw.pk, draw.committed_at, draw.commitment = None, now, "a" * 64
    draw.save(force_insert=True)
    with pytest.raises(refusals.PoolCommitted):
        pool.reopen_pool(reference=REFERENCE, by=recruitment.by, now=now)


def test_what_was_said_can_be_corrected_and_taken_back(recruitment: Recruitment, now: datetime) -> None:
    recruitment.with_pool()
    row = recruitment.candidate
    said = recruitment.registration(3)
    candidates.correct_candidate(candidate=row, registration=said, by=recruitment.by)
    assert CandidateContact.objects.get(candidate=row).last_name == "Nom3"
    assert CandidateAnswer.objects.get(candidate=row).target.value == "Un homme"
    candidates.withdraw_candidate(candidate=row, by=recruitment.by, now=now)
    assert pool_queries.registered(recruitment.row).count() == 7
    candidates.take_candidate_back(candidate=row, by=recruitment.by, now=now)
    assert pool_queries.registered(recruitment.row).count() == 8
    for act in (candidates.withdraw_candidate, candidates.set_candidate_aside, candidates.erase_candidate):
        with pytest.raises(NotAllowed):
            act(candidate=row, by=recruitment.world.elected, now=now)


def test_erasing_someone_leaves_nothing_of_them_but_what_is_published(recruitment: Recruitment, now: datetime) -> None:
    recruitment.frozen()
    row = recruitment.candidate
    draw = Draw.objects.create(
        campaign=recruitment.row, asked_at=now, committed_at=now, commitment="a" * 64, state="engage"
    )
    Campaign.objects.update(state="tirage")
    seat = Seat.objects.create(draw=draw, candidate=row, pseudonym=row.pseudonym, drawn_at=now, moved_at=now)
    digest = recruitment.row.pool_digest
    candidates.erase_candidate(candidate=row, by=recruitment.by, now=now)
    assert not CandidateContact.objects.filter(candidate_id=row.pk).exists()
    assert not CandidateAnswer.objects.filter(candidate_id=row.pk).exists()
    assert (Candidate.objects.count(), Invitation.objects.count()) == (7, 8)
    kept = Seat.objects.get(pk=seat.pk)
    assert (kept.candidate_id, kept.pseudonym) == (None, row.pseudonym)
    assert recruitment.row.pool_digest == digest
    assert kinds()[-1] == "candidate_erased"
    with pytest.raises(NotInThisState):
        candidates.erase_candidate(candidate=row, by=recruitment.by, now=now)


def test_a_person_with_an_account_reads_and_erases_their_registration(recruitment: Recruitment) -> None:
    recruitment.with_pool()
    user = UserFactory(email="personne3@exemple.fr")
    [held] = registrations(user)  # type: ignore[misc]  # plain values: a list of dictionaries here
    assert {name: held[name] for name in ("recrutement", "prenom", "commune", "reponses", "tire_au_sort")} == {
        "recrutement": REFERENCE,
        "prenom": "Prénom3",
        "commune": "Beaumont",
        "reponses": {"Sexe": "Un homme"},
        "tire_au_sort": False,
    }
    forget_registrations(user)
    assert registrations(user) == []
    assert Candidate.objects.count() == 7


def test_each_day_erases_what_is_due(recruitment: Recruitment, now: datetime) -> None:
    recruitment.with_pool()
    forget(now + timedelta(days=1))
    assert (Address.objects.count(), Candidate.objects.count()) == (12, 8)
    forget(datetime(2027, 1, 31, 12, tzinfo=now.tzinfo))
    assert (Address.objects.count(), Invitation.objects.filter(address=None).count()) == (0, 8)
    assert Candidate.objects.count() == 8
    for _twice in range(2):
        forget(datetime(2027, 6, 30, 12, tzinfo=now.tzinfo))
    assert Candidate.objects.count() == 0
    assert kinds()[-2:] == ["register_erased", "candidates_erased"]


def test_those_who_sit_stay(recruitment: Recruitment, now: datetime) -> None:
    recruitment.frozen()
    row = recruitment.candidate
    draw = Draw.objects.create(campaign=recruitment.row, asked_at=now)
    Seat.objects.create(draw=draw, candidate=row, pseudonym=row.pseudonym, drawn_at=now, moved_at=now)
    assert pool.erase_candidates(reference=REFERENCE, on=date(2027, 7, 1), now=now) == 7
    assert Candidate.objects.get() == row


def test_a_file_that_waited_a_day_is_erased(recruitment: Recruitment, now: datetime) -> None:
    recruitment.at_register()
    register.receive_register(reference=REFERENCE, name="a.csv", content=b"x", by=recruitment.by, now=now)
    assert register.purge_register_files(now=now + timedelta(hours=23)) == 0
    assert register.purge_register_files(now=now + timedelta(hours=24)) == 1
