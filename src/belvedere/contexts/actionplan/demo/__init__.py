"""The plan of the demonstration: its actions and two iterations, then the commitments born of answers."""

from belvedere.contexts.actionplan.demo import commitments, plan
from belvedere.platform.territory.demo import Demo

__all__ = ["load"]


def load(*, demo: Demo) -> None:
    """Make the plan and what happened to it, in the order of time; again, it changes nothing."""
    plan.load(demo=demo)
    commitments.load(demo=demo)
