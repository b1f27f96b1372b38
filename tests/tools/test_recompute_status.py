"""A stranger computes each status again from the published file alone."""

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belvedere.engines.indicators.indicator_file import Series, Terms, digest_of, indicator_file
from belvedere.engines.indicators.observations import Flag, Milestone, Observation, Polarity, Target
from tools import recompute_status

TOOL = Path(recompute_status.__file__)
AS_OF = date(2026, 11, 30)
CAR = Series(
    "246300701",
    (Observation(date(2020, 12, 31), Decimal(20)), Observation(date(2025, 12, 31), Decimal(24))),
    Target(Decimal(30), date(2030, 12, 31)),
)
TERMS = Terms(Polarity.RISING, Decimal(1), AS_OF)

NUMBERS = st.decimals(-20, 20, places=1)
DAYS = st.dates(date(2015, 1, 1), date(2032, 12, 31))


@st.composite
def series(draw: st.DrawFn) -> Series:
    observations = []
    for day in draw(st.lists(DAYS, max_size=6, unique=True)):
        is_secret = draw(st.integers(0, 9)) == 0
        is_missing = is_secret or draw(st.integers(0, 5)) == 0
        flag = draw(st.sampled_from([Flag.NORMAL, Flag.NORMAL, Flag.NORMAL, *Flag]))
        margin = draw(st.none() | st.decimals(0, 3, places=1))
        count = draw(st.none() | st.integers(0, 30))
        value = None if is_missing else draw(NUMBERS)
        observations.append(Observation(day, value, flag, is_secret, margin, count))
    if draw(st.integers(0, 9)) == 0:
        return Series("63113", tuple(observations))
    days = sorted(draw(st.lists(DAYS, min_size=1, max_size=4, unique=True)))
    seen = sorted(observation.on for observation in observations)
    base_on = seen[0] if seen and seen[0] < days[0] and draw(st.booleans()) else None
    base_value = draw(st.none() | NUMBERS) if base_on else None
    steps = tuple(Milestone(day, draw(NUMBERS)) for day in days[:-1])
    return Series(
        "63113", tuple(observations), Target(draw(NUMBERS), days[-1], base_on, base_value, steps), {"sexe": "F"}
    )


@settings(max_examples=60)
@given(st.lists(series(), max_size=3), st.sampled_from(Polarity), st.decimals(0, 2, places=1))
def test_the_stranger_agrees_on_any_file(several: list[Series], polarity: Polarity, rounding: Decimal) -> None:
    text = indicator_file({"id": "essai"}, several, Terms(polarity, rounding, AS_OF, smallest_count=11))
    statuses = [one["assessment"]["status"] for one in json.loads(text)["series"]]
    assert [line.split(": ")[1].split(" ")[0] for line in recompute_status.verify(text)[1:]] == statuses


def test_the_whole_file() -> None:
    content = json.loads(indicator_file({"id": "sans-voiture", "unit": "%"}, [CAR], TERMS))
    assert content.pop("sha256") == digest_of(content)
    assert content == {
        "format": "belvedere-indicator-1",
        "about": {"id": "sans-voiture", "unit": "%"},
        "polarity": 1,
        "rounding": "1",
        "as_of": "2026-11-30",
        "smallest_count": 0,
        "rule": {"version": "belvedere-status-1", "on_track": "0.95", "late": "0.60"},
        "series": [
            {
                "territory": "246300701",
                "dimensions": {},
                "observations": [
                    {
                        "on": f"{year}-12-31",
                        "value": value,
                        "flag": "A",
                        "is_secret": False,
                        "margin": None,
                        "count": None,
                    }
                    for year, value in ((2020, "20"), (2025, "24"))
                ],
                "target": {"on": "2030-12-31", "value": "30", "base_on": None, "base_value": None, "milestones": []},
                "assessment": {
                    "status": "late",
                    "reason": None,
                    "base": {"on": "2020-12-31", "value": "20"},
                    "latest": {"on": "2025-12-31", "value": "24"},
                    "margin": "1",
                    "change": "4",
                    "expected": "25.0000",
                    "distance": "6",
                    "unbounded_progress": "0.4000",
                    "bounded_progress": "0.4000",
                    "reliability": ["within_margin"],
                },
            }
        ],
    }


def run(path: Path) -> tuple[int, str, str]:
    done = subprocess.run([sys.executable, "-I", TOOL, path], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_it_runs_alone_and_agrees(tmp_path: Path) -> None:
    path = tmp_path / "sans-voiture.json"
    path.write_text(indicator_file({"id": "sans-voiture"}, [CAR], TERMS), encoding="utf-8")
    assert run(path) == (
        0,
        "sans-voiture, belvedere-status-1, 2026-11-30\n246300701: late\nTout est juste. / All is right.\n",
        "",
    )


@pytest.mark.parametrize(
    ("place", "value", "sentence"),
    [
        (("assessment", "status"), "on_track", "status publié / published on_track, recalculé / computed late"),
        (("assessment", "unbounded_progress"), "0.9000", "unbounded_progress publié / published 0.9000"),
        (("assessment", "reliability"), [], "reliability publié / published []"),
        (("target", "value"), "24", "status publié / published late, recalculé / computed reached"),
        (("target", "on"), "2030", "damaged file"),
    ],
)
def test_a_file_that_lies_is_caught(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: tuple[str, str], value: object, sentence: str
) -> None:
    content = json.loads(indicator_file({"id": "sans-voiture"}, [CAR], TERMS))
    content["series"][0][place[0]][place[1]] = value
    path = tmp_path / "file.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert recompute_status.main([str(path)]) == 4
    assert "the digest does not match" in capsys.readouterr().err
    path.write_text(json.dumps({**content, "sha256": digest_of(content)}), encoding="utf-8")
    assert recompute_status.main([str(path)]) == 4
    assert sentence in capsys.readouterr().err


def test_what_is_no_file_is_unreadable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert recompute_status.main([str(tmp_path / "absent.json")]) == 2
    (tmp_path / "text.json").write_text("[]", encoding="utf-8")
    assert recompute_status.main([str(tmp_path / "text.json")]) == 4
    assert "damaged file" in capsys.readouterr().err
