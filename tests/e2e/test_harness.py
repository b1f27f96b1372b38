"""The harness itself: what it promises to the other browser tests."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import AxeCheck, OpenPage, axe_violations, page_opener
from tests.e2e.looks import WIDTHS, Looks
from tests.e2e.site import Site


def test_site_answers(site: Site) -> None:
    assert site.get("/healthz") == (200, '{"status": "ok"}')


def test_database_is_the_site_s(site: Site) -> None:
    assert site.query("SELECT slug FROM territory_territory WHERE is_demonstration = %s", True) == [
        ("clermont-auvergne-metropole",)
    ]


def test_home_in_a_browser(page: Page, axe: AxeCheck) -> None:
    page.goto("/")
    expect(page.locator("h1")).to_be_visible()
    axe(page)


def test_home_without_javascript(page_without_js: Page) -> None:
    page_without_js.goto("/")
    expect(page_without_js.locator("h1")).to_be_visible()
    assert page_without_js.locator("script").count() >= 0


def test_axe_names_what_is_wrong(open_page: OpenPage) -> None:
    page = open_page()
    page.set_content("<html><body><img src='data:,'></body></html>")
    found = axe_violations(page)
    assert "image-alt" in found
    assert "RGAA" in found


def test_looks_find_pale_words_once_on_whatever_page(open_page: OpenPage, looks: Looks) -> None:
    page = open_page()
    for words in ("Pâle", "Encore pâle"):
        page.set_content(
            "<html lang='fr'><title>t</title><style>.pale { color: #ccc; background: #fff }</style>"
            f"<main><h1 class='pale'>{words}</h1></main></html>"
        )
        looks("anyone", page)
    found = [words.split("\n")[0] for words in looks.found]
    assert found == [f"anyone, blank, {scheme}, {width} px" for width in WIDTHS for scheme in ("light", "dark")]
    assert all("color-contrast" in words and "Pâle" in words for words in looks.found)


def test_complaints_fail_the_test(browser: object, site: Site) -> None:
    with pytest.raises(AssertionError, match=r"127\.0\.0\.2"), page_opener(browser, site.url) as opener:
        opener().goto("/").frame.evaluate("fetch('http://127.0.0.2:9/').catch(() => null)")


def test_killed_server_comes_back(own_site: Site) -> None:
    own_site.kill_server()
    own_site.kill_worker()
    with pytest.raises(ConnectionError):
        own_site.get("/healthz")
    own_site.start_server()
    own_site.start_worker()
    own_site.wait_until_idle()
