"""What the index does when something happens elsewhere."""

from datetime import date

from belvedere.platform.search.actions import index_places
from belvedere.platform.territory.imports_followed import after_import
from belvedere.platform.territory.models import Territory


@after_import
def refresh_places(territory: Territory, on: date) -> None:
    index_places(territory=territory, on=on)
