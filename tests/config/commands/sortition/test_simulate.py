"""``belvedere sortition simulate``: the same bytes for the same seed, what it says, and what is refused."""

import json
from pathlib import Path

import pytest

from belvedere.config.commands.sortition import main

CATEGORIES = "category,name,min,max\nsexe,F,2,2\nsexe,H,2,2\n"
ROWS = [f"p{place:02},{sex}" for place, sex in enumerate("FFHHFFHHFFHH")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "C.csv").write_text(CATEGORIES, encoding="utf-8")
    (tmp_path / "R.csv").write_text("\n".join(["id,sexe", *ROWS]), encoding="utf-8")
    return tmp_path


def words(folder: Path, *more: str, out: str = "out") -> list[str]:
    pool = ["--categories", f"{folder}/C.csv", "--respondents", f"{folder}/R.csv", "--size", "4", "--quiet"]
    return ["simulate", *pool, "--recruitments", "50", "--out", f"{folder}/{out}", *more]


def test_the_figures_and_the_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chances = ["--dropout", "0", "--dropout", "sexe=F:1", "--alternates", "2", "--panels", "2", "--sets", "5"]

    assert main(words(folder, *chances)) == 0

    figures = json.loads((folder / "out" / "simulation.json").read_text(encoding="utf-8"))
    assert set(figures) == {
        "answer_rate",
        "dropout",
        "filled",
        "judged_letters",
        "letters",
        "pool",
        "recruitments",
        "respondents",
        "seed",
        "size",
    }
    assert figures["dropout"] == {
        "everyone": 0.0,
        "by_value": [["sexe", "F", 1.0]],
        "panels": 2,
        "alternates": 2,
        "places_lost": 0.0,
        "places_lost_without": 4.0,
    }
    assert (figures["pool"], figures["size"], figures["recruitments"], figures["judged_letters"]) == (12, 4, 50, None)
    assert figures["respondents"]["0.05"] >= 4
    assert figures["letters"]["0.5"] <= figures["letters"]["0.95"]
    report = (folder / "out" / "report.md").read_text(encoding="utf-8")
    assert report.startswith("# 50 recrutements simulés d’un panel de 4 personnes\n")
    assert "4,00 places perdues en moyenne sans suppléant, 0,00 avec 2 suppléants" in report
    times = figures["filled"]["times"]
    assert capsys.readouterr().out == f"{folder}/out: quotas filled in {times} recruitments of 50.\n"


def test_the_same_seed_gives_the_same_bytes_whatever_the_order_of_the_rows(folder: Path) -> None:
    main(words(folder, "--seed", "3"))
    (folder / "R.csv").write_text("\n".join(["id,sexe", *ROWS[::-1]]), encoding="utf-8")
    main(words(folder, "--seed", "3", out="again"))
    main(words(folder, "--seed", "4", out="other"))

    texts = [(folder / name / "simulation.json").read_bytes() for name in ("out", "again", "other")]
    assert texts[0] == texts[1] != texts[2]


def test_a_number_of_letters_is_judged(folder: Path) -> None:
    assert main(words(folder, "--letters", "1", "--language", "en")) == 0
    assert main(words(folder, "--letters", "1000000", out="many")) == 0

    few, many = (json.loads((folder / name / "simulation.json").read_text())["filled"] for name in ("out", "many"))
    assert (few["times"], many["times"]) == (0, 50)
    report = (folder / "out" / "report.md").read_text(encoding="utf-8")
    assert "With 1 letters, at least one panel exists in 0 recruitments of 50" in report
    assert "Drop-outs" not in report


def test_profiles_that_make_no_panel(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "R.csv").write_text("id,sexe\na,F\nb,F\nc,F\nd,F\n", encoding="utf-8")

    assert main(words(folder)) == 3

    assert capsys.readouterr().err.startswith("no_panel: ")
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--rate", "0"], "not_a_rate: "),
        (["--recruitments", "0"], "not_simulable: "),
        (["--seed", "-1"], "not_simulable: "),
        (["--dropout", "douze"], "no_alternates: 'douze' is not a chance"),
        (["--dropout", "sexe=X:0.5"], "no_alternates: No quota is about sexe = X"),
        (["--dropout", "2"], "no_alternates: 2.0 is not a chance"),
    ],
)
def test_words_that_cannot_be_obeyed(
    folder: Path, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    assert main(words(folder, *more)) == 2

    assert capsys.readouterr().err.startswith(said)
    assert not (folder / "out").exists()
