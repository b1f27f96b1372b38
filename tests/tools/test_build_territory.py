"""The file of the communes of the demonstration."""

import json
import re
from itertools import pairwise

from belvedere.platform.territory.demo import DATA

FILE = json.loads((DATA / "clermont.json").read_text(encoding="utf-8"))
SIDES_OF_A_BORDER = 2


def _points(path: str) -> list[tuple[float, float]]:
    numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


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
