"""``belvedere sortition lottery``, ``commit``, ``draw`` and ``verify``: from a pool to a panel, and what is refused."""

import json
from pathlib import Path

import pytest

from belvedere.config.commands.sortition import main
from tools import verify_draw

CATEGORIES = "category,name,min,max\nsexe,F,1,2\nsexe,H,1,2\n"
RESPONDENTS = "id,sexe\n" + "".join(f"p{place},{sex}\n" for place, sex in enumerate("FFFFHHHH"))
AT = ["--at", "2026-11-01T10:00:00+00:00"]
LATER = ["--at", "2026-11-02T18:30:00+00:00"]


@pytest.fixture
def pool(tmp_path: Path) -> list[str]:
    (tmp_path / "C.csv").write_text(CATEGORIES, encoding="utf-8")
    (tmp_path / "R.csv").write_text(RESPONDENTS, encoding="utf-8")
    return ["--categories", f"{tmp_path}/C.csv", "--respondents", f"{tmp_path}/R.csv", "--size", "3", "--quiet"]


@pytest.fixture
def lottery(pool: list[str], tmp_path: Path) -> Path:
    assert main(["lottery", *pool, "--panels", "10", "--objective", "maximin", "--out", f"{tmp_path}/lottery"]) == 0
    return tmp_path / "lottery"


def _commit(folder: Path, *words: str) -> int:
    return main(["commit", *words, *AT, "--secret", f"{folder}/secret", "--out", f"{folder}/draw"])


def test_size_is_that_of_the_lottery_where_the_problem_says_how_many_people_sit(lottery: Path, tmp_path: Path) -> None:
    words = ["--problem", f"{lottery}/problem.json", "--size", "20", "--quiet", "--out", f"{tmp_path}/again"]
    assert main(["lottery", *words]) == 0
    assert json.loads((tmp_path / "again/lottery.json").read_text(encoding="utf-8"))["panels"] == 20


def test_a_lottery_that_was_looked_at_is_the_one_that_is_committed_and_drawn(
    lottery: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _commit(tmp_path, "--lottery", str(lottery), "--count", "2") == 0
    commitment = capsys.readouterr().out.splitlines()[-1].removeprefix("commitment: ")
    draw = tmp_path / "draw"
    assert (draw / "lottery.csv").read_bytes() == (lottery / "lottery.csv").read_bytes()
    assert json.loads((draw / "commitment.json").read_text(encoding="utf-8"))["objective"] == "maximin"

    assert main(["draw", str(draw), "--randomness", "07", *LATER]) == 0

    said = capsys.readouterr().out
    assert said == (draw / "result.json").read_text(encoding="utf-8")
    assert json.loads(said)["randomness"] == {"at": LATER[1], "kind": "dice10", "values": ["0", "7"]}
    assert main(["verify", str(draw), "--commitment", commitment]) == 0
    files = {path.name: path.read_text(encoding="utf-8") for path in draw.iterdir()}
    assert verify_draw.verify(files, commitment)[0] == f"Engagement / commitment: {commitment}"


def test_what_is_not_promised_is_not_drawn(lottery: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draw = str(tmp_path / "draw")
    assert _commit(tmp_path, "--lottery", str(lottery), "--count", "1", "--not-before", "2026-11-02T18:00:00Z") == 0
    cases = [
        (str(lottery), "7", LATER, "not_committed: "),
        (draw, "7", AT, "bad_randomness: The chance was promised for 2026-11-02T18:00:00+00:00"),
        (draw, "77", LATER, "bad_randomness: 2 values were typed, 1 were promised"),
        (draw, "x", LATER, "bad_randomness: Die 1 shows 'x'"),
    ]
    for folder, faces, hour, said in cases:
        capsys.readouterr()
        assert main(["draw", folder, "--randomness", faces, *hour]) == 2
        assert capsys.readouterr().err.startswith(said)
    assert not (tmp_path / "draw" / "result.json").exists()
    assert main(["draw", draw, "--randomness", "7", *LATER]) == 0
    assert main(["draw", draw, "--randomness", "8", *LATER]) == 2
    assert capsys.readouterr().err.startswith("already_drawn: ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--count", "1", "--panels", "11"], "bad_randomness: 1 dice cannot reach 11 panels"),
        (["--count", "0"], "bad_randomness: 0 values"),
        (["--kind", "sealed"], "bad_randomness: Give what each party sealed"),
        (["--kind", "beacon"], "past_chance: Say which round"),
        (["--kind", "beacon", "--round", "1000"], "past_chance: "),
        (["--not-before", "2026-10-31T10:00:00Z"], "past_chance: "),
        (["--problem", "P.json"], "too_many_arguments: --problem says it already: leave out --respondents, "),
        (["--lottery", "there"], "too_many_arguments: --lottery says it already: leave out --respondents, "),
    ],
)
def test_what_cannot_be_promised_is_refused_before_anything_is_written(
    pool: list[str], tmp_path: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _commit(tmp_path, *pool, *words) == 2
    assert capsys.readouterr().err.startswith(said)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["C.csv", "R.csv"]


def test_a_lottery_that_was_changed_is_not_committed(
    lottery: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    panels = (lottery / "lottery.csv").read_text(encoding="utf-8").splitlines()
    members = panels[1].partition(",")[2].split()
    stranger = next(f"p{place}" for place in range(8) if f"p{place}" not in members)
    changed = "\n".join([panels[0], f"0,{members[0]} {members[1]} p0 {stranger}", *panels[2:]]) + "\n"
    (lottery / "lottery.csv").write_text(changed, encoding="utf-8")
    assert _commit(tmp_path, "--lottery", str(lottery), "--count", "1") == 4
    assert capsys.readouterr().err.startswith("not_verified: panel 0: ")
    (lottery / "lottery.csv").unlink()
    assert _commit(tmp_path, "--lottery", str(lottery), "--count", "1") == 2
    assert capsys.readouterr().err.startswith("bad_folder: ")
    assert not (tmp_path / "draw").exists()


def test_without_a_panel_the_lottery_writes_what_could_be_given_up(
    pool: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "C.csv").write_text(CATEGORIES.replace("F,1,2", "F,3,3"), encoding="utf-8")
    assert main(["lottery", *pool, "--out", f"{tmp_path}/lottery"]) == 3
    assert capsys.readouterr().err.startswith("no_panel: No panel exists. The minima of sexe add up to 4")
    assert [path.name for path in (tmp_path / "lottery").iterdir()] == ["relaxation.json"]
    (tmp_path / "C.csv").write_text(CATEGORIES, encoding="utf-8")
    assert main(["lottery", *pool, "--panels", "10", "--out", f"{tmp_path}/lottery"]) == 0
    assert sorted(path.name for path in (tmp_path / "lottery").iterdir()) == [
        "lottery.csv",
        "lottery.json",
        "probabilities.csv",
        "problem.json",
    ]
