"""The communes and the bodies of the demonstration can be found; contexts index their own pages."""

from belvedere.platform.search.actions import index_places
from belvedere.platform.territory.demo import Demo


def load(*, demo: Demo) -> None:
    index_places(territory=demo.territory, on=demo.today)
