"""Outlines: from degrees to a light SVG path in which neighbours share their borders. No library."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import cos, exp, log, pi, sin, sqrt, tan

Point = tuple[float, float]
Ring = list[Point]

BOX_WIDTH = 1000.0
MOST_POINTS = 2400
"""Of a whole map: some 30 kB of paths, 12 kB compressed."""
_FIRST_TOLERANCE = 1.2  # of the box: about 36 m for a territory 30 km wide
_SHORTEST_ARC = 3
_FEWEST_POINTS = 4  # of a closed ring: a triangle
_GRID = 24


@dataclass(frozen=True)
class Drawing:
    """Communes drawn in a box ``BOX_WIDTH`` wide: a path, a place for the name and an area by Insee code."""

    height: float
    paths: Mapping[str, str]
    labels: Mapping[str, tuple[float, float]]
    areas_km2: Mapping[str, float]


def drawing(outlines: Mapping[str, list[Ring]]) -> Drawing:
    """Draw outlines given in degrees: Lambert-93, fitted to the box, generalised until the map is light."""
    metres = {code: [[lambert93(*point) for point in ring] for ring in rings] for code, rings in outlines.items()}
    every = [point for rings in metres.values() for ring in rings for point in ring]
    left, top = min(x for x, _ in every), max(y for _, y in every)
    scale = BOX_WIDTH / (max(x for x, _ in every) - left)
    boxed = {
        code: [[((x - left) * scale, (top - y) * scale) for x, y in ring] for ring in rings]
        for code, rings in metres.items()
    }
    light = _lightened(boxed)
    return Drawing(
        height=round((top - min(y for _, y in every)) * scale, 1),
        paths={code: _path(rings) for code, rings in light.items()},
        labels={code: _label(rings) for code, rings in light.items()},
        areas_km2={code: round(sum(map(_area, rings)) / 1e6, 2) for code, rings in metres.items()},
    )


def lambert93(lon: float, lat: float) -> Point:
    """Project degrees (RGF93) to metres: conformal conic, parallels 44° and 49°, origin 3° E, 46.5° N (EPSG:2154)."""
    e = 0.0818191910428158
    rad = pi / 180

    def isometric(phi: float) -> float:
        return log(tan(pi / 4 + phi / 2) * ((1 - e * sin(phi)) / (1 + e * sin(phi))) ** (e / 2))

    def normal(phi: float) -> float:
        return 6378137 / sqrt(1 - (e * sin(phi)) ** 2)

    phi1, phi2, phi0 = 44 * rad, 49 * rad, 46.5 * rad
    n = log((normal(phi2) * cos(phi2)) / (normal(phi1) * cos(phi1))) / (isometric(phi1) - isometric(phi2))
    c = normal(phi1) * cos(phi1) / n * exp(n * isometric(phi1))
    radius, gamma = c * exp(-n * isometric(lat * rad)), n * (lon - 3) * rad
    return 700000 + radius * sin(gamma), 6600000 + c * exp(-n * isometric(phi0)) - radius * cos(gamma)


def _lightened(outlines: dict[str, list[Ring]]) -> dict[str, list[Ring]]:
    tolerance = _FIRST_TOLERANCE
    while True:
        light = shared_outlines(outlines, tolerance)
        points = sum(len(ring) for rings in light.values() for ring in rings)
        if points <= MOST_POINTS or tolerance > BOX_WIDTH / 100:
            return light
        tolerance *= 1.5


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = sqrt((x2 - x1) ** 2 + (y2 - y1) ** 2)
    if length == 0:
        return sqrt((x - x1) ** 2 + (y - y1) ** 2)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def simplified(arc: Ring, tolerance: float) -> Ring:
    """Return an arc without the points nearer than the tolerance (Douglas-Peucker), the same in both directions."""
    if arc[0] > arc[-1]:
        return simplified(arc[::-1], tolerance)[::-1]
    kept = {0, len(arc) - 1}
    spans = [(0, len(arc) - 1)]
    while spans:
        start, end = spans.pop()
        if end - start < _SHORTEST_ARC - 1:
            continue
        gaps = ((_distance(arc[index], arc[start], arc[end]), -index) for index in range(start + 1, end))
        gap, farthest = max(gaps)
        if gap > tolerance:
            kept.add(-farthest)
            spans += [(start, -farthest), (-farthest, end)]
    return [arc[index] for index in sorted(kept)]


def shared_outlines(outlines: Mapping[str, list[Ring]], tolerance: float) -> dict[str, list[Ring]]:
    """Simplify outlines arc by arc, so that a border shared by two communes stays one line.

    A ring that would vanish (an islet) is left out, unless it is all that a commune has.
    """
    owners: dict[Point, set[str]] = {}
    for code, rings in outlines.items():
        for ring in rings:
            for point in ring:
                owners.setdefault(point, set()).add(code)
    light = {}
    for code, rings in outlines.items():
        drawn = [_simplified_ring(ring, owners, tolerance) for ring in rings]
        visible = [ring for ring in drawn if len(set(ring)) >= _FEWEST_POINTS - 1 and _area(ring) > tolerance**2]
        light[code] = visible or [max(rings, key=_area)[:-1]]
    return light


def _simplified_ring(ring: Ring, owners: Mapping[Point, set[str]], tolerance: float) -> Ring:
    points = ring[:-1]
    around = [owners[point] for point in points]
    # A node is where the set of communes around changes: arcs run from node to node.
    nodes = [i for i in range(len(points)) if around[i] != around[i - 1] or len(around[i]) >= _SHORTEST_ARC]
    if not nodes:
        first = min(range(len(points)), key=lambda index: points[index])
        nodes = sorted({first, (first + len(points) // 2) % len(points)})
    arcs = [
        [points[i % len(points)] for i in range(here, there + 1)]
        for here, there in zip(nodes, [*nodes[1:], nodes[0] + len(points)], strict=True)
    ]
    return [point for arc in arcs for point in simplified(arc, tolerance)[:-1]]


def _area(ring: Ring) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def _label(rings: list[Ring]) -> Point:
    """Return the point of a coarse grid that is inside the largest ring and farthest from its border."""
    ring = max(rings, key=_area)
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    grid = [
        (min(xs) + (max(xs) - min(xs)) * i / _GRID, min(ys) + (max(ys) - min(ys)) * j / _GRID)
        for i in range(1, _GRID)
        for j in range(1, _GRID)
    ]
    inside = [point for point in grid if _inside(point, ring)]
    x, y = max(inside or [ring[0]], key=lambda point: min(_to_segment(point, ring)))
    return round(x, 1), round(y, 1)


def _inside(point: Point, ring: Ring) -> bool:
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossings += 1
    return crossings % 2 == 1


def _to_segment(point: Point, ring: Ring) -> Iterator[float]:
    px, py = point
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        length = (x2 - x1) ** 2 + (y2 - y1) ** 2
        t = 0.0 if length == 0 else max(0.0, min(1.0, ((px - x1) * (x2 - x1) + (py - y1) * (y2 - y1)) / length))
        yield sqrt((px - x1 - t * (x2 - x1)) ** 2 + (py - y1 - t * (y2 - y1)) ** 2)


def _path(rings: list[Ring]) -> str:
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings)
