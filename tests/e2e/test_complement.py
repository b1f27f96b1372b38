"""A complement asked and given, in the browser: the officer asks, the depositor answers by the link of her mail."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import OpenPage
from tests.e2e.looks import Looks
from tests.e2e.people import People
from tests.e2e.site import Site

WAITING = """
    SELECT r.reference, c.email FROM referrals_referral r
    JOIN referrals_support s ON s.referral_id = r.id AND s.is_depositor
    JOIN referrals_supportcontact c ON c.support_id = s.id
    JOIN territory_body b ON b.id = r.body_id
    WHERE r.publication = 'recue' AND b.slug = 'clermont-auvergne-metropole' ORDER BY r.id
"""
MAILED = 'SELECT count(*) FROM mail_message WHERE "to" = %s AND text LIKE %s AND sent_at IS NOT NULL'


@pytest.mark.long
@pytest.mark.screens
def test_a_complement_is_asked_and_given(own_site: Site, open_own_page: OpenPage, looks: Looks) -> None:
    people = People(open_own_page, look=looks)
    reference, email = map(str, own_site.query(WAITING)[0])
    desk = f"/espace/recevabilite/{reference}/"
    people.visit("Karim", desk).get_by_label("Ce qui manque").fill("Dites de quelle rue il s’agit.")
    expect(people.press("Karim", "Demander un complément")).to_contain_text("Le délai est suspendu jusqu’à la réponse.")
    expect(people.visit("Paul", f"/saisines/{reference}/")).to_contain_text("le délai est suspendu")
    expect(people.visit("Paul", f"/saisines/{reference}/")).not_to_contain_text("Dites de quelle rue")
    own_site.wait_for(lambda: bool(own_site.query(MAILED, email, "%Lire ce qui manque%")[0][0]), "the mail", seconds=40)
    people.open_mail("Lucie", to=email)
    main = people.follow("Lucie", "/completer/")
    expect(main).to_contain_text("Dites de quelle rue il s’agit.")
    main.get_by_label("Votre réponse").fill("La rue des Lilas, à Royat.")
    expect(people.press("Lucie", "Envoyer ma réponse")).to_contain_text("Le délai court de nouveau.")
    expect(people.visit("Karim", desk)).to_contain_text("La rue des Lilas, à Royat.")
    people.page_of("Karim").goto("/")
    people.page_of("Karim").get_by_role("button", name="English").click()
    people.visit("Karim", desk)
    assert people.page_of("Karim").locator("html").get_attribute("lang") == "en"
    assert not looks.found, "\n\n".join(looks.found)
