"""The panel of the demonstration: drawn, verified, at work, before today."""

from datetime import date

from belvedere.contexts.panels.demo import standing as demo_standing
from belvedere.contexts.panels.models import Allowance, Attendance, Hearing, Mission, Panel, Session
from belvedere.contexts.panels.queries.draw import broken_claims_of, draw_of
from belvedere.contexts.panels.queries.session import members_of
from belvedere.contexts.panels.queries.standing import composition_of, draws_of, public_names
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.demo import load as load_territory
from belvedere.platform.territory.models import Territory
from belvedere.platform.territory.queries import body_by_slug
from tests.factories import RoleFactory


def test_a_panel_at_work(territory: Territory) -> None:
    demo = Demo(territory, date(2026, 11, 23))
    load_territory(demo=demo)
    body = body_by_slug("clermont-auvergne-metropole")
    assert body is not None
    RoleFactory(body=body, kind=RoleKind.AGENT)
    demo_standing.load(demo=demo)
    assert Panel.objects.count() == 0
    RoleFactory(body=body, kind=RoleKind.FACILITATOR)
    for _twice in range(2):
        demo_standing.load(demo=demo)
    panel = Panel.objects.get()
    assert members_of(panel).count() == 24
    assert list(Session.objects.order_by("number").values_list("state", flat=True)) == ["tenue", "tenue", "prevue"]
    assert Attendance.objects.count() == 48
    assert [mission.state for mission in Mission.objects.all()] == ["en_cours"]
    assert sorted(Hearing.objects.values_list("state", flat=True)) == ["demandee", "demandee", "tenue"]
    assert set(Allowance.objects.values_list("state", "export_number")) == {("payee", 1)}
    assert len(public_names(panel)) == 3
    assert sum(count or 0 for _value, count in composition_of(panel)[0].counts) == 24
    [campaign] = draws_of(panel)
    draw = draw_of(campaign)
    assert draw is not None
    assert broken_claims_of(draw) == ()
    assert Event.objects.filter(at__gte=demo.dawn).count() == 0
