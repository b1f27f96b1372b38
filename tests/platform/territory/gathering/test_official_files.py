"""An intercommunality from official files, and what is said of files that are not right."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django_scopes import scopes_disabled

from belvedere.platform.territory.gathering.gathered import importable
from belvedere.platform.territory.gathering.official_files import Files, gather
from belvedere.platform.territory.models import Territory

SIREN = "200000001"


def square(west: float, south: float) -> list[list[float]]:
    return [[west, south], [west + 0.1, south], [west + 0.1, south + 0.1], [west, south + 0.1], [west, south]]


def feature(insee: str, name: str, west: float, siren: str = SIREN) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"INSEE_COM": insee, "NOM": name, "SIREN_EPCI": siren},
        "geometry": {"type": "Polygon", "coordinates": [square(west, 45.0)]},
    }


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """As IGN, Insee, La Poste and the directory of town halls write them: separators and column names differ."""
    collection = {"type": "FeatureCollection", "features": [
        feature("63001", "L'Une", 3.0), feature("63002", "Autre", 3.1), feature("63003", "Ailleurs", 3.2, "200000002"),
    ]}  # fmt: skip
    collection["features"][1]["geometry"] = {"type": "MultiPolygon", "coordinates": [[square(3.1, 45.0)]]}  # type: ignore[index]  # a list
    found = Files(*(tmp_path / name for name in ("communes.geojson", "populations.csv", "postal.csv", "halls.csv")))
    found.outlines.write_text(json.dumps(collection), encoding="utf-8")
    found.populations.write_text(
        "code_insee,annee_reference,population_municipale\n63001,2021,900\n63001,2023,1000\n63002,2023,2000\n", "utf-8"
    )
    assert found.postal_codes
    assert found.town_halls
    found.postal_codes.write_text(
        "\ufeff#Code_commune_INSEE;Nom_de_la_commune;Code_postal\n63001;UNE;63100\n63001;UNE;63100\n63001;UNE;63110\n",
        "utf-8",
    )
    found.town_halls.write_text(
        "code_insee,adresse,code_postal,ville,telephone,courriel,site,horaires\n"
        "63001,1 place de l'Église,63100,L'Une,04 00 00 00 00,mairie@une.example,,lundi 9 h – 12 h\n", "utf-8"
    )  # fmt: skip
    return found


def test_what_is_gathered(files: Files) -> None:
    data = importable(gather(siren=SIREN, name="Communauté d'essai", files=files, source="IGN 2026"))
    une, autre = sorted(data["communes"], key=lambda commune: commune["insee"])
    assert (data["name"], data["population_year"]) == ("Communauté d’essai", 2023)
    assert data["population_source"] == "Insee, population municipale 2023 (populations.csv)"
    assert {key: une[key] for key in ("insee", "siren", "name", "population", "postal_codes", "town_hall")} == {
        "insee": "63001",
        "siren": "216300012",
        "name": "L’Une",
        "population": 1000,
        "postal_codes": ["63100", "63110"],
        "town_hall": {
            "street": "1 place de l’Église",
            "postal_code": "63100",
            "city": "L’Une",
            "phone": "04 00 00 00 00",
            "email": "mairie@une.example",
            "website": "",
            "opening_hours": [{"days": "", "hours": "lundi 9 h – 12 h"}],
        },
    }
    assert (autre["postal_codes"], autre["town_hall"]["street"], round(autre["area_km2"])) == ([], "", 87)


def imported(files: Files, **changes: str) -> str:
    out = StringIO()
    options = {
        "siren": SIREN, "name": "Communauté d’essai", "source": "IGN 2026", "outlines": files.outlines,
        "populations": files.populations, "postal-codes": files.postal_codes, "town-halls": files.town_halls, **changes,
    }  # fmt: skip
    given = [f"--{name}={value}" for name, value in options.items() if value]
    call_command("territory", "import", *given, stdout=out, no_color=True)
    return out.getvalue().strip()


def test_the_command_takes_them(db: None, files: Files) -> None:
    assert imported(files) == "Communauté d’essai\u00a0: 3 organismes."


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("communes.geojson", "{", "n’est pas un fichier GeoJSON"),
        ("communes.geojson", "[]", "n’est pas un fichier GeoJSON"),
        ("communes.geojson", '{"features": []}', "ne contient aucune commune de l’intercommunalité 200000001"),
        ("communes.geojson", '{"features": [{"properties": null}]}', "n’a pas la forme attendue"),
        (
            "communes.geojson",
            '{"features": [{"properties": {"code": "63001", "nom": "A"}, "geometry": {"type": "Point"}}]}',
            "géométrie «\u00a0Point\u00a0»",
        ),
        ("populations.csv", "code_insee,annee,population\n63001,2023,12\n", "ne dit rien de la commune 63002"),
        (
            "populations.csv",
            "code_insee,annee\n63001,2023\n",
            "il manque une colonne «\u00a0population_municipale\u00a0»",
        ),
        ("populations.csv", "code_insee,annee,population\n63001,2023,douze\n", "n’a pas la forme attendue"),
        ("postal.csv", "code;ville\n63001;Une\n", "il manque une colonne «\u00a0code_postal\u00a0»"),
    ],
)
def test_a_wrong_file_is_said_and_nothing_imported(
    db: None, files: Files, tmp_path: Path, name: str, content: str, said: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=said):
        imported(files)
    assert not Territory.objects.exists()


def test_what_goes_with_outlines_is_asked(db: None, files: Files) -> None:
    with pytest.raises(CommandError, match="Avec --outlines, donnez aussi --name, --source"):
        imported(files, name="", source="")


def test_the_siren_is_that_of_the_file(db: None, tmp_path: Path) -> None:
    path = tmp_path / "communes.json"
    path.write_text('{"siren": "1", "communes": []}', encoding="utf-8")
    with pytest.raises(CommandError, match="est celui du SIREN 1, pas 2"):
        call_command("territory", "import", "--siren=2", f"--communes={path}")
    with scopes_disabled():
        assert not Territory.objects.exists()
