"""The recruitment of the demonstration: real communes and populations, invented people, a pool that can be drawn."""

from datetime import date, datetime

from belvedere.contexts.observatory.actions import describe_policy, open_examen
from belvedere.contexts.observatory.states import PolicySheet
from belvedere.contexts.panels.demo import campaign as demo_campaign
from belvedere.contexts.panels.models import Address, Campaign, Candidate, Invitation
from belvedere.contexts.panels.queries.feasibility import feasibility_of
from belvedere.contexts.panels.queries.pool import pool_tables
from belvedere.platform.journal.models import Event
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.demo import load as load_territory
from belvedere.platform.territory.models import Territory
from belvedere.platform.territory.queries import body_by_slug
from belvedere.platform.territory.states import Confidence
from tests.factories import RoleFactory


def test_a_recruitment_whose_registrations_are_open(territory: Territory, now: datetime) -> None:
    demo = Demo(territory, date(2026, 11, 23))
    load_territory(demo=demo)
    body = body_by_slug("clermont-auvergne-metropole")
    assert body is not None
    RoleFactory(body=body)
    sheet = PolicySheet(
        "habitat", "Habitat", "Se loger.", "Statuts", date(2018, 1, 1), "Statuts", Confidence.SECONDARY, (), ()
    )
    describe_policy(body=body, competence=None, sheet=sheet, now=now)
    open_examen(territory=territory, policy_slug="habitat", question="Et le froid ?", now=demo.at(-21))
    for _twice in range(2):
        demo_campaign.load(demo=demo)
    campaign = Campaign.objects.get()
    assert (campaign.state, campaign.size, Invitation.objects.count()) == ("inscriptions", 42, 1200)
    assert Address.objects.count() > 2000
    assert Candidate.objects.count() > 120
    assert [row.target.value for table in pool_tables(campaign) for row in table.rows if row.missing] == []
    assert feasibility_of(campaign).conflict is None
    told = Event.objects.filter(subject_kind="recrutement").order_by("-at")
    assert told.values_list("at", flat=True)[0] < demo.dawn
