"""What the guide shows elsewhere: its desk, and its rules among the open data."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.guide.queries.checking import Check
from belvedere.contexts.guide.rules import DESK_KINDS
from belvedere.platform.exchange.datasets import declare_dataset
from belvedere.platform.ui.desks import DeskGroup, desk
from belvedere.platform.ui.slots import Section, section

desk(_("Règles à relire"), "guide:desk", group=DeskGroup.PROJECTS, order=80, kinds=DESK_KINDS)

declare_dataset(
    "regles",
    _("Règles de droit et de méthode"),
    _("Ce que la loi demande et ce que l’expérience conseille : sources, dates, confiance."),
    url_name="guide:rules",
)


@section("verdict", order=10)
def verdict(_request: HttpRequest, *, check: Check) -> Section:
    """The verdicts of a questionnaire, its level and its methods, each rule with its source and its confidence."""
    return Section("guide/sections/verdict.html", {"check": check})
