"""The strategy of the demonstration, made by calling its own actions; what is invented says so."""

from belvedere.contexts.strategy.demo import agenda, documents
from belvedere.platform.territory.demo import Demo


def load(*, demo: Demo) -> None:
    """Fill the shared calendar, adopt a first version, open the second, test the commitments."""
    agenda.load(demo=demo)
    documents.load(demo=demo)
