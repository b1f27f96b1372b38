"""What the territory shows on every page and on the home page."""

from django.http import HttpRequest

from belvedere.platform.territory.choice import chosen_commune
from belvedere.platform.territory.maps import commune_map
from belvedere.platform.ui.slots import Section, section


@section("header", order=10)
def commune_choice(request: HttpRequest) -> Section:
    return Section("territory/choice.html", {"chosen": chosen_commune(request)})


@section("home", order=60)
def map_of_communes(_request: HttpRequest) -> Section:
    return Section("territory/sections/map.html", {"map": commune_map()})
