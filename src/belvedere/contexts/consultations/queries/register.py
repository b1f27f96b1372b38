"""The register: who may read what of it, in a constant number of statements."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from belvedere.contexts.consultations.models import Consultation, Contribution, ContributionFile, Phase
from belvedere.contexts.consultations.states import ConsultationState, ToolKind
from belvedere.contexts.consultations.states.register import ContributionState


def contributions_of(consultation: Consultation) -> QuerySet[Contribution]:
    """Return all that came, in order, with what names each: two statements."""
    rows = Contribution.objects.filter(consultation=consultation).select_related("commune", "theme", "proposed_theme")
    return rows.prefetch_related("files").order_by("number")


def public_contributions(consultation: Consultation) -> QuerySet[Contribution]:
    """Return what anybody may read."""
    return contributions_of(consultation).filter(state=ContributionState.SHOWN.value, is_personal=False)


def counted_contributions(consultation: Consultation) -> QuerySet[Contribution]:
    """Return what is classed and answered: all but what was set aside; the personal ones count too."""
    return contributions_of(consultation).exclude(state=ContributionState.SET_ASIDE.value)


def contribution_numbered(consultation: Consultation, number: int) -> Contribution | None:
    return contributions_of(consultation).filter(number=number).first()


def contribution_by_key(consultation: Consultation, key: UUID) -> Contribution | None:
    """Return the contribution of who holds the link of its mail."""
    return contributions_of(consultation).filter(key=key).first()


def contributions_from(email: str) -> QuerySet[Contribution]:
    """Return the contributions left with an address."""
    rows = Contribution.objects.exclude(email="").filter(email__iexact=email)
    return rows.select_related("consultation", "commune", "theme").order_by("pk")


def file_of(contribution: Contribution, pk: int) -> ContributionFile | None:
    return next((file for file in contribution.files.all() if file.pk == pk), None)


def next_number(consultation: Consultation) -> int:
    """Return the number of the next contribution; the consultation is locked by who asks."""
    last = Contribution.objects.filter(consultation=consultation).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def register_of(consultation: Consultation) -> Phase | None:
    """Return the first phase of the register."""
    return next((phase for phase in consultation.phases.all() if phase.tool == ToolKind.REGISTER), None)


def open_register(consultation: Consultation, now: datetime) -> Phase | None:
    """Return the phase in which people may write now."""
    return next(
        (phase for phase in consultation.phases.all() if phase.tool == ToolKind.REGISTER and phase.is_open(now)), None
    )


def takes_paper(consultation: Consultation) -> bool:
    """Return whether sheets, mails and words of meetings may be entered: until the report closes."""
    return consultation.state in {ConsultationState.OPEN, ConsultationState.CLOSED}


@dataclass(frozen=True)
class RegisterCounts:
    """How many contributions came, wait to be read, are shown, are personal, were set aside."""

    received: int
    waiting: int
    shown: int
    personal: int
    set_aside: int


def register_counts(consultation: Consultation) -> RegisterCounts:
    """Return the counts of a register: one statement."""
    found = Contribution.objects.filter(consultation=consultation).aggregate(
        received=Count("pk"),
        waiting=Count("pk", filter=Q(state=ContributionState.WAITING.value)),
        shown=Count("pk", filter=Q(state=ContributionState.SHOWN.value, is_personal=False)),
        personal=Count("pk", filter=Q(state=ContributionState.SHOWN.value, is_personal=True)),
        set_aside=Count("pk", filter=Q(state=ContributionState.SET_ASIDE.value)),
    )
    return RegisterCounts(**found)


def legal_file(consultation: Consultation) -> Iterator[Contribution]:
    """Yield every contribution of the register by number, for the file that is kept: memory stays even."""
    rows = Contribution.objects.filter(consultation=consultation).select_related("commune").order_by("number")
    return rows.annotate(documents=Count("files")).iterator(500)
