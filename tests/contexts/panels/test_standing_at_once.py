"""Several people at once on a panel, on both databases: paid once, never over the cap, each place given once."""

from belvedere.contexts.panels.actions import allowance, session
from belvedere.contexts.panels.actions.member import resign_seat
from belvedere.contexts.panels.actions.standing import PanelSheet, describe_panel
from belvedere.contexts.panels.models import Allowance, Seat, Session
from belvedere.contexts.panels.queries.draw import broken_claims_of, draw_of
from belvedere.platform.refusals import Refusal
from tests.concurrency import run_at_once
from tests.contexts.panels.standing import Standing
from tests.contexts.panels.test_standing_work import fix


def test_what_is_owed_is_exported_once(several_connections: None, standing: Standing) -> None:
    fix(standing, session=7500)
    standing.held(1)

    def export(_number: int) -> str:
        try:
            return str(allowance.export_allowances(slug=standing.slug, by=standing.by, now=standing.now))
        except Refusal as refusal:
            return refusal.code

    ends = run_at_once(3, export, territory=standing.panel.territory)
    assert sorted(ends) == ["1", "nothing_to_export", "nothing_to_export"]
    assert set(Allowance.objects.values_list("export_number", flat=True)) == {1}


def test_sessions_planned_at_once_stay_under_the_cap(several_connections: None, standing: Standing) -> None:
    Seat.objects.update(term_starts_on=None, term_ends_on=None)
    sheet = PanelSheet("Panel", "Servir", None, most_sessions_by_year=2)
    describe_panel(slug=standing.slug, sheet=sheet, by=standing.by, now=standing.now)

    def plan(number: int) -> str:
        try:
            sheet = standing.sheet(number + 1)
            return str(session.plan_session(slug=standing.slug, sheet=sheet, by=standing.by, now=standing.now).number)
        except Refusal as refusal:
            return refusal.code

    ends = run_at_once(3, plan, territory=standing.panel.territory)
    assert sorted(ends) == ["1", "2", "too_many_sessions"]
    assert Session.objects.count() == 2


def test_two_members_resign_at_once_and_two_others_come(several_connections: None, standing: Standing) -> None:
    leaving = standing.members[:2]

    def leave(number: int) -> str:
        try:
            return resign_seat(seat=leaving[number % 2], now=standing.now).pseudonym
        except Refusal as refusal:
            return refusal.code

    ends = run_at_once(4, leave, territory=standing.panel.territory)
    assert sorted(ends).count("not_a_member") == 2
    assert len(set(ends)) == 3
    assert Seat.objects.filter(state="tire").count() == 2
    draw = draw_of(standing.ceremony.recruitment.row)
    assert draw is not None
    assert broken_claims_of(draw) == ()
