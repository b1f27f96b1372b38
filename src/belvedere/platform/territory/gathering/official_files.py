"""An intercommunality from official files: outlines as GeoJSON, populations, postal codes and town halls as CSV."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any  # GeoJSON is JSON, and town halls are the file's own texts

from django.utils.translation import gettext as _

from belvedere.platform.territory.gathering.gathered import Gathered, GatheredCommune, GatheringFailed, typographic
from belvedere.platform.territory.gathering.geometry import Ring

# The names that the same column has in the files of Insee, IGN, La Poste, geo.api.gouv.fr and the DILA.
INSEE = ("code_insee", "code", "insee_com", "codgeo", "code_commune_insee", "#code_commune_insee", "com")
NAME = ("nom", "nom_com", "libgeo", "name")
EPCI = ("siren_epci", "codeepci", "epci", "code_siren")
YEAR = ("annee_reference", "annee", "an_recens")
POPULATION = ("population_municipale", "population", "pmun")
POSTAL_CODE = ("code_postal", "code postal", "cp")
TOWN_HALL = {"street": "adresse", "city": "ville", "phone": "telephone", "email": "courriel", "website": "site"}


@dataclass(frozen=True)
class Files:
    """Where the files are; the outlines and the populations are needed, the others are not."""

    outlines: Path
    populations: Path
    postal_codes: Path | None = None
    town_halls: Path | None = None


def gather(*, siren: str, name: str, files: Files, source: str) -> Gathered:
    """Return the communes of a GeoJSON file that belong to an intercommunality: all of them when it does not say."""
    populations = latest_populations(files.populations)
    postal_codes = _postal_codes(files.postal_codes)
    town_halls = _town_halls(files.town_halls)
    communes = [
        GatheredCommune(
            insee=insee,
            name=typographic(label),
            rings=rings,
            population=_population(insee, populations),
            postal_codes=tuple(postal_codes.get(insee, ())),
            town_hall=town_halls.get(insee, {}),
        )
        for insee, label, rings in _features(files.outlines, siren)
    ]
    if not communes:
        message = _("%(path)s ne contient aucune commune de l’intercommunalité %(siren)s.")
        raise GatheringFailed(message % {"path": files.outlines, "siren": siren})
    year = max(populations[commune.insee][1] for commune in communes)
    return Gathered(
        siren=siren,
        name=typographic(name),
        source=source,
        population_source=f"Insee, population municipale {year} ({files.populations.name})",
        population_year=year,
        communes=tuple(communes),
    )


def with_populations(gathered: Gathered, path: Path) -> Gathered:
    """Return the same communes with the populations of a dated file."""
    populations = latest_populations(path)
    communes = tuple(
        replace(commune, population=_population(commune.insee, populations)) for commune in gathered.communes
    )
    year = max(populations[commune.insee][1] for commune in communes)
    source = f"Insee, population municipale {year} ({path.name})"
    return replace(gathered, communes=communes, population_source=source, population_year=year)


def latest_populations(path: Path, year: int | None = None) -> dict[str, tuple[int, int]]:
    """Return, by Insee code, the population and its year: the year asked, or the latest of the file."""
    found: dict[str, tuple[int, int]] = {}
    for row in _table(path):
        insee, population = _cell(row, INSEE, path), int(_cell(row, POPULATION, path))
        of_year = int(_cell(row, YEAR, path))
        if (year is None or of_year == year) and of_year >= found.get(insee, (0, 0))[1]:
            found[insee] = population, of_year
    return found


def _population(insee: str, populations: Mapping[str, tuple[int, int]]) -> int:
    if insee not in populations:
        message = _("Le fichier des populations ne dit rien de la commune %(insee)s : ajoutez sa ligne.")
        raise GatheringFailed(message % {"insee": insee})
    return populations[insee][0]


def _postal_codes(path: Path | None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in _table(path) if path else ():
        codes = found.setdefault(_cell(row, INSEE, path), [])
        if (code := _cell(row, POSTAL_CODE, path).zfill(5)) not in codes:
            codes.append(code)
    return found


def _town_halls(path: Path | None) -> dict[str, dict[str, Any]]:
    return {
        _cell(row, INSEE, path): {
            **{field: typographic(row.get(column, "")) for field, column in TOWN_HALL.items()},
            "postal_code": _cell(row, POSTAL_CODE, path),
            "opening_hours": [{"days": "", "hours": row["horaires"]}] if row.get("horaires") else [],
        }
        for row in (_table(path) if path else ())
    }


def _features(path: Path, siren: str) -> Iterator[tuple[str, str, list[Ring]]]:
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = _("%(path)s n’est pas un fichier GeoJSON de communes : %(error)s")
        raise GatheringFailed(message % {"path": path, "error": repr(error)}) from error
    for feature in features:
        facts = {key.lower(): str(value) for key, value in feature["properties"].items()}
        epci = next((facts[key] for key in EPCI if key in facts), siren)
        if epci == siren:
            yield _cell(facts, INSEE, path), _cell(facts, NAME, path), _rings(feature["geometry"], path)


def _rings(geometry: Mapping[str, Any], path: Path) -> list[Ring]:
    polygons = {"Polygon": lambda shape: [shape], "MultiPolygon": lambda shape: shape}.get(geometry["type"])
    if polygons is None:
        message = _("%(path)s contient une géométrie « %(kind)s » : il faut des polygones.")
        raise GatheringFailed(message % {"path": path, "kind": geometry["type"]})
    return [[(x, y) for x, y, *_height in ring] for shape in polygons(geometry["coordinates"]) for ring in shape]


def _table(path: Path | None) -> Iterator[dict[str, str]]:
    if path is None:
        return
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = _("%(path)s ne se lit pas : %(error)s")
        raise GatheringFailed(message % {"path": path, "error": error}) from error
    first = text.split("\n", 1)[0]
    for row in csv.DictReader(text.splitlines(), delimiter=";" if first.count(";") > first.count(",") else ","):
        yield {
            (key or "").strip().lower(): (value or "").strip() for key, value in row.items() if isinstance(value, str)
        }


def _cell(row: Mapping[str, str], names: tuple[str, ...], path: Path | None) -> str:
    for name in names:
        if row.get(name):
            return row[name]
    message = _("%(path)s : il manque une colonne « %(name)s » remplie à chaque ligne.")
    raise GatheringFailed(message % {"path": path, "name": names[0]})
