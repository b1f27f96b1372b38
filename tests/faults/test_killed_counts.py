"""A program killed while it counts, merges, carries, separates: counters, ledger and recount still agree."""

import random
import time

import pytest

from tests.e2e.site import Site
from tests.faults.programs import done, program

pytestmark = pytest.mark.faults
KILLS = 8


@pytest.mark.long
def test_counts_agree_after_each_kill(own_site: Site) -> None:
    moments = random.Random(2026)  # noqa: S311 -- the same moments at each run
    own_site.kill_worker()
    for _ in range(KILLS):
        churning = program(own_site, "support_programs", "churn")
        assert churning.stdout is not None
        assert churning.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0.05, 1.0))
        churning.kill()
        wrong = churning.communicate()[1]
        assert "Traceback" not in wrong, wrong
        assert done(own_site, "support_programs", "tell") == "True True\nTrue True"
