"""The ten règlements that ship with the program, each judged on a case worked by hand; bad files are refused."""

import csv
import json
from pathlib import Path

import pytest

from belvedere.config.commands.reglement import main

ON = "2026-03-02"


def write(folder: Path, counts: dict[str, int], level: str) -> Path:
    rows = "".join(f"{commune},{count},{level},2026-03-01\n" for commune, count in counts.items())
    path = folder / "supports.csv"
    path.write_text(f"commune,count,level,date\n{rows}", encoding="utf-8")
    return path


def judged(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, object]:
    assert main([str(word) for word in ("judge", "--on", ON, "--json", *words)]) == 0
    return json.loads(capsys.readouterr().out)


# Twelve communes, 800 in all, none above 266 (a third of 800 is 266.67).
TWELVE = {"Ville": 266} | {f"c{number}": 49 for number in range(10)} | {"c10": 44}
CASES = [
    ("grenoble-alpes-2024", TWELVE, "email", (), [("debat", True), ("panel", False)]),
    ("grenoble-alpes-2024", TWELVE | {"Ville": 268}, "email", (), [("debat", False), ("panel", False)]),
    ("rennes-metropole", {"a": 998, "b": 1, "c": 1}, "declared", (), [("conseil", True)]),
    ("rennes-metropole", {"a": 999, "b": 1}, "declared", (), [("conseil", False)]),
    ("paris-5000", {"Paris": 5000}, "declared", (), [("examen", True)]),
    ("paris-5000", {"Paris": 4999}, "declared", (), [("examen", False)]),
    # 1 % of 2,686,300 is 26,863.
    ("madrid-consul", {"Madrid": 26_863}, "email", (), [("debate", True)]),
    ("madrid-consul", {"Madrid": 26_862}, "email", (), [("debate", False)]),
    ("senat", {"FR": 100_000}, "franceconnect", (), [("conference-des-presidents", True)]),
    ("senat", {"FR": 100_000}, "email", (), [("conference-des-presidents", False)]),
    ("assemblee-nationale", {"FR": 500_000}, "franceconnect", (), [("debat", True)]),
    ("assemblee-nationale", {"FR": 499_999}, "franceconnect", (), [("debat", False)]),
    ("united-kingdom", {"UK": 10_000}, "email", (), [("moderation", True), ("response", True), ("debate", False)]),
    # 705 × 6 = 4,230 for Malta, Cyprus and Luxembourg; Germany 67,680, France 55,695, Italy 53,580, Spain 41,595.
    (
        "european-initiative",
        {"DE": 780_760, "FR": 55_695, "IT": 53_580, "ES": 41_595, "MT": 4230, "CY": 4230, "LU": 59_910},
        "declared",
        (),
        [("commission", True)],
    ),
    (
        "european-initiative",
        {"DE": 780_761, "FR": 55_695, "IT": 53_580, "ES": 41_595, "MT": 4229, "CY": 4230, "LU": 59_910},
        "declared",
        (),
        [("commission", False)],
    ),
    # A tenth of 9,501 voters is 950.1: 951 are needed.
    ("cgct-l1112-16-commune", {"a": 951}, "register", ("registered_voters=9501",), [("ordre-du-jour", True)]),
    ("cgct-l1112-16-commune", {"a": 950}, "register", ("registered_voters=9501",), [("ordre-du-jour", False)]),
    ("cgct-l1112-16-commune", {"a": 951}, "register", (), [("ordre-du-jour", None)]),
    ("cgct-l5211-49-epci", {"a": 500, "b": 500}, "register", ("registered_voters=10000",), [("consultation", True)]),
    ("cgct-l5211-49-epci", {"a": 500, "b": 499}, "register", ("registered_voters=10000",), [("consultation", False)]),
]


@pytest.mark.parametrize(("name", "counts", "level", "references", "expected"), CASES)
def test_real_regulations(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    counts: dict[str, int],
    level: str,
    references: tuple[str, ...],
    expected: list[tuple[str, bool | None]],
) -> None:
    words = [word for reference in references for word in ("--reference", reference)]
    found = judged(capsys, "--reglement", name, "--supports", write(tmp_path, counts, level), *words)
    assert [(step["code"], step["met"]) for step in found["steps"]] == expected


def test_each_regulation_is_judged_above() -> None:
    from belvedere.config.commands.reglement import shipped  # noqa: PLC0415 -- only here

    assert {name for name, *_ in CASES} == set(shipped())


def test_the_whole_judgement(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, {"b": 300, "a": 600}, "email")
    assert judged(capsys, "--reglement", "rennes-metropole", "--supports", path) == {
        "regulation": "rennes-metropole",
        "authority": "Rennes Métropole",
        "source": "fabriquecitoyenne.fr, « Le droit d’interpellation citoyenne » ; metropole.rennes.fr",
        "on": ON,
        "total": 900,
        "by_territory": {"a": 600, "b": 300},
        "left_aside": {},
        "steps": [
            {
                "code": "conseil",
                "effect": "debate",
                "title": {
                    "fr": "Examen par le conseil métropolitain",
                    "en": "Taken up by the metropolitan council",
                },
                "met": False,
                "counted": 900,
                "conditions": [
                    {
                        "kind": "total",
                        "met": False,
                        "needed": 1000,
                        "got": 900,
                        "missing": 100,
                        "territory": None,
                        "nearest": [],
                    },
                    {
                        "kind": "territories",
                        "met": False,
                        "needed": 3,
                        "got": 2,
                        "missing": 1,
                        "territory": None,
                        "nearest": [],
                    },
                ],
                "why": {
                    "fr": "Il manque 100\u00a0soutiens et 1\u00a0commune.",
                    "en": "Still missing: 100 supports and 1 commune.",
                },
            }
        ],
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ville,date\na,2026-01-01\n", "line 1: no column « commune » among ville, date: add it."),
        ("commune,date\n,2026-01-01\n", "line 2, column commune: empty; write the commune of the support."),
        ("commune;date\na;hier\n", "line 2, column date: Invalid isoformat string: 'hier'."),
        ("commune,level\na,sure\n", "line 2, column level: 'sure' is not a valid Level."),
        ("commune,count\na,-1\n", "line 2, column count: -1 is negative; write how many supports the row stands for."),
        (
            f"commune\na\n{'b' * 200_000}\n",
            "after line 2: field larger than field limit (131072); write one support by line, as a spreadsheet does.",
        ),
        (
            f"commune,{'b' * 200_000}\na,1\n",
            "line 1: field larger than field limit (131072); write one support by line, as a spreadsheet does.",
        ),
        ('"commune\n', "line 1: unexpected end of data; write one support by line, as a spreadsheet does."),
        ('commune\n"a\n', "after line 1: unexpected end of data; write one support by line, as a spreadsheet does."),
    ],
)
def test_bad_supports_are_refused_with_their_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    path = tmp_path / "s.csv"
    path.write_text(text, encoding="utf-8")
    assert main(["judge", "--reglement", "paris-5000", "--supports", str(path), "--on", ON]) == 2
    assert capsys.readouterr().err.endswith(f"{message}\n")


def test_an_unknown_regulation_names_those_there_are(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["judge", "--reglement", "nowhere", "--supports", str(tmp_path / "x.csv"), "--on", ON]) == 2
    assert capsys.readouterr().err.startswith("regulation: There is no file nowhere; the program's own are: assemblee")


@pytest.mark.parametrize("text", [None, "a = [" + "[" * 100_000, "a = 1"])
def test_what_is_no_regulation_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None) -> None:
    path = tmp_path / "r.toml"
    if text is None:
        path.mkdir()
    else:
        path.write_text(text, encoding="utf-8")
    supports = write(tmp_path, {"a": 1}, "email")
    assert main(["judge", "--reglement", str(path), "--supports", str(supports), "--on", ON]) == 2
    assert capsys.readouterr().err.startswith("regulation: ")


def test_the_longest_cell_is_ours_whatever_a_library_has_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = csv.field_size_limit(10_000_000)
    try:
        path = tmp_path / "s.csv"
        path.write_text(f"commune\n{'b' * 200_000}\n", encoding="utf-8")
        assert main(["judge", "--reglement", "paris-5000", "--supports", str(path), "--on", ON]) == 2
        assert csv.field_size_limit() == 10_000_000
    finally:
        csv.field_size_limit(before)


def test_without_json_one_line_by_step(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, {"Paris": 5000}, "email")
    assert main(["judge", "--reglement", "paris-5000", "--supports", str(path), "--on", ON]) == 0
    assert capsys.readouterr().out == (
        "Examen par la Commission parisienne du débat public — Le palier est atteint\u00a0: 5\u00a0000\u00a0soutiens.\n"
    )
