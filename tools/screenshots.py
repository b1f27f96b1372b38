"""Write docs/images/ from the demonstration: ``python -m tools.screenshots`` (what `make screenshots` runs)."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tests.e2e.browser import FLAGS
from tests.e2e.site import ROOT, Site, Template, running_site
from tools.packages import find_chromium

IMAGES = ROOT / "docs" / "images"
WIDTHS = {1440: 900, 390: 844}
SCHEMES = ("light", "dark")


def pages(site: Site) -> dict[str, str]:
    """Return the main pages of the demonstration, by the name of their image."""
    [[referral]] = site.query(
        "SELECT reference FROM referrals_referral WHERE examen_id IS NOT NULL ORDER BY id LIMIT 1"
    )
    [[policy]] = site.query("SELECT slug FROM observatory_policy ORDER BY id LIMIT 1")
    return {
        "home": "/",
        "referrals": "/saisines/",
        "referral": f"/saisines/{referral}/",
        "policy": f"/observatoire/politiques/{policy}/",
        "commitments": "/plan-d-actions/",
        "register": "/transparence/",
    }


def shoot(browser: Browser, site: Site, name: str, path: str) -> None:
    for width, height in WIDTHS.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                base_url=site.url,
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
                locale="fr-FR",
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.goto(path)
            page.wait_for_load_state("load")
            page.screenshot(path=IMAGES / f"{name}-{width}-{scheme}.png")
            context.close()


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    chromium = str(find_chromium())
    with tempfile.TemporaryDirectory(prefix="belvedere-shots-") as folder:
        template = Template(Path(folder) / "template", "")
        template.make()
        with running_site(template, "belvedere_shots", Path(folder), ["serve"]) as site, sync_playwright() as engine:
            browser = engine.chromium.launch(executable_path=chromium, args=FLAGS)
            for name, path in pages(site).items():
                shoot(browser, site, name, path)
            browser.close()
    print(f"written to {IMAGES.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
