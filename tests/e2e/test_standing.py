"""A panel at work, as its officer, a member and anyone read it: axe looks at each page, in both languages."""

import re

import pytest

from tests.e2e.browser import OpenPage
from tests.e2e.looks import Looks
from tests.e2e.people import People
from tests.e2e.site import Site

OFFICER_PAGES = (
    "",
    "membres/",
    "renouvellement/",
    "missions/ouvrir/",
    "seances/1/",
    "seances/3/",
    "seances/3/presence/",
    "seances/prevoir/",
    "indemnites/",
    "auditions/1/",
    "auditions/demander/",
    "questionnaires/",
    "objet/",
    "finir/",
)
MEMBER_PAGES = ("", "seances/3/", "auditions/", "quitter/")
CODE = re.compile(r"\b[2-9A-Z]{8}-[2-9A-Z]{5}-[2-9A-Z]{5}\b")


@pytest.mark.long
@pytest.mark.screens
def test_a_panel_at_work(own_site: Site, open_own_page: OpenPage, looks: Looks) -> None:
    people = People(open_own_page, look=looks)
    slug, recruitment = own_site.query(
        "SELECT p.slug, c.reference FROM panels_panel p JOIN panels_campaign c ON c.panel_id = p.id"
    )[0]
    for path in OFFICER_PAGES:
        people.visit("Karim", f"/espace/panels/{slug}/{path}")
        assert people.page_of("Karim").locator("main h1").count() == 1
    found = CODE.search(people.visit("Karim", f"/espace/panels/{slug}/membres/").inner_text())
    assert found
    people.page_of("Karim").set_viewport_size({"width": 390, "height": 844})
    assert people.page_of("Karim").evaluate("document.documentElement.scrollWidth") == 390  # wide tables scroll alone
    space = f"/panel/membre/{found[0]}/"
    for path in MEMBER_PAGES:
        people.visit("Odile", f"{space}{path}")
    public = (
        f"/panel/{slug}/",
        "/panel/membre/",
        f"/panel/recrutements/{recruitment}/",
        f"/panel/recrutements/{recruitment}/ceremonie/",
        f"/panel/recrutements/{recruitment}/ceremonie/ecran/",
        "/panel/recrutements/R-2026-0001/",
        "/panel/inscription/",
    )
    for path in public:
        people.visit("Paul", path)
    people.page_of("Anna").get_by_role("button", name="English").click()
    for path in (*public, *(f"{space}{path}" for path in MEMBER_PAGES)):
        people.visit("Anna", path)
        assert people.page_of("Anna").locator("html").get_attribute("lang") == "en"
    assert not looks.found, "\n\n".join(looks.found)
