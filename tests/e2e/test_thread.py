"""The whole loop in browsers, as seven personas and some inhabitants; axe looks at each page that they reach.

How a page looks does not depend on the database: axe looks on SQLite, the walk is the same on both.
"""

import pytest

from tests.e2e.browser import OpenPage
from tests.e2e.census import WHOLE_THREAD, census, people_known_by_the_journal
from tests.e2e.looks import Looks
from tests.e2e.people import People, look_away
from tests.e2e.site import Site, run_belvedere
from tests.e2e.thread import PAUL_EMAIL, POLICY, STEPS, Thread, lower_threshold

PUBLIC_PAGES = (
    "/",
    "/saisines/",
    "/saisines/?q=introuvable",
    "/observatoire/",
    f"/observatoire/politiques/{POLICY}/",
    "/observatoire/examens/",
    "/panel/",
    "/reponses/",
    "/plan-d-actions/",
    "/communes/",
    "/communes/royat/",
    "/organismes/",
    "/organismes/clermont-auvergne-metropole/",
    "/regles/",
    "/recherche/?q=bus",
    "/transparence/",
    "/transparence/verifier/",
    "/donnees/",
    "/accessibilite/",
    "/donnees-personnelles/",
    "/compte/connexion/",
    "/nulle-part/",
)
DESKS = {
    "Karim": ("/espace/", "/espace/recevabilite/", "/espace/reponses/", "/espace/avis/", "/espace/actions/"),
    "Bruno": ("/espace/", "/espace/personnes/", "/espace/travaux/"),
    "Théo": ("/espace/",),
    "Samir": ("/espace/",),
}


def read_the_rest(thread: Thread) -> None:
    """Open what the thread leads to and that no step needed."""
    links_of_last_news = thread.site.mails(PAUL_EMAIL, "news")[-1].links
    for path in (*PUBLIC_PAGES, f"/panel/avis/{thread.opinion}/", *links_of_last_news):
        thread.people.visit("Paul", path)
    for name, paths in DESKS.items():
        for path in (*paths, "/compte/"):
            thread.people.visit(name, path)
    thread.people.visit("Karim", f"{thread.sheet_path}apercu/")


def make_mistakes(thread: Thread) -> None:
    """Send forms with what is missing or wrong: the page comes again, with what to correct."""
    thread.people.visit("Paul", "/saisines/deposer/")
    thread.people.press("Paul", "Continuer")
    thread.people.visit("Hélène", f"/espace/actions/{thread.actions[1]}/")
    page = thread.people.page_of("Hélène")
    page.locator("main").get_by_label("Elle est faite").check()
    thread.people.press("Hélène", "Enregistrer")


@pytest.mark.long
def test_thread(own_site: Site, open_own_page: OpenPage, looks: Looks) -> None:
    lower_threshold(own_site)
    on_sqlite = own_site.database_url.startswith("sqlite")
    thread = Thread(own_site, People(open_own_page, look=looks if on_sqlite else look_away))
    for step in STEPS:
        step(thread)
    own_site.wait_until_idle()
    assert census(thread) == WHOLE_THREAD
    assert people_known_by_the_journal(own_site) == []
    run_belvedere("verify-journal", environment=own_site.environment)
    read_the_rest(thread)
    make_mistakes(thread)
    assert not looks.found, "\n\n".join(looks.found)
