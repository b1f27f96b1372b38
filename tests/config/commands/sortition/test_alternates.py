"""``belvedere sortition alternates``: the file whole, and what is refused."""

from pathlib import Path

import pytest

from belvedere.config.commands.sortition import main

CATEGORIES = "category,name,min,max\nsexe,F,2,2\nsexe,H,2,2\n"
RESPONDENTS = "id,sexe\n" + "".join(f"p{place},{sex}\n" for place, sex in enumerate("FFHHFFHH"))


@pytest.fixture
def words(tmp_path: Path) -> list[str]:
    files = {"C.csv": CATEGORIES, "R.csv": RESPONDENTS, "panel.csv": "id\np0\np1\np2\np3\n"}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    pool = ["--categories", f"{tmp_path}/C.csv", "--respondents", f"{tmp_path}/R.csv", "--size", "4", "--quiet"]
    return ["alternates", *pool, "--panel", f"{tmp_path}/panel.csv", "--out", f"{tmp_path}/out.csv"]


def test_the_alternates_are_written_and_what_they_save_is_said(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chances = ["--dropout", "0", "--dropout", "sexe=F:1"]

    assert main([*words, "--count", "2", *chances, "--seed", "3"]) == 0

    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "id,sexe\np4,F\np5,F\n"
    assert capsys.readouterr().out == (
        f"{tmp_path}/out.csv: 2 alternates.\n"
        "Places lost on average: 0.000; without alternates 4.000.\n"
        "No choice of as many alternates loses less than 0.000.\n"
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--count", "9", "--dropout", "0.1"], "no_alternates: 4 people can be alternates, 9 are asked for"),
        (["--count", "1", "--dropout", "douze"], "no_alternates: 'douze' is not a chance"),
        (["--count", "1", "--dropout", "sexe:0.2"], "no_alternates: 'sexe:0.2' is not a chance"),
        (["--count", "1", "--dropout", "sexe=X:0.2"], "no_alternates: No quota is about sexe = X"),
    ],
)
def test_bad_words_are_refused(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: list[str], said: str
) -> None:
    assert main([*words, *asked]) == 2

    assert capsys.readouterr().err.startswith(said)
    assert not (tmp_path / "out.csv").exists()


def test_an_id_that_is_not_of_the_pool_is_named(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "panel.csv").write_text("p0\np1\np2\npersonne\n", encoding="utf-8")

    assert main([*words, "--count", "1", "--dropout", "0.1"]) == 2

    assert "unknown_person" in capsys.readouterr().err
