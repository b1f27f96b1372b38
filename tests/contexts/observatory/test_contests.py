"""A figure contested, answered, corrected; an indicator that turns late and who is told."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from belvedere.contexts.observatory.actions.alerts import tell_owners
from belvedere.contexts.observatory.actions.contests import answer_contest, contest_figure, forget_addresses
from belvedere.contexts.observatory.actions.editions import publish_figures
from belvedere.contexts.observatory.actions.indicators import describe_indicator, set_target
from belvedere.contexts.observatory.actions.readings import read_indicator, say_confidence
from belvedere.contexts.observatory.models import Contest, Indicator, Observation
from belvedere.contexts.observatory.refusals import AnswerIsEmpty, ContestNeedsAReason, ContestsHaveNoDelay
from belvedere.contexts.observatory.sections import contests_awaited_from, late_indicators_of
from belvedere.contexts.observatory.states.figures import Confidence, ContestState
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.personal_data import erase_personal_data, personal_data
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.mail.models import Message
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.actions import set_parameter
from belvedere.platform.territory.states import Confidence as Trust
from tests.contexts.examens import Panel2026
from tests.contexts.figures import SHEET, TARGET, whole_of
from tests.factories import DepartmentFactory, RoleFactory


@pytest.fixture
def service(world: Panel2026) -> Role:
    department = DepartmentFactory(body=world.body, slug="social", name="Direction sociale")
    return RoleFactory(body=world.body, department=department, kind=RoleKind.DEPARTMENT)


@pytest.fixture
def indicator(world: Panel2026, service: Role, now: datetime) -> Indicator:
    found = describe_indicator(policy=world.policy, sheet=SHEET, department=service.department, now=now)
    figures = [whole_of(found, "2018", 20), whole_of(found, "2021", 19.9)]
    publish_figures(territory=found.territory, title="Filosofi", figures=[(found, figures)], now=now)
    return found


@pytest.fixture
def observation(indicator: Indicator, world: Panel2026, now: datetime) -> Observation:
    set_parameter(
        body=world.body,
        code="contest.answer_working_days",
        value=20,
        since=date(2018, 1, 1),
        source="Règlement",
        confidence=Trust.UNVERIFIED,
    )
    return Observation.objects.select_related("series__indicator__body").get(period="2021")


def contest(observation: Observation, now: datetime, email: str = "suzanne@example.org") -> Contest:
    return contest_figure(observation=observation, reason="L’Insee dit 21.", email=email, now=now)


def as_(role: Role) -> Client:
    client = Client()
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_contest_is_due_by_the_regulation_and_its_reason_waits(observation: Observation, now: datetime) -> None:
    made = contest(observation, now)
    assert (made.reference, made.state, made.due_on) == ("C-2026-0001", ContestState.OPEN, date(2026, 12, 21))
    shown = Client().get("/observatoire/indicateurs/pauvrete/").content.decode()
    assert "C-2026-0001" in shown
    assert "lundi 21 décembre 2026" in shown
    assert "dit 21" not in shown
    assert "suzanne" not in shown


def test_without_a_reason_or_a_delay_nothing_is_contested(
    indicator: Indicator, world: Panel2026, now: datetime
) -> None:
    found = Observation.objects.select_related("series__indicator__body").get(period="2021")
    with pytest.raises(ContestsHaveNoDelay):
        contest(found, now)
    with pytest.raises(ContestNeedsAReason):
        contest_figure(observation=found, reason="  ", now=now)
    assert Contest.objects.count() == 0


def test_a_correction_revises_and_the_contester_is_told(observation: Observation, service: Role, now: datetime) -> None:
    contest(observation, now)
    later = now + timedelta(days=3)
    answered = answer_contest(
        reference="C-2026-0001", answer="Vous avez raison.", corrected_value=21, by=service, now=later
    )
    assert answered.correction is not None
    assert (answered.state, answered.correction.value, answered.correction.revision) == ("corrigee", 21.0, 2)
    assert list(Message.objects.values_list("to", "kind")) == [("suzanne@example.org", "news")]
    shown = Client().get("/observatoire/indicateurs/pauvrete/").content.decode().replace("\xa0", " ")
    for words in ("L’Insee dit 21.", "Vous avez raison.", "Direction sociale", "19,9 % devient 21,0 %"):
        assert words in shown
    with pytest.raises(NotInThisState):
        answer_contest(reference="C-2026-0001", answer="Encore.", by=service, now=later)
    assert forget_addresses(now=later + timedelta(days=29)) == 0
    assert forget_addresses(now=later + timedelta(days=31)) == 1


def test_an_explanation_changes_no_value(observation: Observation, world: Panel2026, now: datetime) -> None:
    contest(observation, now, email="")
    with pytest.raises(AnswerIsEmpty):
        answer_contest(reference="C-2026-0001", answer=" ", by=world.agent, now=now)
    with pytest.raises(NotAllowed):
        answer_contest(reference="C-2026-0001", answer="Non.", by=world.elected, now=now)
    answered = answer_contest(reference="C-2026-0001", answer="Arrondi.", by=world.agent, now=now)
    assert (answered.state, Observation.objects.count(), Message.objects.count()) == ("expliquee", 2, 0)


def test_a_contest_waits_in_the_basket_of_who_answers(
    observation: Observation, service: Role, world: Panel2026, now: datetime
) -> None:
    contest(observation, now)
    other = RoleFactory(body=world.body, kind=RoleKind.DEPARTMENT)
    for role, titles in ((service, ["C-2026-0001"]), (world.agent, ["C-2026-0001"]), (other, []), (world.elected, [])):
        assert [str(item.title).split()[-1] for item in contests_awaited_from(role=role, now=now)] == titles


def test_an_indicator_that_turns_late_reaches_its_owner_until_they_speak(
    indicator: Indicator, service: Role, world: Panel2026, now: datetime
) -> None:
    set_target(indicator=indicator, sheet=TARGET, now=now)
    assert read_indicator(slug="pauvrete", now=now).verdict == "stable"  # type: ignore[union-attr]  # there is one
    assert late_indicators_of(role=service, now=now) == []
    revised = [whole_of(indicator, "2022", 22)]
    publish_figures(territory=indicator.territory, title="Filosofi", figures=[(indicator, revised)], now=now)
    read_indicator(slug="pauvrete", now=now)
    for _time in range(2):
        tell_owners(slug="pauvrete", status="receding", occasion="7", now=now)
    assert list(Message.objects.values_list("to", flat=True)) == [service.user.email]
    assert [item.url for item in late_indicators_of(role=service, now=now)] == [
        "/espace/chiffres/indicateurs/pauvrete/confiance/"
    ]
    later = now + timedelta(hours=1)
    say_confidence(slug="pauvrete", confidence=Confidence.FRAGILE, reason="Trop peu.", by=service, now=later)
    assert late_indicators_of(role=service, now=later) == []


def test_an_overdue_value_waits_for_its_owner(indicator: Indicator, service: Role, now: datetime) -> None:
    Indicator.objects.update(next_due_on=date(2026, 11, 1))
    assert [(item.url, item.due_on) for item in late_indicators_of(role=service, now=now)] == [
        ("/espace/chiffres/indicateurs/pauvrete/", date(2026, 11, 1))
    ]


def test_anyone_contests_from_the_page_and_bad_input_is_kept(observation: Observation) -> None:
    path = f"/observatoire/indicateurs/pauvrete/contester/{observation.pk}/"
    wrong = Client().post(path, {"reason": "", "email": "suzanne@"})
    assert wrong.status_code == 422
    assert "suzanne@" in wrong.content.decode()
    Client().post(path, {"reason": "Faux.", "email": ""})
    assert Contest.objects.get().reason == "Faux."
    assert Client().get(f"/observatoire/indicateurs/autre/contester/{observation.pk}/").status_code == 404


def test_readings_and_answers_are_typed_by_those_who_may(
    observation: Observation, service: Role, world: Panel2026, now: datetime
) -> None:
    contest(observation, now)
    said = {"confidence": "fragile", "reason": "Trop peu d’aides."}
    as_(service).post("/espace/chiffres/indicateurs/pauvrete/confiance/", said)
    panel = {"verdict": "compromis", "reason": "Rien ne bouge.", "panel_size": 42, "panel_method": "Vote", "matter": ""}
    as_(world.facilitator).post("/espace/chiffres/indicateurs/pauvrete/panel/", panel)
    assert as_(world.elected).get("/espace/contestations/C-2026-0001/").status_code == 403
    as_(service).post("/espace/contestations/C-2026-0001/", {"answer": "Corrigé.", "corrected_value": "21,5"})
    shown = Client().get("/observatoire/indicateurs/pauvrete/").content.decode().replace("\xa0", " ")
    for words in ("Fragile", "Trop peu d’aides.", "Compromis", "42 personnes", "à 21,5 % en 2021", "Chiffre corrigé"):
        assert words in shown


def test_what_we_hold_of_a_contester_is_given_and_erased(
    observation: Observation, service: Role, now: datetime
) -> None:
    contest(observation, now, email=service.user.email)
    held = personal_data(service.user)["observatory.contests"]
    assert [row["reference"] for row in held] == ["C-2026-0001"]  # type: ignore[union-attr,index,call-overload]  # a list
    erase_personal_data(service.user)
    assert Contest.objects.get().email == ""
