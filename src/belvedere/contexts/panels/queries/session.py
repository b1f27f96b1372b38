"""Reads of the sessions of a panel: those to come and those held, their documents, what they ask of each member."""

from datetime import date, datetime

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from belvedere.contexts.panels.models import Panel, Seat, Session, SessionDocument
from belvedere.contexts.panels.states.panel import AttendanceState, PanelState, SessionState
from belvedere.contexts.panels.states.seat import SeatState

ABOUT_DOCUMENTS = ("pk", "session", "title", "media_type", "is_public", "added_at")


def documents(*, only_public: bool = False) -> QuerySet[SessionDocument]:
    """Return documents without their content."""
    found = SessionDocument.objects.only(*ABOUT_DOCUMENTS).order_by("title", "pk")
    return found.filter(is_public=True) if only_public else found


def sessions_of(panel: Panel, *, only_public: bool = False) -> QuerySet[Session]:
    """Return the sessions of a panel in order, with their documents and who was there: two statements."""
    present = Count("attendances", filter=Q(attendances__state=AttendanceState.PRESENT.value))
    excused = Count("attendances", filter=Q(attendances__state=AttendanceState.EXCUSED.value))
    found = Session.objects.filter(panel=panel).select_related("mission").annotate(present=present, excused=excused)
    found = found.prefetch_related(Prefetch("documents", documents(only_public=only_public)))
    if only_public:
        found = found.exclude(state=SessionState.CANCELLED.value)
    return found.order_by("starts_at", "number")


def public_sessions_between(first: datetime, last: datetime) -> QuerySet[Session]:
    """Return the sessions, of the panels that anyone may read about, which touch some hours: one statement."""
    found = Session.objects.filter(starts_at__lt=last, ends_at__gt=first).exclude(state=SessionState.CANCELLED.value)
    found = found.exclude(panel__state=PanelState.FORMING.value)
    return found.select_related("panel__body").order_by("starts_at", "pk")


def session_numbered(panel: Panel, number: int) -> Session | None:
    return sessions_of(panel).filter(number=number).first()


def coming_sessions(panel: Panel, now: datetime) -> QuerySet[Session]:
    return sessions_of(panel).filter(state=SessionState.PLANNED.value, ends_at__gt=now)


def members_of(panel: Panel) -> QuerySet[Seat]:
    """Return who sits on a panel now, with how to reach them: one statement."""
    found = Seat.objects.filter(panel=panel, state=SeatState.CONFIRMED.value)
    return found.select_related("candidate__contact", "cohort").order_by("pseudonym")


def members_over_the_cap(panel: Panel, *, on: date, besides: int | None = None) -> int:
    """Return how many members would be asked for more sessions in the year than the panel allows: two statements.

    A session counts for a member when it falls in her term; a cancelled one for nobody. ``besides`` is the number of
    a session that changes its date.
    """
    if panel.most_sessions_by_year is None:
        return 0
    others = Session.objects.filter(panel=panel).exclude(state=SessionState.CANCELLED.value)
    if besides is not None:
        others = others.exclude(number=besides)
    days = [timezone.localdate(begin) for begin in others.values_list("starts_at", flat=True)]
    asked = [day for day in days if day.year == on.year]
    terms = members_of(panel).values_list("term_starts_on", "term_ends_on")
    over = 0
    for starts_on, ends_on in terms:
        term = (starts_on or date.min, ends_on or date.max)
        if term[0] <= on <= term[1]:
            mine = sum(1 for day in asked if term[0] <= day <= term[1])
            over += mine + 1 > panel.most_sessions_by_year
    return over
