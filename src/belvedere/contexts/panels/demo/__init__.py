"""What the panels show in the demonstration, all through their own actions."""

from belvedere.contexts.panels.demo import campaign, opinion
from belvedere.platform.territory.demo import Demo


def load(*, demo: Demo) -> None:
    """Load the avis, then a recruitment whose registrations are open."""
    opinion.load(demo=demo)
    campaign.load(demo=demo)
