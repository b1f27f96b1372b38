"""The command that founds or updates the territory."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django_scopes import scope, scopes_disabled

from belvedere.platform.search.queries import search
from belvedere.platform.territory.demo import DATA
from belvedere.platform.territory.models import Body, Commune, Parameter, Territory

FILES = (DATA / "clermont.json", DATA / "institutions.json")


def run(communes: Path, institutions: Path, *, on: str = "2026-11-23", siren: str = "246300701") -> str:
    out = StringIO()
    files = [f"--communes={communes}", f"--institutions={institutions}", f"--on={on}"]
    call_command("territory", "import", f"--siren={siren}", *files, stdout=out, no_color=True)
    return out.getvalue().strip()


def counts() -> tuple[int, int, int, int]:
    with scopes_disabled():
        tables = (Territory, Body, Commune, Parameter)
        return tuple(table.objects.count() for table in tables)  # type: ignore[return-value]  # four of them


def test_it_founds_then_updates(db: None, tmp_path: Path) -> None:
    assert run(*FILES) == "Clermont Auvergne Métropole\u00a0: 24 organismes."
    assert counts() == (1, 24, 21, 360)
    assert not Territory.objects.get().is_demonstration
    later = json.loads(FILES[0].read_text(encoding="utf-8"))
    later["communes"][0]["population"] = 11_111
    (tmp_path / "communes.json").write_text(json.dumps(later), encoding="utf-8")
    run(tmp_path / "communes.json", FILES[1])
    assert counts() == (1, 24, 21, 360)
    with scopes_disabled():
        assert Commune.objects.get(insee=later["communes"][0]["insee"]).population == 11_111


def test_what_is_imported_is_found(db: None, tmp_path: Path) -> None:
    run(*FILES)
    later = json.loads(FILES[0].read_text(encoding="utf-8"))
    royat = next(commune for commune in later["communes"] if commune["name"] == "Royat")
    royat["name"] = "Royat-les-Bains"
    (tmp_path / "communes.json").write_text(json.dumps(later), encoding="utf-8")
    with scope(territory=Territory.objects.get()):
        before = [hit.title for hit in search("Royat", kinds=["commune"])]
        run(tmp_path / "communes.json", FILES[1])
        assert (before, [hit.title for hit in search("bains", kinds=["commune"])]) == (["Royat"], ["Royat-les-Bains"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "ne se lit pas"),
        ("[]", "ne contient pas un objet JSON"),
        ("{}", "n’a pas la forme attendue"),
        ('{"siren": "246300701", "name": "X", "communes": [{}]}', "Rien n’a été importé"),
    ],
)
def test_a_wrong_file_imports_nothing(db: None, tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "communes.json").write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=said):
        run(tmp_path / "communes.json", FILES[1])
    assert counts() == (0, 0, 0, 0)


def test_a_missing_file_is_said(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ne se lit pas"):
        run(tmp_path / "absent.json", FILES[1])


def test_another_territory_is_refused(territory: Territory, tmp_path: Path) -> None:
    other = json.loads(FILES[0].read_text(encoding="utf-8")) | {"siren": "200000000"}
    (tmp_path / "communes.json").write_text(json.dumps(other), encoding="utf-8")
    with pytest.raises(CommandError, match="sert déjà Clermont Auvergne Métropole"):
        run(tmp_path / "communes.json", FILES[1], siren="200000000")
