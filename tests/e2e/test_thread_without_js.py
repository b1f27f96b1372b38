"""The whole loop, in browsers where JavaScript does not run."""

import pytest

from tests.e2e.browser import OpenPage
from tests.e2e.census import WHOLE_THREAD, census, people_known_by_the_journal
from tests.e2e.people import People
from tests.e2e.site import Site, run_belvedere
from tests.e2e.thread import STEPS, Thread, lower_threshold


@pytest.mark.long
@pytest.mark.screens
def test_thread_without_javascript(own_site: Site, open_own_page: OpenPage) -> None:
    lower_threshold(own_site)
    thread = Thread(own_site, People(open_own_page, javascript=False))
    for step in STEPS:
        step(thread)
    own_site.wait_until_idle()
    assert census(thread) == WHOLE_THREAD
    assert people_known_by_the_journal(own_site) == []
    run_belvedere("verify-journal", environment=own_site.environment)
