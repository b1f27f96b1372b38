"""``belvedere sortition check``: whether a panel exists, and why not."""

import json
from pathlib import Path

import pytest

from belvedere.config.commands.sortition import main
from belvedere.engines.sortition.problem_json import to_json
from belvedere.engines.sortition.reading import read_problem

CATEGORIES = "category,name,min,max\nsexe,F,2,2\nsexe,H,1,2\nâge,16-24,0,1\nâge,25+,0,3\n"
RESPONDENTS = "id,sexe,âge,foyer\na,F,16-24,1\nb,F,16-24,2\nc,F,25+,1\nd,H,25+,3\n"

EXISTS = ["A panel of 3 exists among 4 people.", "Everybody is in some panel."]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "C.csv").write_text(CATEGORIES, encoding="utf-8")
    (tmp_path / "R.csv").write_text(RESPONDENTS, encoding="utf-8")
    return ["--categories", str(tmp_path / "C.csv"), "--respondents", str(tmp_path / "R.csv")]


def _said(capsys: pytest.CaptureFixture[str]) -> tuple[list[str], list[str]]:
    said = capsys.readouterr()
    return said.out.splitlines(), said.err.splitlines()


def test_a_panel_exists(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *files, "--size", "3"]) == 0
    assert _said(capsys) == (EXISTS, [])


def test_a_problem_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    problem = read_problem(CATEGORIES, RESPONDENTS, size=3).problem
    (tmp_path / "P.json").write_text(to_json(problem), encoding="utf-8")
    assert main(["check", "--problem", str(tmp_path / "P.json")]) == 0
    assert _said(capsys) == (EXISTS, [])


def test_no_panel(files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *files, "--size", "2", "--out", str(tmp_path / "out")]) == 3
    out, err = _said(capsys)
    assert out == []
    assert err == [
        "no_panel: No panel exists. The minima of sexe add up to 3: more than the 2 places.",
        "In conflict:",
        "  - 2 people in all",
        "  - at least 2 of sexe = F (categories, line 2)",
        "  - at least 1 of sexe = H (categories, line 3)",
        "A panel would exist with any one of these, the least first; you decide:",
        "  1. lower the minimum of sexe = F from 2 to 1",
        "  2. lower the minimum of sexe = H from 1 to 0",
        "  3. raise the size from 2 to 3",
    ]
    written = json.loads((tmp_path / "out" / "relaxation.json").read_text(encoding="utf-8"))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["relaxation.json"]
    assert written["conflict"]["rules"] == [
        {"bound": 2, "sentence": "2 people in all", "side": "size"},
        {"bound": 2, "category": "sexe", "sentence": "at least 2 of sexe = F", "side": "minimum", "value": "F"},
        {"bound": 1, "category": "sexe", "sentence": "at least 1 of sexe = H", "side": "minimum", "value": "H"},
    ]
    assert [relaxation["sentence"] for relaxation in written["relaxations"]] == [line[5:] for line in err[-3:]]


def test_people_who_can_never_be_drawn(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(files[1]).write_text(CATEGORIES.replace("16-24,0,1", "16-24,0,0"), encoding="utf-8")
    Path(files[3]).write_text(RESPONDENTS.replace("b,F,16-24", "b,F,25+"), encoding="utf-8")
    assert main(["check", *files, "--size", "3"]) == 0
    reason = "The maximum of âge = 16-24 is 0: nobody of that value is taken. In conflict: at most 0 of âge = 16-24."
    assert _said(capsys)[0] == [EXISTS[0], "People who can never be drawn: 1.", f"  - a: {reason}"]


def test_households(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(files[3]).write_text(RESPONDENTS.replace("b,F,16-24,2", "b,H,25+,2"), encoding="utf-8")
    assert main(["check", *files, "--size", "3"]) == 0
    assert main(["check", *files, "--size", "3", "--household", "foyer"]) == 3
    err = capsys.readouterr().err.splitlines()
    assert err[2:4] == ["  - at least 2 of sexe = F (categories, line 2)", "  - at most one person by household"]


def test_every_fault_is_said(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(files[1]).write_text(CATEGORIES.replace("F,2,2", "F,3,2"), encoding="utf-8")
    Path(files[3]).write_text(RESPONDENTS + "d,X,25+,\n", encoding="utf-8")
    assert main(["check", *files, "--size", "2"]) == 2
    assert capsys.readouterr().err == (
        "minimum_over_maximum: categories, line 2, column min: For sexe = F, the minimum 3 is over the maximum 2. "
        "Lower the minimum or raise the maximum.\n"
        "duplicate_id: respondents, line 6, column id: « d » is the id of 2 rows: lines 5, 6. "
        "Remove the row that is there twice, or give each person an id of their own.\n"
        "unknown_value: respondents, line 6, column sexe: « X » (line 6) is no value of sexe; those of the categories "
        "file are: F, H. Correct it, or add a quota for it.\n"
    )


def test_notices_are_said_unless_quiet(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(files[3]).write_text(RESPONDENTS.replace("d,H", "d,h"), encoding="utf-8")
    assert main(["check", *files, "--size", "3"]) == 0
    notice = "notice: respondents, column sexe: Read without minding spaces, case and dashes: « h » as « H » (1)."
    assert _said(capsys)[1] == [notice]
    assert main(["check", *files, "--size", "3", "--quiet"]) == 0
    assert _said(capsys)[1] == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "missing_argument: Give --respondents, --categories and --size; or --problem."),
        (["--problem", "none.json"], "cannot_read: none.json: No such file or directory. Check the name of the file."),
    ],
)
def test_bad_arguments(arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *arguments]) == 2
    assert _said(capsys) == ([], [sentence])
