"""What the observatory shows in the demonstration: its policies, then the figures that they are read by."""

from belvedere.contexts.observatory.demo import figures, policies
from belvedere.platform.territory.demo import Demo


def load(*, demo: Demo) -> None:
    """Describe policies, then indicators with their real values; again, it changes nothing."""
    policies.load(demo=demo)
    figures.load(demo=demo)
