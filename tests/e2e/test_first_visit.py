"""What a first visit costs to somebody with a small phone plan: little, and from our host alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.site import Site

MOST_BYTES = 100_000


def weigh(page: Page, path: str) -> tuple[int, list[str]]:
    """Open a page with an empty cache; return the bytes received (headers and compressed bodies) and the addresses."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[int] = []
    addresses: list[str] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    wire.on("Network.requestWillBeSent", lambda event: addresses.append(event["request"]["url"]))
    page.goto(path, wait_until="networkidle")
    return round(sum(sizes)), addresses


def a_referral(site: Site) -> str:
    statement = "SELECT reference FROM referrals_referral WHERE examen_id IS NOT NULL ORDER BY reference"
    return f"/saisines/{site.query(statement)[0][0]}/"


@pytest.mark.parametrize("path", [lambda _site: "/", a_referral], ids=["home", "referral"])
@pytest.mark.screens
def test_first_visit_is_light_and_ours(page: Page, site: Site, path: Callable[[Site], str]) -> None:
    bytes_received, addresses = weigh(page, path(site))
    assert 5_000 < bytes_received <= MOST_BYTES
    assert [address for address in addresses if not address.startswith((f"{site.url}/", "data:"))] == []
