"""Consultations, with what their pages show: a constant number of statements, whatever their number."""

from datetime import date, datetime

from django.db.models import Exists, Max, Min, OuterRef, Prefetch, Q, QuerySet

from belvedere.contexts.consultations.models import Consultation, Contribution, Phase
from belvedere.contexts.consultations.states import PUBLIC, UNDER_WAY, ConsultationState, ToolKind
from belvedere.contexts.consultations.states.register import ContributionState
from belvedere.platform.accounts.models import Role

NEWEST_FIRST = ("-announced_at", "-created_at", "-pk")


def consultations() -> QuerySet[Consultation]:
    """Return consultations with what names them, their phases and their communes: three statements."""
    phases = Phase.objects.order_by("starts_at", "number")
    return Consultation.objects.select_related(
        "territory", "body", "project", "competence", "event", "event__solicitation"
    ).prefetch_related("communes", Prefetch("phases", phases))


def consultation_by_slug(slug: str) -> Consultation | None:
    return consultations().filter(slug=slug).first()


def public_consultation(slug: str) -> Consultation | None:
    """Return a consultation that was announced, even if it was abandoned since."""
    found = consultation_by_slug(slug)
    return found if found is not None and found.announced_at is not None else None


def public_consultations(*, state: str = "", commune: str = "") -> QuerySet[Consultation]:
    """Return what was announced, the last first; in a state, or in a commune, by slug."""
    found = consultations().filter(state__in=sorted(PUBLIC), announced_at__isnull=False)
    if state:
        found = found.filter(state=state)
    if commune:
        found = found.filter(communes__slug=commune)
    return found.order_by(*NEWEST_FIRST)


def consultations_on(policy: str) -> QuerySet[Consultation]:
    """Return what was announced on a policy (by slug): by its competence, or within one of its projects; alone."""
    on_it = Q(competence__policies__slug=policy) | Q(project__policy__slug=policy)
    return _alone(public_consultations().filter(on_it).distinct())


def open_consultations() -> QuerySet[Consultation]:
    """Return what is open now, the first to close first; alone: others' pages show its words and its last day."""
    found = consultations().filter(state=ConsultationState.OPEN.value)
    return _alone(found.annotate(closes_at=Max("phases__ends_at")).order_by("closes_at", "pk"))


def _alone(found: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Read nothing that goes with each: one statement."""
    return found.select_related(None).prefetch_related(None)


def consultations_of(role: Role) -> QuerySet[Consultation]:
    """Return the consultations of the role's body, the last written first."""
    return consultations().filter(body=role.body_id).order_by("-created_at", "-pk")


def to_do_by(role: Role) -> QuerySet[Consultation]:
    """Return the consultations of the role's body that are not yet accounted for."""
    done = [ConsultationState.ACCOUNTED.value, ConsultationState.ABANDONED.value]
    return consultations_of(role).exclude(state__in=done)


def with_phases(found: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Read nothing but the phases that goes with each: two statements."""
    return _alone(found).prefetch_related("phases")


def to_read_by(role: Role) -> QuerySet[Consultation]:
    """Return those of them whose register holds something nobody has read; alone."""
    unread = Contribution.objects.filter(consultation=OuterRef("pk"), state=ContributionState.WAITING.value)
    return _alone(to_do_by(role).filter(Exists(unread)))


def due_to_open(now: datetime) -> QuerySet[Consultation]:
    """Return what was announced and whose first phase has begun."""
    found = consultations().filter(state=ConsultationState.ANNOUNCED.value)
    return found.annotate(begins_at=Min("phases__starts_at")).filter(begins_at__lte=now)


def due_to_close(now: datetime) -> QuerySet[Consultation]:
    """Return what is open and whose last phase has ended."""
    found = consultations().filter(state=ConsultationState.OPEN.value)
    return found.annotate(closes_at=Max("phases__ends_at")).filter(closes_at__lte=now)


def span_of(consultation: Consultation) -> tuple[datetime, datetime] | None:
    """Return when its first phase begins and its last one ends, once it has phases."""
    phases = list(consultation.phases.all())
    if not phases:
        return None
    return min(phase.starts_at for phase in phases), max(phase.ends_at for phase in phases)


def is_late(consultation: Consultation, on: date) -> bool:
    """Return whether the promised answer is past its day without a published report."""
    waits = consultation.state in {*UNDER_WAY, ConsultationState.CLOSED} and consultation.announced_at is not None
    return waits and consultation.answer_on is not None and consultation.answer_on < on


def phase_numbered(consultation: Consultation, number: int) -> Phase | None:
    return next((phase for phase in consultation.phases.all() if phase.number == number), None)


def debate_phase(consultation: Consultation) -> Phase | None:
    """Return the phase of a consultation that is a debate, if it has one."""
    return next((phase for phase in consultation.phases.all() if phase.tool == ToolKind.DEBATE), None)
