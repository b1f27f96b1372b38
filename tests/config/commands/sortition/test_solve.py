"""``belvedere sortition solve``: the results whole, the same everywhere, or why there are none."""

import csv
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from belvedere.config.commands.sortition import main
from belvedere.config.commands.sortition import solve as command
from belvedere.engines.sortition.problem import SortitionError
from belvedere.engines.sortition.reading import Columns, read_problem
from tests.config.processes import ROOT, environment

CATEGORIES = """category,name,min,max
sexe,F,3,3
sexe,H,3,3
âge,16-24,1,2
âge,25-64,2,3
âge,65+,1,2
commune,Aubière,1,3
commune,Orcines,1,2
commune,Cébazat,2,3
"""
VALUES = ("F", "H"), ("16-24", "25-64", "65+"), ("Aubière", "Orcines", "Cébazat")
FILES = ["certificate.json", "panels.csv", "probabilities.csv", "report.html", "report.md"]


def _respondents() -> list[str]:
    chance = random.Random(7)  # noqa: S311 -- a pool for tests
    people = [",".join(chance.choice(values) for values in VALUES) for _ in range(40)]
    return [f"p{number},{person},foyer {number // 2 if number < 8 else number}" for number, person in enumerate(people)]


COMMAND = [sys.executable, "-m", "belvedere", "sortition", "solve"]
HEADER = "id,sexe,âge,commune,foyer"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    return _written(tmp_path, CATEGORIES.splitlines(), [HEADER, *_respondents()])


def _written(folder: Path, categories: list[str], respondents: list[str]) -> list[str]:
    for name, lines in (("C.csv", categories), ("R.csv", respondents)):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return ["--categories", str(folder / "C.csv"), "--respondents", str(folder / "R.csv"), "--size", "6"]


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("objective", ["leximin"])
def test_the_results_agree_with_each_other(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], objective: str
) -> None:
    out = tmp_path / "out"
    assert main(["solve", *files, "--household", "foyer", "--objective", objective, "--out", str(out), "--quiet"]) == 0
    assert sorted(path.name for path in out.iterdir()) == FILES
    problem = read_problem(
        Path(files[1]).read_bytes(), Path(files[3]).read_bytes(), size=6, columns=Columns(household=("foyer",))
    ).problem
    ids = [person.id for person in problem.people]
    chances = dict.fromkeys(ids, 0.0)
    with (out / "panels.csv").open(encoding="utf-8", newline="") as file:
        panels = list(csv.DictReader(file))
    for panel in panels:
        members = panel["ids"].split(";")
        assert problem.is_panel(tuple(sorted(ids.index(name) for name in members)))
        for name in members:
            chances[name] += float(panel["probability"])
    with (out / "probabilities.csv").open(encoding="utf-8", newline="") as file:
        announced = {row["id"]: float(row["probability"]) for row in csv.DictReader(file)}
    assert announced == pytest.approx(chances, abs=1e-5)
    assert sum(announced.values()) == pytest.approx(6, abs=1e-5)
    proof = json.loads((out / "certificate.json").read_text(encoding="utf-8"))
    assert (proof["objective"], proof["gap"] <= 1e-6, len(proof["problem_sha256"])) == (objective, True, 64)
    assert f"`{proof['problem_sha256']}`" in (out / "report.md").read_text(encoding="utf-8").splitlines()
    assert capsys.readouterr() == (f"{out}: 40 people, {len(panels)} panels.\n", "")


def test_the_same_bytes_everywhere(tmp_path: Path) -> None:
    """Another locale, time zone, hash seed, order of rows and columns, encoding and delimiter."""
    chance = random.Random(3)  # noqa: S311 -- an order for tests
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    first = _written(tmp_path / "one", CATEGORIES.splitlines(), [HEADER, *_respondents()])
    header, *quotas = CATEGORIES.splitlines()
    shuffled = [header, *chance.sample(quotas, len(quotas))]
    people = [HEADER, *chance.sample(_respondents(), 40)]
    turned = [";".join(reversed(line.split(","))) for line in people]
    second = _written(tmp_path / "two", shuffled, turned)
    settings = {
        "one": {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "0"},
        "two": {"LC_ALL": "C.UTF-8", "LANG": "fr_FR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4242"},
    }
    for name, arguments in (("one", first), ("two", second)):
        ended = subprocess.run(
            [*COMMAND, *arguments, "--household", "foyer", "--quiet", "--out", str(tmp_path / name / "out")],
            check=False,
            capture_output=True,
            env=environment() | settings[name],
            cwd=ROOT,
            timeout=120,
        )
        assert (ended.returncode, ended.stderr) == (0, b"")
    assert _content(tmp_path / "one" / "out") == _content(tmp_path / "two" / "out")


def test_no_panel(files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(files[1]).write_text(CATEGORIES.replace("F,3,3", "F,4,4"), encoding="utf-8")
    out = tmp_path / "out"
    assert main(["solve", *files, "--out", str(out), "--quiet"]) == 3
    assert [path.name for path in out.iterdir()] == ["relaxation.json"]
    err = capsys.readouterr().err.splitlines()
    assert err[:5] == [
        "no_panel: No panel exists. The minima of sexe add up to 7: more than the 6 places.",
        "In conflict:",
        "  - 6 people in all",
        "  - at least 4 of sexe = F (categories, line 2)",
        "  - at least 3 of sexe = H (categories, line 3)",
    ]
    Path(files[1]).write_text(CATEGORIES, encoding="utf-8")
    assert main(["solve", *files, "--out", str(out), "--quiet"]) == 0
    assert sorted(path.name for path in out.iterdir()) == FILES


def test_bad_input_writes_nothing(files: list[str], tmp_path: Path) -> None:
    Path(files[1]).write_text("", encoding="utf-8")
    assert main(["solve", *files, "--out", str(tmp_path / "out")]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["C.csv", "R.csv"]


def test_a_folder_in_use_is_refused_before_the_work(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["solve", *files, "--out", str(tmp_path)]) == 2
    sentence = f"folder_in_use: {tmp_path} holds other files (C.csv, R.csv). Choose another folder with --out.\n"
    assert capsys.readouterr() == ("", sentence)


def test_a_solution_that_does_not_hold_is_not_written(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "check_certificate", lambda problem, solution: ("panel 1: 5 people instead of 6",))
    assert main(["solve", *files, "--out", str(tmp_path / "out"), "--quiet"]) == 4
    sentence = "not_proven: panel 1: 5 people instead of 6. Nothing is written; report the files.\n"
    assert capsys.readouterr() == ("", sentence)
    assert not (tmp_path / "out").exists()


def test_a_solver_that_refuses_its_own_work_is_a_verification_that_fails(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class NotProven(SortitionError):
        code = "not_proven"

    def refuse(*arguments: object, **options: object) -> None:
        raise NotProven("The solution does not pass its own check.")

    monkeypatch.setattr(command, "solve", refuse)
    assert main(["solve", *files, "--out", str(tmp_path / "out"), "--quiet"]) == 4
    assert capsys.readouterr().err == "not_proven: The solution does not pass its own check.\n"


def test_progress_is_told_line_by_line_off_a_terminal(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["solve", *files, "--out", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().err
    assert "panels: " in told
    assert "\r" not in told


def test_a_report_in_english(files: list[str], tmp_path: Path) -> None:
    assert main(["solve", *files, "--out", str(tmp_path / "out"), "--language", "en", "--quiet"]) == 0
    report = (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    assert report.startswith("# Drawing a panel of 6 people by lot\n")
