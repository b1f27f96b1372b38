"""A formed panel and its members, for tests: four places, invented people."""

from datetime import datetime

from belvedere.contexts.panels.actions import seat as seats
from belvedere.contexts.panels.models import Panel, Seat
from belvedere.contexts.panels.queries.member import member_code
from belvedere.platform.accounts.models import Role
from tests.contexts.panels.recruitment import REFERENCE
from tests.contexts.panels.test_draw import Ceremony


class Standing:
    """A panel that has just been formed from a public draw."""

    def __init__(self, ceremony: Ceremony) -> None:
        self.ceremony = ceremony.drawn()
        self.by: Role = ceremony.by
        self.now: datetime = ceremony.at
        for name in Seat.objects.values_list("pseudonym", flat=True):
            seats.confirm_seat(reference=REFERENCE, pseudonym=name, by=self.by, now=self.now)
        self.panel: Panel = seats.form_panel(reference=REFERENCE, by=self.by, now=self.now)

    @property
    def members(self) -> list[Seat]:
        found = Seat.objects.filter(panel=self.panel, state="confirme").select_related("candidate__contact", "panel")
        return list(found.order_by("pseudonym"))

    @property
    def member(self) -> Seat:
        return self.members[0]

    @property
    def code(self) -> str:
        return member_code(self.member)
