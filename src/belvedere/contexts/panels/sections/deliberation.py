"""What a deliberation shows in the private space of a member."""

from django.http import HttpRequest

from belvedere.contexts.panels.models import Seat
from belvedere.contexts.panels.queries.deliberation import deliberations_of
from belvedere.contexts.panels.states.deliberation import DeliberationState
from belvedere.contexts.panels.states.seat import SeatState
from belvedere.contexts.panels.words import DELIBERATION_SENTENCES
from belvedere.platform.ui.slots import Section, section


@section("member", order=10)
def deliberations(_request: HttpRequest, seat: Seat, code: str) -> Section | None:
    """The avis that the member's panel is writing."""
    if seat.state != SeatState.CONFIRMED:
        return None
    rows = [(row, DELIBERATION_SENTENCES[DeliberationState(row.deliberation)]) for row in deliberations_of(seat)]
    return Section("panels/sections/deliberations.html", {"rows": rows, "code": code}) if rows else None
