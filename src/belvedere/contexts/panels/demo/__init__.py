"""What the panels show in the demonstration, all through their own actions."""

from belvedere.contexts.panels.demo import campaign, opinion, standing
from belvedere.platform.territory.demo import Demo


def load(*, demo: Demo) -> None:
    """Load the avis, a recruitment whose registrations are open, and a panel at work."""
    opinion.load(demo=demo)
    campaign.load(demo=demo)
    standing.load(demo=demo)
