"""The whole loop without JavaScript, under kills.

Kill the server as soon as a step was confirmed on screen, and the worker while it works on its consequences.

Each step needs what the one before it confirmed, so one that was lost stops the walk; the census at the end counts
each consequence, so one that was done twice is seen too. At last every job is delivered a second time: nothing more.
"""

import random
import time

import pytest

from tests.e2e.browser import OpenPage
from tests.e2e.census import WHOLE_THREAD, census
from tests.e2e.people import People
from tests.e2e.site import Site, run_belvedere
from tests.e2e.thread import STEPS, Thread, lower_threshold
from tests.faults.programs import done

pytestmark = pytest.mark.faults


def kill_everything(site: Site, seconds_of_work: float) -> None:
    """End the server now and the worker a little later, as power cuts would, then start both again."""
    site.kill_server()
    time.sleep(seconds_of_work)
    site.kill_worker()
    site.start_worker()
    site.start_server()


@pytest.mark.long
def test_thread_survives(own_site: Site, open_own_page: OpenPage) -> None:
    lower_threshold(own_site)
    moments = random.Random(2026)  # noqa: S311 -- the same moments at each run
    thread = Thread(own_site, People(open_own_page, javascript=False))
    for step in STEPS:
        step(thread)
        kill_everything(own_site, moments.uniform(0, 0.8))
    own_site.wait_until_idle()
    assert census(thread) == WHOLE_THREAD
    assert int(done(own_site, "delivery_programs", "deliver_again")) > len(STEPS)
    own_site.wait_until_idle()
    assert census(thread) == WHOLE_THREAD
    run_belvedere("verify-journal", environment=own_site.environment)
