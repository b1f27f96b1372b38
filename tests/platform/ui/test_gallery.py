"""The gallery shows every component, and only where it may."""

from pathlib import Path

import pytest
from django.test import Client

from belvedere.platform.ui import apps
from belvedere.platform.ui.gallery import FOLDER, examples

SOURCE = Path(apps.__file__).parents[2]
SHOWN_WITH_ANOTHER = {
    "actions": "button",
    "cards": "card",
    "export": "table",
    "sort": "table",
    "stats": "stat",
    "timeline_item": "timeline",
}

pytestmark = pytest.mark.usefixtures("territory")


def test_each_component_has_an_example() -> None:
    names = {path.stem for path in SOURCE.glob("*/*/templates/cotton/*.html")}
    assert names - SHOWN_WITH_ANOTHER.keys() == {example.name for example in examples()}
    for name, host in SHOWN_WITH_ANOTHER.items():
        assert f"<c-{name.replace('_', '-')}" in (FOLDER / f"{host}.html").read_text(encoding="utf-8")


def test_gallery_quotes_what_it_draws(client: Client, settings) -> None:
    settings.DEMO = True
    page = client.get("/_ui/").content.decode()
    assert page.count('class="gallery-example"') == len(examples())
    assert '<span class="badge badge-late">En retard</span>' in page
    assert "&lt;c-badge kind=&quot;late&quot;&gt;En retard&lt;/c-badge&gt;" in page


def test_no_gallery_in_production(client: Client, settings) -> None:
    settings.DEMO = False
    assert client.get("/_ui/").status_code == 404


def test_gallery_is_only_read(client: Client, settings) -> None:
    settings.DEMO = True
    response = client.post("/_ui/")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
