"""A worker killed while it computes a lottery, a program killed while it draws: nothing is left, or everything is."""

import random
import subprocess
import time

import pytest

from tests.e2e.site import Site
from tests.faults.programs import done, program

PLACES, LOTTERY_FILES, DRAWN_FILES = 42, 3, 5
KILLS = 4


def _program(site: Site, name: str) -> "subprocess.Popen[str]":
    return program(site, "draw_programs", name)


def _done(site: Site, name: str) -> str:
    return done(site, "draw_programs", name)


STATE = """
SELECT d.state, (SELECT count(*) FROM panels_drawfile f WHERE f.draw_id = d.id),
       (SELECT count(*) FROM panels_seat s WHERE s.draw_id = d.id)
FROM panels_draw d WHERE d.id = (SELECT max(id) FROM panels_draw)
"""


def _state(site: Site) -> tuple[object, ...]:
    """Return the state of the draw that was asked for last, how many files it has, and places."""
    return tuple(site.query(STATE)[0])


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
        assert _state(own_site) in {("calcul", 0, 0), ("pret", LOTTERY_FILES, 0)}
    own_site.start_worker()
    own_site.wait_for(lambda: _state(own_site) == ("pret", LOTTERY_FILES, 0), "the lottery", seconds=60)
    _done(own_site, "commit")
    assert _state(own_site) == ("lance", LOTTERY_FILES + 1, 0)
    whole = ("tire", DRAWN_FILES, PLACES)
    for _ in range(KILLS):
        drawing = _program(own_site, "launch")
        assert drawing.stdout is not None
        assert drawing.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0, 0.3))
        drawing.kill()
        drawing.communicate()
        if (said := _state(own_site)) == whole:
            break
        assert said == ("lance", LOTTERY_FILES + 1, 0)
    else:
        assert _program(own_site, "launch").communicate(timeout=60)[0] == "ready\ndrawn\n"
    assert _state(own_site) == whole
    assert _done(own_site, "check") == "0"
