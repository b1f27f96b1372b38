"""The file of the communes, and the geometry that made it."""

import doctest
import json
import re
from itertools import pairwise

from tools.build_territory import lambert93, shared_outlines

from belvedere.platform.territory.demo import DATA
from tools import build_territory

FILE = json.loads((DATA / "clermont.json").read_text(encoding="utf-8"))
SIDES_OF_A_BORDER = 2


def _points(path: str) -> list[tuple[float, float]]:
    numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def test_examples_hold() -> None:
    assert doctest.testmod(build_territory).failed == 0


def test_projection_agrees_with_the_geodesists() -> None:
    """IGN, NTG 71: the origin of Lambert-93, and the town hall square of Clermont-Ferrand by its outlines' scale."""
    assert [round(value, 3) for value in lambert93(3, 46.5)] == [700_000, 6_600_000]
    east, west = lambert93(4, 46.5), lambert93(2, 46.5)
    assert round(east[0] - 700_000, 6) == round(700_000 - west[0], 6)


def test_a_shared_border_stays_one_line() -> None:
    left = [(0.0, 0.0), (10.0, 0.0), (10.4, 5.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]
    right = [(10.0, 0.0), (20.0, 0.0), (20.0, 10.0), (10.0, 10.0), (10.4, 5.0), (10.0, 0.0)]
    outlines = shared_outlines({"a": [left], "b": [right]})
    assert all((10.4, 5.0) not in rings[0] for rings in outlines.values())
    assert {(10.0, 0.0), (10.0, 10.0)} <= set(outlines["a"][0]) & set(outlines["b"][0])


def test_neighbours_share_their_segments() -> None:
    sides: dict[frozenset[tuple[float, float]], int] = {}
    for commune in FILE["communes"]:
        ring = _points(commune["outline"])
        for segment in pairwise([*ring, ring[0]]):
            sides[frozenset(segment)] = sides.get(frozenset(segment), 0) + 1
    assert set(sides.values()) == {1, SIDES_OF_A_BORDER}
    assert sum(count == SIDES_OF_A_BORDER for count in sides.values()) > 100


def test_the_file_is_complete() -> None:
    assert (FILE["siren"], FILE["population_year"], len(FILE["communes"])) == ("246300701", 2023, 21)
    assert FILE["source"]
    assert FILE["population_source"]
    assert FILE["checks"]
    for commune in FILE["communes"]:
        hall = commune["town_hall"]
        assert all([commune["siren"], commune["postal_codes"], commune["outline"], hall["street"], hall["phone"]])
        assert re.fullmatch(r"[^'\"]+", commune["name"] + hall["street"])
        assert 0 < commune["label"][0] < FILE["width"]
        assert 0 < commune["label"][1] < FILE["height"]
