"""What is gathered about an intercommunality, and the file that the territory is imported from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any  # the shape of the file is that of data/clermont.json

from belvedere.platform.territory.gathering.geometry import BOX_WIDTH, Ring, drawing


class GatheringFailed(Exception):
    """A source lacks what an intercommunality needs; the message says what, and what to do."""


@dataclass(frozen=True)
class GatheredCommune:
    """A commune as its sources tell it; ``rings`` are in degrees."""

    insee: str
    name: str
    rings: list[Ring]
    population: int
    postal_codes: tuple[str, ...] = ()
    town_hall: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Gathered:
    """An intercommunality; ``population_year`` is None when the source does not say it."""

    siren: str
    name: str
    source: str
    population_source: str
    population_year: int | None
    communes: tuple[GatheredCommune, ...]


NO_TOWN_HALL: Mapping[str, Any] = {
    "street": "", "postal_code": "", "city": "", "phone": "", "email": "", "website": "", "opening_hours": [],
}  # fmt: skip


def importable(gathered: Gathered) -> dict[str, Any]:
    """Return the file to import: what was gathered, drawn in one box, communes by Insee code."""
    communes = sorted(gathered.communes, key=lambda commune: commune.insee)
    drawn = drawing({commune.insee: commune.rings for commune in communes})
    return {
        "siren": gathered.siren,
        "name": gathered.name,
        "source": gathered.source,
        "population_source": gathered.population_source,
        "population_year": gathered.population_year,
        "width": round(BOX_WIDTH),
        "height": drawn.height,
        "communes": [
            {
                "insee": commune.insee,
                "siren": siren_of(commune.insee),
                "name": commune.name,
                "area_km2": drawn.areas_km2[commune.insee],
                "outline": drawn.paths[commune.insee],
                "label": list(drawn.labels[commune.insee]),
                "town_hall": {**NO_TOWN_HALL, **commune.town_hall},
                "population": commune.population,
                "postal_codes": sorted(commune.postal_codes),
            }
            for commune in communes
        ],
    }


def siren_of(insee: str) -> str:
    """Return the SIREN that Insee builds for a commune: 21, department, number, then the key of Luhn.

    Corsica keeps its former number 20; overseas departments take three digits.

    >>> siren_of("63014"), siren_of("2A004"), siren_of("97411")
    ('216300145', '212000046', '219740115')
    """
    department, number = (insee[:3], insee[3:]) if insee.startswith("97") else (insee[:2], insee[2:])
    stem = f"21{department.replace('2A', '20').replace('2B', '20')}{number:0>{6 - len(department)}}"
    doubled = [int(digit) * (1 if place % 2 else 2) for place, digit in enumerate(stem, start=1)]
    return f"{stem}{-sum(sum(divmod(number, 10)) for number in doubled) % 10}"


def typographic(text: str) -> str:
    """Return a text with the apostrophe of print.

    >>> typographic("Cournon-d'Auvergne")
    'Cournon-d’Auvergne'
    """
    return text.replace("'", "’")
