"""Contributions asked of departments and partners, and the chain of visas: who may, in which state, what is kept."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from belvedere.contexts.answers import actions
from belvedere.contexts.answers.models import AnswerSheet, ApprovalStep, Contribution, Visa
from belvedere.contexts.answers.queries import sheets_waiting_for
from belvedere.contexts.answers.queries.instruction import ChainStep, ShownContribution, chain_of, contributions_of
from belvedere.contexts.answers.refusals import (
    AlreadyAsked,
    ChainWithoutElected,
    InstructionOver,
    UnknownDepartment,
    ValidatedByItsAuthor,
    WordsNeeded,
)
from belvedere.contexts.answers.sections import contributions_awaited_from
from belvedere.contexts.answers.states import ContributionState, SheetState
from belvedere.contexts.answers.subscriptions import tell_contributor, tell_staff
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.models import Message
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.calendar import working_deadline
from tests.contexts.opinions import Body2026, assigned, requested, submitted
from tests.factories import RoleFactory

QUESTION = "Combien de bus faut-il ?"
CHAIN = ("Direction", "Direction générale", "Vice-présidence")


def asked(
    world: Body2026, now: datetime, sheet: AnswerSheet, *, partner: Body2026 | None = None, days: int = 5
) -> Contribution:
    """Ask the other department of the body, or a partner body as a whole."""
    return actions.ask_contribution(
        sheet=sheet,
        body=partner.body if partner else world.body,
        department=None if partner else world.other_department,
        question=QUESTION,
        working_days=days,
        by=world.agent,
        now=now,
    )


def as_(role: Role) -> Client:
    client = Client()
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def last_event() -> Event:
    return Event.objects.order_by("-sequence")[0]


def three_visas(world: Body2026, now: datetime) -> None:
    steps = [
        ChainStep(CHAIN[0], RoleKind.DEPARTMENT, world.other_department.pk),
        ChainStep(CHAIN[1], RoleKind.AGENT),
        ChainStep(CHAIN[2], RoleKind.ELECTED),
    ]
    actions.set_chain(body=world.body, steps=steps, by=world.agent, now=now)


def test_a_department_and_a_partner_are_asked_each_before_its_date(
    world: Body2026, other: Body2026, now: datetime
) -> None:
    sheet = assigned(world, now)
    mine, theirs = asked(world, now, sheet), asked(world, now, sheet, partner=other, days=10)
    assert [row.due_on for row in (mine, theirs)] == [
        working_deadline(start=now.date(), working_days=days) for days in (5, 10)
    ]
    assert [row.party for row in (mine, theirs)] == ["Déchets", other.body.name]
    assert json.loads(last_event().payload) == {
        "contribution": theirs.pk,
        "body": "autre-commune",
        "department": "",
        "due_on": theirs.due_on.isoformat(),
    }
    assert [len(contributions_awaited_from(role=role, now=now)) for role in (world.other_drafter, other.agent)] == [
        1,
        1,
    ]
    assert contributions_awaited_from(role=world.drafter, now=now) == []


def test_a_party_is_asked_once_with_words_by_an_agent_of_the_body(
    world: Body2026, other: Body2026, now: datetime
) -> None:
    sheet = requested(world, now)
    row = asked(world, now, sheet)
    with pytest.raises(AlreadyAsked):
        asked(world, now, sheet)
    for by in (world.elected, world.drafter, other.agent):
        with pytest.raises(NotAllowed):
            actions.ask_contribution(
                sheet=sheet, body=other.body, department=None, question="?", working_days=5, by=by, now=now
            )
    with pytest.raises(WordsNeeded):
        actions.ask_contribution(
            sheet=sheet, body=other.body, department=None, question=" ", working_days=5, by=world.agent, now=now
        )
    actions.withdraw_contribution(contribution=row, by=world.agent, now=now)
    assert asked(world, now, sheet).state == ContributionState.ASKED


def test_only_who_is_asked_says_and_may_say_better(world: Body2026, other: Body2026, now: datetime) -> None:
    sheet = assigned(world, now)
    row = asked(world, now, sheet)
    for by in (world.agent, world.drafter, world.elected, other.agent, other.drafter):
        with pytest.raises(NotAllowed):
            actions.give_contribution(contribution=row, text="Deux.", by=by, now=now)
    with pytest.raises(WordsNeeded):
        actions.give_contribution(contribution=row, text=" ", by=world.other_drafter, now=now)
    actions.give_contribution(contribution=row, text="Deux.", by=world.other_drafter, now=now)
    later = now + timedelta(days=60)
    better = actions.give_contribution(contribution=row, text="Trois.", by=world.other_drafter, now=later)
    assert (better.state, better.text, better.given_at) == (ContributionState.GIVEN, "Trois.", now)
    assert "Trois" not in "".join(Event.objects.values_list("payload", flat=True))
    with pytest.raises(NotInThisState):
        actions.withdraw_contribution(contribution=better, by=world.agent, now=now)


def test_late_contributions_show(world: Body2026, other: Body2026, now: datetime) -> None:
    sheet = assigned(world, now)
    mine, theirs = asked(world, now, sheet), asked(world, now, sheet, partner=other)
    given = actions.give_contribution(
        contribution=theirs, text="Oui.", by=other.agent, now=now + timedelta(days=9)
    )  # due on the 30th, given on the 2nd
    assert contributions_of(sheet, today=date(2026, 12, 7)) == [ShownContribution(mine, 5), ShownContribution(given, 2)]


def test_instruction_ends_with_the_submission(world: Body2026, now: datetime) -> None:
    sheet = submitted(world, now)
    with pytest.raises(InstructionOver):
        asked(world, now, sheet)


def test_who_is_asked_gets_one_mail(world: Body2026, other: Body2026, now: datetime) -> None:
    asked(world, now, assigned(world, now), partner=other)
    for _time in range(2):
        tell_contributor(last_event(), now)
    assert list(Message.objects.values_list("to", flat=True)) == [other.agent.user.email]


def test_chain_is_passed_in_order(world: Body2026, now: datetime) -> None:
    three_visas(world, now)
    sheet = submitted(world, now)
    for by in (world.agent, world.elected, world.drafter):
        with pytest.raises(NotAllowed):
            actions.visa_answers(sheet=sheet, by=by, now=now)
    assert list(sheets_waiting_for(world.other_drafter)) == [sheet]
    assert list(sheets_waiting_for(world.elected)) == []
    actions.visa_answers(sheet=sheet, by=world.other_drafter, now=now)
    tell_staff(last_event(), now)
    assert list(Message.objects.values_list("to", flat=True)) == [world.agent.user.email]
    with pytest.raises(NotAllowed):
        actions.validate_answers(sheet=sheet, by=world.elected, now=now)
    actions.visa_answers(sheet=sheet, by=world.agent, now=now)
    with pytest.raises(NotAllowed):
        actions.visa_answers(sheet=sheet, by=world.elected, now=now)
    done = actions.validate_answers(sheet=sheet, by=world.elected, now=now)
    assert done.state == SheetState.VALIDATED
    assert list(Visa.objects.values_list("round", "rank", "title", "given_at")) == [
        (1, rank, title, now) for rank, title in enumerate(CHAIN, 1)
    ]


def test_any_rung_sends_back_and_the_chain_begins_again(world: Body2026, now: datetime) -> None:
    three_visas(world, now)
    sheet = submitted(world, now)
    actions.visa_answers(sheet=sheet, by=world.other_drafter, now=now)
    sheet = actions.send_back(sheet=sheet, reason="Le coût manque", by=world.agent, now=now)
    assert (sheet.state, sheet.sent_back_reason) == (SheetState.ASSIGNED, "Le coût manque")
    sheet = actions.submit_answers(sheet=sheet, by=world.drafter, now=now)
    assert (sheet.visa_kind, sheet.visa_department_id, sheet.visas_left) == ("service", world.other_department.pk, 3)
    assert list(Visa.objects.filter(round=1).values_list("given_at", "sent_back_at")) == [
        (now, None),
        (None, now),
        (None, None),
    ]
    assert Visa.objects.filter(round=2, given_at=None, sent_back_at=None).count() == 3


def test_author_gives_no_visa(world: Body2026, now: datetime) -> None:
    three_visas(world, now)
    hat = RoleFactory(user=world.drafter.user, body=world.body, kind=RoleKind.AGENT, department=world.other_department)
    sheet = submitted(world, now)
    actions.visa_answers(sheet=sheet, by=world.other_drafter, now=now)
    with pytest.raises(ValidatedByItsAuthor):
        actions.visa_answers(sheet=sheet, by=hat, now=now)


def test_chain_is_the_bodys_and_ends_with_an_elected(world: Body2026, other: Body2026, now: datetime) -> None:
    elected = ChainStep("Élu", RoleKind.ELECTED)
    for by in (world.elected, world.drafter, other.agent):
        with pytest.raises(NotAllowed):
            actions.set_chain(body=world.body, steps=[elected], by=by, now=now)
    with pytest.raises(ChainWithoutElected):
        actions.set_chain(body=world.body, steps=[elected, ChainStep("Agent", RoleKind.AGENT)], by=world.agent, now=now)
    foreign = ChainStep("Eux", RoleKind.DEPARTMENT, other.department.pk)
    with pytest.raises(UnknownDepartment):
        actions.set_chain(body=world.body, steps=[foreign, elected], by=world.agent, now=now)
    three_visas(world, now)
    three_visas(world, now)
    assert [step.title for step in chain_of(world.body.pk)] == list(CHAIN)
    assert [step.title for step in chain_of(other.body.pk)] == ["Élu"]


def test_a_draft_keeps_the_chain_of_its_day(world: Body2026, now: datetime) -> None:
    sheet = submitted(world, now)
    three_visas(world, now)
    assert actions.validate_answers(sheet=sheet, by=world.elected, now=now).state == SheetState.VALIDATED


def test_database_holds_the_last_word(world: Body2026, now: datetime) -> None:
    row = asked(world, now, assigned(world, now))
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=row.pk).update(state=ContributionState.GIVEN)
    with pytest.raises(IntegrityError), transaction.atomic():
        ApprovalStep.objects.create(body=world.body, rank=1, title="Service", kind=RoleKind.DEPARTMENT)


def test_contribution_in_the_browser(world: Body2026, other: Body2026, now: datetime) -> None:
    sheet = assigned(world, now)
    path = reverse("answers:ask_contribution", args=[sheet.opinion.reference])
    agent, partner = as_(world.agent), as_(other.agent)
    typed = {"party": f"o{other.body.pk}", "question": QUESTION, "working_days": "5"}
    assert agent.post(path, typed).url == reverse("answers:sheet", args=[sheet.opinion.reference])
    page = reverse("answers:contribution", args=[Contribution.objects.get().pk])
    assert QUESTION in partner.get(page).content.decode()
    assert page in partner.get(reverse("answers:contributions")).content.decode()
    assert partner.post(page, {"text": ""}).status_code == 422
    assert partner.post(page, {"text": "Trois bus."}).url == page
    assert "Trois bus." in agent.get(reverse("answers:sheet", args=[sheet.opinion.reference])).content.decode()
    strangers = [world.agent, world.drafter, other.drafter]
    assert [as_(role).get(page).status_code for role in strangers] == [403] * 3
    assert as_(world.elected).post(page, {"text": "x"}).status_code == 403
    assert partner.get(reverse("answers:contribution", args=[999_999])).status_code == 404
    assert partner.get(path).status_code == 403


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"party": "o999999", "question": "?", "working_days": "5"},
        {"party": "x", "question": "?", "working_days": "5"},
        {"question": "?", "working_days": "0"},
        {"question": "?", "working_days": "demain"},
    ],
)
def test_malformed_question_is_422(world: Body2026, now: datetime, typed: dict[str, str]) -> None:
    sheet = assigned(world, now)
    typed = {"party": f"s{world.other_department.pk}", **typed} if typed else {}
    path = reverse("answers:ask_contribution", args=[sheet.opinion.reference])
    assert as_(world.agent).post(path, typed).status_code == 422
    assert Contribution.objects.count() == 0


def test_chain_in_the_browser(world: Body2026, other: Body2026, now: datetime) -> None:
    path = reverse("answers:chain")
    agent = as_(world.agent)
    assert "Élu" in agent.get(path).content.decode()
    typed = {"title1": "Direction", "holder1": f"s{world.department.pk}", "title2": "Maire", "holder2": "elu"}
    assert agent.post(path, typed).url == path
    assert [(step.title, step.kind) for step in chain_of(world.body.pk)] == [("Direction", "service"), ("Maire", "elu")]
    bad = ({}, {"title1": "Direction"}, {"title1": "A", "holder1": "agent"}, {"title1": "A", "holder1": "s999999"})
    assert [agent.post(path, row).status_code for row in bad] == [422] * 4
    foreign = {"title1": "A", "holder1": f"s{other.department.pk}", "title2": "B", "holder2": "elu"}
    assert agent.post(path, foreign).status_code == 422
    assert [as_(role).get(path).status_code for role in (world.elected, world.drafter)] == [403, 403]


def test_visa_in_the_browser(world: Body2026, now: datetime) -> None:
    three_visas(world, now)
    sheet = submitted(world, now)
    path = reverse("answers:sheet", args=[sheet.opinion.reference])
    visa = reverse("answers:visa_answers", args=[sheet.opinion.reference])
    director = as_(world.other_drafter)
    assert visa in director.get(path).content.decode()
    assert as_(world.elected).post(visa).status_code == 403
    assert director.post(visa).status_code == 302
    assert visa in as_(world.agent).get(path).content.decode()
    assert AnswerSheet.objects.values_list("visas_left", flat=True).get() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_contributions_ask_the_same_questions_whatever_their_number(
    world: Body2026, other: Body2026, now: datetime, django_assert_num_queries: object, count: int
) -> None:
    for number in range(1, count + 1):
        asked(world, timezone.now(), assigned(world, now, number), partner=other)
    partner = as_(other.agent)
    partner.get(reverse("answers:contributions"))
    with django_assert_num_queries(CONTRIBUTIONS_QUERIES):  # type: ignore[operator]
        partner.get(reverse("answers:contributions"))


CONTRIBUTIONS_QUERIES = 5
