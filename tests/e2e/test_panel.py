"""Two officers and twelve witnesses' dice take a recruitment from its register to a panel that an outsider verifies."""

import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.e2e.browser import OpenPage
from tests.e2e.looks import Looks
from tests.e2e.people import People
from tests.e2e.recruiting import PARIS, PLACES, Recruiting
from tests.e2e.site import Site, run_belvedere


@pytest.mark.long
@pytest.mark.screens
def test_from_two_thousand_addresses_to_a_verified_panel(
    own_site: Site, open_own_page: OpenPage, tmp_path: Path, looks: Looks
) -> None:
    story = Recruiting(own_site, People(open_own_page, look=looks), tmp_path)
    story.open()
    story.set_quotas()
    story.import_register()
    story.invite()
    story.sign_up()
    story.freeze()
    story.compute()
    hour = (datetime.now(PARIS) + timedelta(seconds=100)).replace(second=0, microsecond=0)
    story.commit(hour)
    shown = story.show_in_the_room()
    time.sleep(max(0.0, (hour - datetime.now(PARIS)).total_seconds()))
    assert story.draw() == shown
    said = story.verify_outside()
    assert said[2] == f"Panel tiré / panel drawn: {int(shown)}: OK"
    assert len(said[5].split(": ")[1].split()) == PLACES
    story.confirm_everyone()
    story.resign()
    story.form()
    after = story.verify_outside()
    assert after[4] == "Remplacements / replacements: 1: OK"
    before, now = set(said[5].split()), set(after[5].split())
    assert (len(before - now), len(now - before)) == (1, 1)
    run_belvedere("verify-journal", environment=own_site.environment)
    assert not looks.found, "\n\n".join(looks.found)
