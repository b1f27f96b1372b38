"""Fixtures of the tests that run the whole site: in a browser (tests/e2e) or under kill -9 (tests/faults)."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.databases import one_at_a_time, shared_directory
from tests.e2e.browser import CHROMIUM, FLAGS, AxeCheck, OpenPage, axe_violations, page_opener
from tests.e2e.looks import Looks, first_sights
from tests.e2e.site import Site, Template, running_site


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The demonstration, loaded once for all the processes of the tests."""
    shared = shared_directory(tmp_path_factory)
    url = os.environ.get("BELVEDERE_DATABASE_URL", "")
    made = Template(shared / "template", url if url.startswith("postgres") else "")
    with one_at_a_time(shared / "template.lock"):
        made.make()
    return made


@pytest.fixture(scope="session")
def site(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site shared by the tests of this process: they must not mind what others do to it."""
    with running_site(template, _name(), tmp_path_factory.mktemp("site"), ["serve", "worker"]) as running:
        yield running


@pytest.fixture
def own_site(template: Template, tmp_path: Path) -> Iterator[Site]:
    """A site of the test's own, to be killed or filled as it likes."""
    with running_site(template, _name(), tmp_path, ["serve", "worker"]) as running:
        yield running


def _name() -> str:
    return f"belvedere_{uuid4().hex[:12]}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[OpenPage]:
    """Open pages of the shared site: ``open_page(width=390, scheme="dark", javascript=False)``, one per person."""
    with page_opener(browser, site.url) as opener:
        yield opener


@pytest.fixture
def open_own_page(browser: Browser, own_site: Site) -> Iterator[OpenPage]:
    """Open pages of the test's own site."""
    with page_opener(browser, own_site.url) as opener:
        yield opener


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()


@pytest.fixture
def page_without_js(open_page: OpenPage) -> Page:
    return open_page(javascript=False)


@pytest.fixture
def looks(tmp_path_factory: pytest.TempPathFactory) -> Looks:
    """Look at pages with axe; a page that another test of the run has looked at is not looked at again."""
    return Looks(first_sights(shared_directory(tmp_path_factory) / "looks"))


@pytest.fixture
def axe() -> AxeCheck:
    """Check a page's accessibility: ``axe(page)``."""

    def check(page: Page) -> None:
        found = axe_violations(page)
        assert not found, f"{page.url}\n{found}"

    return check
