"""A policy, its examen and those who write its avis, for the tests of the observatory and of the panels."""

from datetime import date, datetime

from belvedere.contexts.observatory import actions
from belvedere.contexts.observatory.models import Examen, Policy
from belvedere.contexts.observatory.states import FactSheet, ObjectiveSheet, PolicySheet
from belvedere.contexts.panels.states.opinion import OpinionDraft, RecommendationDraft
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.models import Body
from belvedere.platform.territory.states import Confidence
from tests.factories import RoleFactory

MOBILITY = PolicySheet(
    slug="mobilites",
    name="Mobilités",
    summary="Se déplacer dans les 21 communes.",
    act="Passage en métropole",
    act_on=date(2018, 1, 1),
    source="Pages publiques",
    confidence=Confidence.SECONDARY,
    objectives=(
        ObjectiveSheet("Deux lignes de bus rapides.", source="inspire-clermontmetropole.fr"),
        ObjectiveSheet("Un bus par heure le dimanche.", 2028, is_demonstration=True),
    ),
    facts=(
        FactSheet(
            heading="InspiRe",
            happened_on=date(2022, 9, 30),
            text="Déclaration de projet.",
            source="inspire-clermontmetropole.fr",
            read_on=date(2026, 11, 22),
            confidence=Confidence.SECONDARY,
        ),
        FactSheet(
            heading="InspiRe",
            happened_on=date(2021, 1, 1),
            text="Concertation.",
            source="inspire-clermontmetropole.fr",
            read_on=date(2026, 11, 22),
            confidence=Confidence.SECONDARY,
            period="De janvier à mars 2021",
        ),
    ),
)
WHOLE = OpinionDraft(
    title="Le bus du dimanche",
    given_on=date(2026, 11, 20),
    panel_size=42,
    panel_description="Tirés au sort dans 19 communes.",
    minority_note="Six membres préfèrent le soir.",
    recommendations=(
        RecommendationDraft("Un premier bus avant 7 heures.", 38, 2),
        RecommendationDraft("Un bus par heure."),
    ),
)


class Panel2026:
    """A body with an agent, a facilitator, an elected official and an open examen."""

    def __init__(self, body: Body, now: datetime) -> None:
        self.body = body
        self.policy: Policy = actions.describe_policy(body=body, competence=None, sheet=MOBILITY, now=now)
        self.examen: Examen = actions.open_examen(territory=body.territory, policy_slug="mobilites", now=now)
        self.agent: Role = RoleFactory(body=body, kind=RoleKind.AGENT)
        self.facilitator: Role = RoleFactory(body=body, kind=RoleKind.FACILITATOR)
        self.elected: Role = RoleFactory(body=body, kind=RoleKind.ELECTED)


def more_examens(body: Body, now: datetime, count: int) -> list[Examen]:
    """Return examens opened by referrals on the policy of the tests."""
    return [
        actions.open_examen(
            territory=body.territory, policy_slug="mobilites", referral_reference=f"S-2026-{9000 + number}", now=now
        )
        for number in range(count)
    ]
