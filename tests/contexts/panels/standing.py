"""A formed panel and its members, for tests: four places, invented people."""

from datetime import datetime, timedelta

from belvedere.contexts.panels.actions import seat as seats
from belvedere.contexts.panels.actions import session
from belvedere.contexts.panels.actions.attendance import Presence, record_attendance
from belvedere.contexts.panels.actions.session import SessionSheet
from belvedere.contexts.panels.models import Panel, Seat, Session
from belvedere.contexts.panels.queries.member import member_code
from belvedere.contexts.panels.states.panel import AttendanceState
from belvedere.platform.accounts.models import Role
from tests.contexts.panels.ceremony import Ceremony
from tests.contexts.panels.recruitment import REFERENCE


class Standing:
    """A panel that has just been formed from a public draw."""

    def __init__(self, ceremony: Ceremony) -> None:
        self.ceremony = ceremony.drawn()
        self.by: Role = ceremony.by
        self.now: datetime = ceremony.at
        for name in Seat.objects.values_list("pseudonym", flat=True):
            seats.confirm_seat(reference=REFERENCE, pseudonym=name, by=self.by, now=self.now)
        self.panel: Panel = seats.form_panel(reference=REFERENCE, by=self.by, now=self.now)
        self.slug = self.panel.slug

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

    def sheet(self, days: int) -> SessionSheet:
        """Return a session of three hours, some days from the forming of the panel."""
        begins = self.now + timedelta(days=days)
        return SessionSheet(f"Séance à {days} jours", begins, begins + timedelta(hours=3), place="Salle des fêtes")

    def plan(self, days: int) -> Session:
        return session.plan_session(slug=self.slug, sheet=self.sheet(days), by=self.by, now=self.now)

    def held(self, days: int) -> Session:
        """Return a session held, at which every member was present."""
        planned = self.plan(days)
        session.hold_session(slug=self.slug, number=planned.number, by=self.by, now=planned.ends_at)
        here = {seat.pseudonym: Presence(AttendanceState.PRESENT) for seat in self.members}
        record_attendance(slug=self.slug, number=planned.number, presences=here, by=self.by, now=planned.ends_at)
        return planned
