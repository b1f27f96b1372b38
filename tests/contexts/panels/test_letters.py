"""How many letters are advised: before any answer, from the answers so far, and drawn as advised."""

import io
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from belvedere.contexts.panels.actions import candidates, invitations, register
from belvedere.contexts.panels.exports.letters import letters_pdf
from belvedere.contexts.panels.models import Address, Invitation
from belvedere.contexts.panels.queries.letters import (
    Expectation,
    Observed,
    advice_of,
    plan_of,
    strata_of,
    usual_expectation,
)
from belvedere.contexts.panels.refusals.campaign import NoLetterNeeded, NotEnoughAddresses
from belvedere.engines.sortition.answer_rates import AnswerRate
from belvedere.engines.sortition.letter_draw import ticket_of
from belvedere.platform.journal.models import Event
from belvedere.platform.territory.models import Commune, Parameter
from tests.contexts.panels.recruitment import HEADER, REFERENCE, Recruitment
from tests.contexts.panels.test_recruitment_pages import ONE
from tests.contexts.panels.test_views import as_, page

MANY = 400
HOPEFUL = Expectation(pool=8, answers_by_hundred=20, risk_percent=10)
TYPED = {"pool": "8", "answers_by_hundred": "20", "risk_percent": "10"}
LATER = timedelta(days=20)


def by_commune() -> dict[int, int]:
    found: dict[int, int] = {}
    for pk in Invitation.objects.values_list("commune_id", flat=True):
        found[pk] = found.get(pk, 0) + 1
    return found


def draw(recruitment: Recruitment, expectation: Expectation, now: datetime, seed: str = "graine") -> int:
    return invitations.draw_advised_invitations(
        reference=REFERENCE, expectation=expectation, seed=seed, by=recruitment.by, now=now
    )


def test_a_letter_writes_its_dates_as_french_does(recruitment: Recruitment, now: datetime) -> None:
    campaign = recruitment.open_to_all(letters=1).row
    letter = Invitation.objects.select_related("address", "commune").get()

    content = letters_pdf(campaign, [letter], is_reminder=False, now=now)

    text = " ".join(PdfReader(io.BytesIO(content)).pages[0].extract_text().split())
    assert "du 1er février 2027 au 30 juin 2027" in text
    assert "jusqu’au dimanche 20 décembre 2026" in text


def test_the_usual_rate_is_five_percent_or_what_the_body_fixed(recruitment: Recruitment, now: datetime) -> None:
    campaign = recruitment.opened().row
    on = now.date()

    assert usual_expectation(campaign, on) == Expectation(pool=16, answers_by_hundred=5, risk_percent=5)
    Parameter.objects.create(
        body=campaign.body,
        code="panel.answer_rate_percent",
        value=3,
        since=date(2026, 1, 1),
        source="S",
        confidence="A",
    )
    assert usual_expectation(campaign, on) == Expectation(pool=16, answers_by_hundred=3, risk_percent=5)


def test_the_advice_keeps_the_risk_and_gives_each_commune_what_its_places_ask(
    recruitment: Recruitment, now: datetime
) -> None:
    campaign = recruitment.at_invitations(MANY).row

    advice = advice_of(campaign, HOPEFUL, now)

    assert advice.is_possible
    assert advice.observed == Observed(0, 0, 0)
    assert (advice.at_mean, advice.answers_by_hundred) == (40, 20.0)
    assert 40 < advice.letters < MANY
    assert advice.risk_percent <= 10
    assert sum(row.letters for row in advice.rows) == advice.letters
    assert {row.commune.pk for row in advice.rows} == set(Commune.objects.values_list("pk", flat=True))
    here = [row for row in advice.rows if row.addresses]
    assert [(row.addresses, row.candidates) for row in here] == [(MANY // 2, 0)] * 2


def test_the_letters_advised_are_those_drawn_by_the_lowest_tickets(recruitment: Recruitment, now: datetime) -> None:
    campaign = recruitment.at_invitations(MANY).row
    plan = plan_of(campaign, HOPEFUL, now)
    wanted = {int(name): count for name, count in plan.by_stratum.items() if count}

    assert draw(recruitment, HOPEFUL, now) == 1

    assert by_commune() == wanted
    for pk, count in wanted.items():
        marks = Address.objects.filter(commune=pk).values_list("fingerprint", flat=True)
        lowest = sorted(marks, key=lambda mark: ticket_of("graine", mark))[:count]
        drawn = Invitation.objects.filter(commune=pk).values_list("address__fingerprint", flat=True)
        assert set(drawn) == set(lowest)
    journalled = Event.objects.filter(kind="panels.invitations_drawn").values_list("payload", flat=True)
    assert [f'"letters":{plan.total}' in payload.replace(" ", "") for payload in journalled] == [True]


def test_while_answers_may_come_nothing_more_is_needed(recruitment: Recruitment, now: datetime) -> None:
    campaign = recruitment.at_invitations(MANY).row
    draw(recruitment, HOPEFUL, now)

    advice = advice_of(campaign, HOPEFUL, now)

    assert (advice.letters, advice.observed.pending) == (0, Invitation.objects.count())
    with pytest.raises(NoLetterNeeded):
        draw(recruitment, HOPEFUL, now)
    assert Invitation.objects.count() == advice.observed.pending


def test_a_second_wave_learns_from_the_answers_and_writes_to_nobody_twice(
    recruitment: Recruitment, now: datetime
) -> None:
    campaign = recruitment.at_invitations(MANY).row
    draw(recruitment, HOPEFUL, now)
    first = set(Invitation.objects.values_list("address__household", flat=True))
    invitations.note_posted(reference=REFERENCE, batch=1, is_reminder=False, by=recruitment.by, now=now)
    invitations.open_registration(reference=REFERENCE, by=recruitment.by, now=now)
    for number, code in enumerate(recruitment.codes()[:4]):
        candidates.sign_up(code=code, registration=recruitment.registration(number), now=now)
    candidates_by_commune = {row.pk: 2 for row in recruitment.communes}

    strata, observed = strata_of(campaign, HOPEFUL, now + LATER)

    assert observed == Observed(letters=len(first), yes=4, pending=0)
    assert {row.rate for row in strata} == {AnswerRate(20 + 4, 80 + len(first) - 4)}
    assert {int(row.name): row.candidates for row in strata if row.candidates} == candidates_by_commune
    advice = advice_of(campaign, HOPEFUL, now + LATER)
    assert advice.letters > 0
    assert draw(recruitment, HOPEFUL, now + LATER) == 2
    second = set(Invitation.objects.filter(wave=2).values_list("address__household", flat=True))
    assert len(second) == advice.letters
    assert not first & second


def test_letters_just_posted_tell_nothing_yet(recruitment: Recruitment, now: datetime) -> None:
    campaign = recruitment.at_invitations(MANY).row
    draw(recruitment, HOPEFUL, now)
    invitations.note_posted(reference=REFERENCE, batch=1, is_reminder=False, by=recruitment.by, now=now)
    invitations.open_registration(reference=REFERENCE, by=recruitment.by, now=now)
    yes, no, *_rest = recruitment.codes()
    candidates.sign_up(code=yes, registration=recruitment.registration(0), now=now)
    invitations.note_returned(reference=REFERENCE, codes=[no], by=recruitment.by, now=now)

    strata, observed = strata_of(campaign, HOPEFUL, now + timedelta(days=13))

    assert observed == Observed(letters=0, yes=0, pending=Invitation.objects.count() - 2)
    assert {row.rate for row in strata} == {HOPEFUL.rate}
    assert sum(row.candidates for row in strata) == 1


def test_a_register_too_small_is_said_with_its_risk(recruitment: Recruitment, now: datetime) -> None:
    campaign = recruitment.at_invitations(12).row

    advice = advice_of(campaign, HOPEFUL, now)

    assert (advice.is_possible, advice.letters) == (False, 12)
    assert advice.risk_percent > 90
    with pytest.raises(NotEnoughAddresses):
        draw(recruitment, HOPEFUL, now)
    assert Invitation.objects.count() == 0


def test_a_household_of_two_lines_counts_once(recruitment: Recruitment, now: datetime) -> None:
    recruitment.with_addresses(4)
    [commune, _other] = recruitment.communes
    lines = [f"Durand;{name};9 rue des Roses;63{commune.pk % 1000:03d};{commune.name}" for name in ("Ada", "Bob")]
    content = "\n".join([HEADER, *lines]).encode()
    register.receive_register(reference=REFERENCE, name="r.csv", content=content, by=recruitment.by, now=now)
    register.import_register(reference=REFERENCE, skips_faulty_lines=False, source="L", by=recruitment.by, now=now)

    strata, _observed = strata_of(recruitment.row, HOPEFUL, now)

    assert Address.objects.count() == 6
    assert {int(row.name): row.addresses for row in strata if row.addresses} == {
        place.pk: 3 if place == commune else 2 for place in recruitment.communes
    }


def test_the_page_advises_and_draws(recruitment: Recruitment, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    advice = advice_of(recruitment.at_invitations(MANY).row, HOPEFUL, now)
    agent = as_(recruitment.by)

    shown = page(f"{ONE}invitations/?pool=8&answers_by_hundred=20&risk_percent=10", client=agent)
    assert "Le registre ne suffit pas" not in shown
    assert f"<strong>{advice.letters} lettres conseillées.</strong>" in shown
    assert f"Tirer {advice.letters} lettres au sort" in shown
    assert '<input type="hidden" name="answers_by_hundred" value="20.0">' in shown
    sent = agent.post(f"{ONE}invitations/tirer-le-conseil/", TYPED)
    assert sent.url == f"{ONE}invitations/"
    assert Invitation.objects.count() == advice.letters
    again = agent.post(f"{ONE}invitations/tirer-le-conseil/", TYPED)
    assert again.status_code == 422
    assert "suffisent pour ce bassin à ce risque" in again.content.decode()
    assert Invitation.objects.count() == advice.letters


def test_the_page_says_when_the_register_is_too_small(recruitment: Recruitment) -> None:
    recruitment.at_invitations(12)
    agent = as_(recruitment.by)

    assert "Le registre ne suffit pas" in page(f"{ONE}invitations/", client=agent)
    assert agent.post(f"{ONE}invitations/tirer-le-conseil/", TYPED).status_code == 422
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize(
    "typed",
    [
        {**TYPED, "pool": "0"},
        {**TYPED, "answers_by_hundred": "0"},
        {**TYPED, "answers_by_hundred": "cinq"},
        {**TYPED, "risk_percent": "51"},
        {"pool": "8"},
    ],
)
def test_what_is_typed_wrong_is_said(recruitment: Recruitment, typed: dict[str, str]) -> None:
    recruitment.at_invitations(12)
    agent = as_(recruitment.by)

    asked = agent.get(f"{ONE}invitations/", typed)
    assert (asked.status_code, "lettres conseillées" in asked.content.decode()) == (422, False)
    assert agent.post(f"{ONE}invitations/tirer-le-conseil/", typed).status_code == 422
    assert Invitation.objects.count() == 0


def test_anyone_else_is_kept_out(recruitment: Recruitment) -> None:
    recruitment.at_invitations(MANY)
    name = f"{ONE}invitations/tirer-le-conseil/"

    assert as_(recruitment.world.elected).post(name, TYPED).status_code == 403
    assert Client().post(name, TYPED).url.startswith("/compte/connexion/")
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize("count", [2, 40])
def test_the_page_asks_the_same_whatever_the_register(
    recruitment: Recruitment, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    recruitment.at_invitations(count)
    agent = as_(recruitment.by)
    agent.get(f"{ONE}invitations/")
    with django_assert_num_queries(17):
        assert "Le détail par commune" in page(f"{ONE}invitations/", client=agent)
