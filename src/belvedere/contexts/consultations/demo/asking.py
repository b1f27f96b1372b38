"""What the consultations of the demonstration say in the calendar that every body shares."""

from collections.abc import Sequence
from datetime import datetime

from belvedere.contexts.consultations.models import Consultation
from belvedere.contexts.consultations.queries.consultations import consultation_by_slug
from belvedere.contexts.strategy.actions import describe_solicitation, tell_communes
from belvedere.contexts.strategy.actions.agenda import Asking
from belvedere.contexts.strategy.states import Method, Public
from belvedere.platform.accounts.models import Role
from belvedere.platform.territory.models import Commune


def again(slug: str) -> Consultation:
    """Read a consultation as it is now."""
    found = consultation_by_slug(slug)
    if found is None:
        raise LookupError(slug)
    return found


def ask_in_the_calendar(
    slug: str,
    *,
    communes: Sequence[Commune],
    publics: frozenset[Public],
    minutes: int,
    subject: str,
    known_already: str,
    by: Role,
    now: datetime,
) -> None:
    """Say what is asked of whom; tell the communes in time."""
    found = again(slug)
    if found.event is None:
        raise LookupError(slug)
    insee = frozenset(commune.insee for commune in communes)
    asking = Asking(
        method=Method.ONLINE,
        minutes=minutes,
        share_percent=0.5,
        publics=publics,
        subject=subject,
        question=found.question,
        known_already=known_already,
        under_a_state_procedure=False,
        council_is_due=False,
        forwards_in_working_days=10,
        evaluation_goes_up=True,
        touched=insee,
        asked_in=insee,
        answered_in=insee,
    )
    describe_solicitation(event=found.event, asking=asking, by=by, now=now)
    tell_communes(event=found.event, communes=communes, on=now.date(), by=by, now=now)
