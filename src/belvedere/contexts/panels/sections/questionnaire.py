"""What questionnaires show in the private space of a member."""

from django.http import HttpRequest

from belvedere.contexts.panels.models import Seat
from belvedere.contexts.panels.queries.questionnaire import open_questionnaires_of
from belvedere.contexts.panels.states.seat import SeatState
from belvedere.platform.ui.slots import Section, section


@section("member", order=20)
def questionnaires(_request: HttpRequest, seat: Seat, code: str) -> Section | None:
    """What the member is asked now."""
    if seat.state != SeatState.CONFIRMED:
        return None
    rows = open_questionnaires_of(seat)
    return Section("panels/sections/questionnaires.html", {"rows": rows, "code": code}) if rows else None
