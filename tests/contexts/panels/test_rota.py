"""A standing panel cut in cohorts, then renewed by a second public draw whose quotas are what those who stay leave."""

import json
from collections import Counter
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from belvedere.contexts.panels.actions import campaign as campaigns
from belvedere.contexts.panels.actions import candidates, draw, invitations, launch, pool, quotas, register, renewal
from belvedere.contexts.panels.actions import seat as seats
from belvedere.contexts.panels.actions.campaign import CampaignSheet
from belvedere.contexts.panels.actions.candidates import Contact, Registration
from belvedere.contexts.panels.actions.standing import end_panel
from belvedere.contexts.panels.models import Campaign, Category, Cohort, Invitation, Seat, Target
from belvedere.contexts.panels.queries.draw import folder_of
from belvedere.contexts.panels.queries.register import code_of
from belvedere.contexts.panels.queries.renewal import cohorts_of, counted, values_of
from belvedere.contexts.panels.refusals.standing import (
    AlreadyCut,
    NotThere,
    RenewalUnderWay,
    TooFewMembers,
    WrongDates,
)
from belvedere.contexts.panels.states.campaign import Channel
from belvedere.contexts.panels.tasks import compute_lottery
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.ui.templatetags.ui import short_day
from tests.contexts.panels.ceremony import signed_in
from tests.contexts.panels.recruitment import csv_of
from tests.contexts.panels.standing import Standing
from tests.factories import RoleFactory
from tools import verify_draw

FACES = [1, 2, 3]


def cut(standing: Standing, parts: int = 2, months: int = 3) -> list[Cohort]:
    return renewal.cut_cohorts(slug=standing.slug, parts=parts, months=months, by=standing.by, now=standing.now)


def renewed(standing: Standing, number: int = 1) -> Campaign:
    return renewal.open_renewal(slug=standing.slug, number=number, by=standing.by, now=standing.now)


def held(standing: Standing) -> Counter[tuple[str, str]]:
    return counted(values_of(standing.members))


def broken(standing: Standing) -> list[str]:
    """Return the quotas of the whole panel that its members do not hold."""
    counts = held(standing)
    rows = Target.objects.filter(category__campaign__renews=None).select_related("category")
    return [str(row) for row in rows if not row.minimum <= counts[row.category.name, row.value] <= row.maximum]


def test_each_cohort_mirrors_the_panel_and_leaves_in_turn(standing: Standing) -> None:
    cohorts = cut(standing)

    assert [(one.number, one.starts_on, one.ends_on) for one in cohorts] == [
        (1, date(2027, 2, 1), date(2027, 4, 30)),
        (2, date(2027, 2, 1), date(2027, 7, 31)),
    ]
    for cohort in cohorts:
        members = [seat for seat in standing.members if seat.cohort_id == cohort.pk]
        assert {seat.term_ends_on for seat in members} == {cohort.ends_on}
        mine = counted(values_of(members))
        assert all(abs(2 * mine[pair] - count) <= 1 for pair, count in held(standing).items())
    event = Event.objects.get(kind="panels.cohorts_cut")
    assert json.loads(event.payload) == {"cohorts": 2, "months": 3}


def test_a_cut_that_cannot_be_is_refused(standing: Standing) -> None:
    with pytest.raises(TooFewMembers):
        cut(standing, parts=5)
    with pytest.raises(WrongDates):
        renewal.cut_cohorts(
            slug=standing.slug, parts=2, months=1, by=standing.by, now=standing.now + timedelta(days=90)
        )
    with pytest.raises(NotAllowed):
        renewal.cut_cohorts(
            slug=standing.slug, parts=2, months=3, by=RoleFactory(kind=RoleKind.AGENT), now=standing.now
        )
    assert not Cohort.objects.exists()
    cut(standing)
    with pytest.raises(AlreadyCut):
        cut(standing)


def test_a_renewal_asks_for_what_those_who_stay_leave_free(standing: Standing) -> None:
    whole = {(row.category.name, row.value): row for row in Target.objects.select_related("category")}
    cut(standing)
    staying = counted(values_of([seat for seat in standing.members if seat.cohort.number == 2]))

    campaign = renewed(standing)

    assert (campaign.size, campaign.panel_id, campaign.starts_on) == (2, standing.panel.pk, date(2027, 5, 1))
    assert campaign.ends_on == date(2027, 10, 31)
    for target in Target.objects.filter(category__campaign=campaign).select_related("category"):
        before, taken = whole[target.category.name, target.value], staying[target.category.name, target.value]
        assert (target.minimum, target.maximum) == (max(0, before.minimum - taken), before.maximum - taken)
    with pytest.raises(RenewalUnderWay):
        renewed(standing)
    with pytest.raises(NotThere):
        renewed(standing, 9)
    campaigns.abandon_campaign(reference=campaign.reference, by=standing.by, now=standing.now)
    assert renewed(standing).reference != campaign.reference


def test_an_ended_panel_is_not_renewed(standing: Standing) -> None:
    cut(standing)
    end_panel(slug=standing.slug, by=standing.by, now=standing.now)
    with pytest.raises(NotInThisState):
        renewed(standing)


def walk(standing: Standing, campaign: Campaign) -> Seat:
    """Take a renewal from its quotas to its draw; return one of the places given."""
    given = {"reference": campaign.reference, "by": standing.by}
    now: datetime = standing.now + timedelta(days=3)
    sheet = CampaignSheet(
        campaign.title,
        "Continuer.",
        campaign.size,
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        register_source="Listes",
        responses_until=now.date() + timedelta(days=20),
        addresses_kept_until=now.date() + timedelta(days=30),
        candidates_kept_until=campaign.ends_on,
    )
    campaigns.describe_campaign(sheet=sheet, **given)
    campaigns.begin_quotas(**given)
    quotas.adopt_quotas(now=now, **given)
    communes = standing.ceremony.recruitment.communes
    register.receive_register(name="registre.csv", content=csv_of(communes, 12), now=now, **given)
    register.import_register(skips_faulty_lines=False, source="Listes", now=now, **given)
    register.close_register(**given)
    invitations.draw_invitations(letters=8, seed="encore", now=now, **given)
    invitations.open_registration(now=now, **given)
    [asked] = Category.objects.filter(campaign=campaign, kind="question")
    answers = list(asked.targets.order_by("position"))
    campaign.refresh_from_db()
    for rank, letter in enumerate(Invitation.objects.filter(campaign=campaign).order_by("batch", "rank")):
        person = Contact(f"Nouvelle{rank}", "Personne", email=f"nouvelle{rank}@exemple.fr")
        said = Registration({asked.pk: answers[rank % 2].pk}, communes[rank // 2 % 2], person, Channel.ONLINE)
        candidates.sign_up(code=code_of(letter, campaign), registration=said, now=now)
    pool.freeze_pool(now=now, **given)
    compute_lottery.func(draw.ask_draw(now=now, **given).pk)
    hour = now + timedelta(days=2)
    made = draw.commit_draw(plan=draw.Ceremony(hour, "Mairie"), now=now, **given)
    for officer in (standing.by, standing.ceremony.colleague):
        launch.type_dice(reference=campaign.reference, faces=FACES, by=officer, now=hour)
    return Seat.objects.filter(draw=made, state="tire")[0]


def test_the_newcomers_take_the_places_and_the_quotas_hold_before_and_after(standing: Standing) -> None:
    cut(standing)
    campaign = renewed(standing)
    seat = walk(standing, campaign)
    assert (len(standing.members), broken(standing)) == (4, [])
    assert verify_draw.verify(folder_of(seat.draw))[2] == "Panel tiré / panel drawn: 123: OK"
    for name in Seat.objects.filter(draw=seat.draw, state="tire").values_list("pseudonym", flat=True):
        seats.confirm_seat(reference=campaign.reference, pseudonym=name, by=standing.by, now=standing.now)

    panel = seats.form_panel(reference=campaign.reference, by=standing.by, now=standing.now)

    assert panel == standing.panel
    assert (len(standing.members), broken(standing)) == (4, [])
    assert Counter(one.cohort.number for one in standing.members) == {2: 2, 3: 2}
    assert Seat.objects.filter(panel=panel, state="mandat_accompli").count() == 2
    newest = Cohort.objects.get(number=3)
    assert (newest.starts_on, newest.ends_on) == (date(2027, 5, 1), date(2027, 10, 31))
    event = Event.objects.get(kind="panels.panel_renewed")
    assert json.loads(event.payload) == {"cohort": 1, "left": 2, "came": 2}
    again = [renewed(standing, number) for number in (2, 3)]
    assert [(one.size, one.starts_on, one.ends_on) for one in again] == [
        (2, date(2027, 8, 1), date(2028, 1, 31)),
        (2, date(2027, 11, 1), date(2028, 4, 30)),
    ]


def test_the_rota_in_the_browser(standing: Standing, client: Client) -> None:
    page = f"/espace/panels/{standing.slug}/renouvellement/"
    signed_in(client, RoleFactory(kind=RoleKind.AGENT))
    assert [client.get(page).status_code, client.post(page).status_code] == [404, 404]
    assert client.post(f"{page}1/ouvrir/").status_code == 404
    with time_machine.travel(standing.now, tick=False):
        signed_in(client, standing.by)
        wrong = client.post(page, {"parts": "1", "months": ""})
        assert (wrong.status_code, wrong.content.decode().count('aria-invalid="true"')) == (422, 2)
        assert client.post(page, {"parts": "2", "months": "3"})["Location"] == page
        shown = client.get(page).content.decode()
        assert [f"au {short_day(row.cohort.ends_on)}" in shown for row in cohorts_of(standing.panel)] == [True, True]
        opened = client.post(f"{page}1/ouvrir/")
        reference = Campaign.objects.get(renews__number=1).reference
        assert opened["Location"] == f"/espace/panels/recrutements/{reference}/"
        assert reference in client.get(page).content.decode()


@pytest.mark.parametrize("parts", [2, 4])
def test_the_cohorts_are_read_in_three_statements(
    standing: Standing, parts: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cut(standing, parts=parts)
    with django_assert_num_queries(3):
        rows = cohorts_of(standing.panel)
    assert [row.members for row in rows] == [4 // parts] * parts
