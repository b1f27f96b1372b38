"""Outlines: projected, generalised, neighbours still neighbours."""

from math import cos, sin, tau

from belvedere.platform.territory.gathering.geometry import MOST_POINTS, drawing, lambert93, shared_outlines, simplified


def test_projection_agrees_with_the_geodesists() -> None:
    """IGN, NTG 71: the origin of Lambert-93; east and west of it mirror each other."""
    assert [round(value, 3) for value in lambert93(3, 46.5)] == [700_000, 6_600_000]
    east, west = lambert93(4, 46.5), lambert93(2, 46.5)
    assert round(east[0] - 700_000, 6) == round(700_000 - west[0], 6)


def test_a_shared_border_stays_one_line() -> None:
    left = [(0.0, 0.0), (10.0, 0.0), (10.4, 5.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]
    right = [(10.0, 0.0), (20.0, 0.0), (20.0, 10.0), (10.0, 10.0), (10.4, 5.0), (10.0, 0.0)]
    outlines = shared_outlines({"a": [left], "b": [right]}, 1.2)
    assert all((10.4, 5.0) not in rings[0] for rings in outlines.values())
    assert {(10.0, 0.0), (10.0, 10.0)} <= set(outlines["a"][0]) & set(outlines["b"][0])


def test_an_arc_is_the_same_both_ways_and_a_long_one_does_not_exhaust_the_stack() -> None:
    arc = [(x / 10, sin(x / 40) * 20) for x in range(5000)]
    assert simplified(arc, 1.2) == simplified(arc[::-1], 1.2)[::-1]
    assert len(simplified(arc, 1.2)) < 500


def test_an_islet_vanishes_but_not_a_commune() -> None:
    commune = [(0.0, 0.0), (50.0, 0.0), (50.0, 50.0), (0.0, 50.0), (0.0, 0.0)]
    islet = [(60.0, 60.0), (60.1, 60.0), (60.1, 60.1), (60.0, 60.1), (60.0, 60.0)]
    outlines = shared_outlines({"a": [commune, islet], "b": [islet]}, 1.2)
    assert ([len(rings) for rings in outlines.values()], outlines["b"][0]) == ([1, 1], islet[:-1])


def test_a_map_of_detailed_outlines_is_light() -> None:
    """Eighty round communes of 720 points in a grid, as IGN draws them: 57 600 points become 2 400 at most."""

    def round_commune(column: int, row: int) -> list[tuple[float, float]]:
        radius = 0.02
        ring = [
            (
                3 + column * 0.05 + radius * cos(tau * step / 720) * (1 + sin(step) / 40),
                46 + row * 0.05 + radius * sin(tau * step / 720),
            )
            for step in range(720)
        ]
        return [*ring, ring[0]]

    drawn = drawing({f"{column}{row}": [round_commune(column, row)] for column in range(10) for row in range(8)})
    points = sum(path.count("L") + path.count("M") for path in drawn.paths.values())
    assert points <= MOST_POINTS
    assert min(path.count("L") for path in drawn.paths.values()) >= 3
    assert set(drawn.areas_km2) == set(drawn.paths) == set(drawn.labels)
