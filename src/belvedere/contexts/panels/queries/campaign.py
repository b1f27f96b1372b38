"""Reads of recruitments: the desk, one recruitment with its checklist, what waits for whom."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from belvedere.contexts.panels.models import Address, Campaign, Candidate, Invitation
from belvedere.contexts.panels.rules.opinion import WRITERS
from belvedere.contexts.panels.states.campaign import ENDED, PUBLIC, STEPS, CampaignState, CandidateState
from belvedere.platform.accounts.models import Role
from belvedere.platform.territory.models import Body
from belvedere.platform.territory.queries import NoParameterInForce, parameter_in_force

_ENDED = sorted(state.value for state in ENDED)
_PUBLIC = sorted(state.value for state in PUBLIC)


PLACES, PLACES_CODE = 42, "panel.places"


class StepState(StrEnum):
    DONE = "done"
    CURRENT = "current"
    TODO = "todo"


@dataclass(frozen=True)
class Step:
    """A step of the checklist and where it stands."""

    state: CampaignState
    progress: StepState


@dataclass(frozen=True)
class Figures:
    """The counts of a recruitment that the desk shows."""

    addresses: int
    letters: int
    printed: int
    declined: int
    returned: int
    candidates: int

    @property
    def response_percent(self) -> int:
        """Candidates for a hundred letters; 0 when none left."""
        return round(100 * self.candidates / self.letters) if self.letters else 0


def campaigns() -> QuerySet[Campaign]:
    """Return every recruitment with what its readers need: one statement."""
    return Campaign.objects.select_related("territory", "body", "examen__policy", "panel")


def usual_places(body: Body, on: date) -> int:
    """Return how many people a panel of this body has when nobody typed it: what the body fixed, or a usual number."""
    try:
        return int(parameter_in_force(body=body, code=PLACES_CODE, on=on).value)
    except NoParameterInForce:
        return PLACES


def campaign_by_reference(reference: str) -> Campaign | None:
    return campaigns().filter(reference=reference).first()


def public_campaigns() -> QuerySet[Campaign]:
    """Return the recruitments that anyone may read about, the latest first: those whose letters have left."""
    gave_up = Q(state=CampaignState.ABANDONED.value, registration_opened_at__isnull=False)
    return campaigns().filter(Q(state__in=_PUBLIC) | gave_up).order_by("-opened_at", "-pk")


def campaigns_of(body: Body) -> QuerySet[Campaign]:
    """Return the recruitments of a body, those under way first, with the size of their pools: one statement."""
    registered = Count("candidates", filter=Q(candidates__state=CandidateState.REGISTERED.value))
    return campaigns().filter(body=body).annotate(pool=registered).order_by("ended_at", "-opened_at", "-pk")


def campaigns_of_examen(examen_reference: str) -> QuerySet[Campaign]:
    return campaigns().filter(examen__reference=examen_reference).order_by("-opened_at", "-pk")


def steps_of(campaign: Campaign) -> list[Step]:
    """Return the checklist of a recruitment, in order.

    An abandoned one shows what was reached nowhere: every step is still to do.
    """
    place = STEPS.index(CampaignState(campaign.state)) if campaign.state != CampaignState.ABANDONED else -1
    is_closed = campaign.state == CampaignState.CLOSED
    return [
        Step(
            state,
            StepState.DONE if rank < place or is_closed else StepState.CURRENT if rank == place else StepState.TODO,
        )
        for rank, state in enumerate(STEPS)
    ]


def figures_of(campaign: Campaign) -> Figures:
    """Return the counts of a recruitment: three statements."""
    letters = Invitation.objects.filter(campaign=campaign).aggregate(
        letters=Count("pk"),
        printed=Count("printed_at"),
        declined=Count("declined_at"),
        returned=Count("returned_at"),
    )
    return Figures(
        addresses=Address.objects.filter(campaign=campaign).count(),
        candidates=Candidate.objects.filter(campaign=campaign, state=CandidateState.REGISTERED.value).count(),
        **letters,
    )


def campaigns_with_data_due(on: date) -> list[str]:
    """Return the recruitments of which something must be erased on this day: one statement."""
    due = Q(addresses__erase_on__lte=on) | Q(candidates__contact__erase_on__lte=on)
    return list(Campaign.objects.filter(due).order_by("reference").values_list("reference", flat=True).distinct())


def campaigns_waiting_for(role: Role) -> list[Campaign]:
    """Return the recruitments under way that this role may run: one statement."""
    if role.kind not in WRITERS:
        return []
    found = campaigns().filter(body=role.body_id).exclude(state__in=_ENDED)
    return list(found.order_by("opened_at", "pk"))
