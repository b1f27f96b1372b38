"""A worker killed while it computes a lottery, a program killed while it draws: nothing is left, or everything is."""

import random
import subprocess
import time

import pytest

from tests.e2e.site import Site
from tests.faults.programs import done, program

PLACES, LOTTERY_FILES, DRAWN_FILES = 42, 3, 6
KILLS = 4


def _program(site: Site, name: str) -> "subprocess.Popen[str]":
    return program(site, "draw_programs", name)


def _done(site: Site, name: str) -> str:
    return done(site, "draw_programs", name)


@pytest.mark.faults
@pytest.mark.long
def test_nothing_or_everything(own_site: Site) -> None:
    moments = random.Random(2026)  # noqa: S311 -- the same moments at each run
    own_site.kill_worker()
    _done(own_site, "ask")
    for _ in range(KILLS):
        own_site.start_worker()
        time.sleep(1 + moments.uniform(0, 3))
        own_site.kill_worker()
        assert _done(own_site, "tell") in {"calcul 0 0 0", f"pret {LOTTERY_FILES} 0 0"}
    own_site.start_worker()
    own_site.wait_for(lambda: _done(own_site, "tell") == f"pret {LOTTERY_FILES} 0 0", "the lottery", seconds=60)
    _done(own_site, "commit")
    assert _done(own_site, "tell") == f"lance {LOTTERY_FILES + 1} 0 0"
    whole = f"tire {DRAWN_FILES} {PLACES} 0"
    for _ in range(KILLS):
        drawing = _program(own_site, "launch")
        assert drawing.stdout is not None
        assert drawing.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0, 0.3))
        drawing.kill()
        drawing.communicate()
        if (said := _done(own_site, "tell")) == whole:
            break
        assert said == f"lance {LOTTERY_FILES + 1} 0 0"
    else:
        assert _program(own_site, "launch").communicate(timeout=60)[0] == "ready\ndrawn\n"
    assert _done(own_site, "tell") == whole
