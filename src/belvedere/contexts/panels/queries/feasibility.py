"""Why no panel can be drawn from a pool, and the least that could be given up: the person decides."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from belvedere.contexts.panels.models import Campaign, Target
from belvedere.contexts.panels.queries.pool import problem_of
from belvedere.contexts.panels.queries.quotas import categories_of
from belvedere.engines.sortition.problem import Problem
from belvedere.engines.sortition.rules import Side

if TYPE_CHECKING:
    from belvedere.engines.sortition.feasibility import Conflict
    from belvedere.engines.sortition.relaxation import Relaxation

PROPOSALS = 3


@dataclass(frozen=True)
class Loosened:
    """A quota as it would become."""

    target: Target
    minimum: int
    maximum: int


@dataclass(frozen=True)
class Feasibility:
    """Whether a panel can be drawn: if not, why, and what could be loosened; if so, who can never be drawn."""

    conflict: "Conflict | None"
    proposals: list[list[Loosened]]
    never_drawn: int


def feasibility_of(campaign: Campaign) -> Feasibility:
    """Judge the pool as it stands. It may take seconds: no page asks it unless it is about that."""
    from belvedere.engines.sortition.feasibility import find_conflict  # noqa: PLC0415 -- loads a solver: only who needs it waits
    from belvedere.engines.sortition.relaxation import relaxations  # noqa: PLC0415 -- the same
    from belvedere.engines.sortition.selectability import never_selectable  # noqa: PLC0415 -- the same

    categories = categories_of(campaign)
    problem = problem_of(campaign, categories)
    conflict = find_conflict(problem)
    if conflict is None:
        excluded = {person for exclusion in never_selectable(problem) for person in exclusion.people}
        return Feasibility(None, [], len(excluded))
    targets = {(category.name, row.value): row for category in categories for row in category.targets.all()}
    found = relaxations(problem, PROPOSALS)
    proposals = [_loosened(problem, relaxation, targets) for relaxation in found if not _moves_the_size(relaxation)]
    return Feasibility(conflict, proposals, 0)


def _moves_the_size(relaxation: "Relaxation") -> bool:
    return any(change.rule.side == Side.SIZE for change in relaxation.changes)


def _loosened(problem: Problem, relaxation: "Relaxation", targets: dict[tuple[str, str], Target]) -> list[Loosened]:
    changed = zip(problem.quotas, relaxation.applied_to(problem).quotas, strict=True)
    return [
        Loosened(targets[after.category, after.value], after.minimum, after.maximum)
        for before, after in changed
        if before != after
    ]
