"""``belvedere opinions``: its files, the same for the same votes, and what is refused."""

import json
import re
from pathlib import Path

import pytest

from belvedere.config.commands.opinions import RESULTS, main
from belvedere.engines.opinions.votes import Tally
from belvedere.engines.opinions.writing import comments_csv, votes_csv
from tests.engines.opinions.debates import noise, planted, statements_of


def words_for(folder: Path, log: object, statements: int) -> list[str]:
    (folder / "V.csv").write_text(votes_csv(log), encoding="utf-8")  # type: ignore[arg-type]
    text = comments_csv(statements_of(statements), Tally.of(log))  # type: ignore[arg-type]
    (folder / "C.csv").write_text(text, encoding="utf-8")
    return ["--votes", f"{folder}/V.csv", "--comments", f"{folder}/C.csv", "--seed", "5", "--out", f"{folder}/out"]


def test_the_files_of_a_debate_with_two_groups(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log, member = planted(80, 30, 2, density=1.0, seed=2)
    assert main([*words_for(tmp_path, log, 30), "--quiet"]) == 0

    out = tmp_path / "out"
    assert {path.name for path in out.iterdir()} == RESULTS
    assert capsys.readouterr() == (f"{out}: 80 participants, 80 on the map, clear groups (40, 40).\n", "")
    rows = [line.split(",") for line in (out / "participants.csv").read_text(encoding="utf-8").splitlines()]
    assert rows[0] == ["participant", "x", "y", "group", "votes"]
    first = rows[1][3]
    assert [row[3] == first for row in rows[1:]] == [group == member[0] for group in member.tolist()]
    groups = json.loads((out / "groups.json").read_text(encoding="utf-8"))
    assert (groups["finding"], [one["size"] for one in groups["groups"]]) == ("clear groups", [40, 40])
    assert groups["stability"]["index"] > 0.95
    assert all(one["representative"] for one in groups["groups"])
    drawing = (out / "map.svg").read_text(encoding="utf-8")
    assert re.findall(r"<text[^>]*>(.*?)</text>", drawing) == ["A", "B"]
    assert re.findall(r"<desc[^>]*>(.*?)</desc>", drawing)[0] == (
        "80 points, un par participant placé\u00a0; par groupe\u00a0: A 40, B 40. "
        "Le tableau participants.csv dit la même chose."
    )
    assert "**Groupes nets\u00a0: 2.**" in (out / "report.md").read_text(encoding="utf-8")


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    words = words_for(tmp_path, planted(60, 15, 2, seed=1)[0], 15)
    assert main(words) == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert main(words) == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_no_clear_groups_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = words_for(tmp_path, noise(60, 15, seed=2), 15)
    assert main([*words, "--language", "en"]) == 0
    assert "no clear groups.\n" in capsys.readouterr().out
    groups = json.loads((tmp_path / "out" / "groups.json").read_text(encoding="utf-8"))
    assert (groups["finding"], groups["groups"]) == ("no clear groups", [])
    assert "**No clear groups.**" in (tmp_path / "out" / "report.md").read_text(encoding="utf-8")


def test_progress_is_told_line_by_line_off_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words_for(tmp_path, planted(60, 15, 2, seed=1)[0], 15)) == 0
    assert capsys.readouterr().err.splitlines()[0] == "drawing the map: 0/1"


def test_bad_input_is_said_with_its_place_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = words_for(tmp_path, noise(5, 4), 4)
    with (tmp_path / "V.csv").open("a", encoding="utf-8") as file:
        file.write("9,,0,1,oui\n9,,un,1,1\n")
    lines = (tmp_path / "V.csv").read_text(encoding="utf-8").count("\n")
    assert main(words) == 2
    assert capsys.readouterr().err.splitlines() == [
        (
            f"unknown_vote: votes, line {lines - 1}, column vote: « oui » is no vote. "
            "Write 1 (agree), -1 (disagree) or 0 (pass)."
        ),
        (
            f"not_a_number: votes, line {lines}, column comment-id: « un » is not a whole number from 0 up. "
            "Write the number with digits only."
        ),
    ]
    assert not (tmp_path / "out").exists()


def test_a_vote_on_an_unknown_statement_is_said_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = words_for(tmp_path, noise(5, 4), 4)
    with (tmp_path / "V.csv").open("a", encoding="utf-8") as file:
        file.write("9,,99,1,1\n")
    line = (tmp_path / "V.csv").read_text(encoding="utf-8").count("\n")
    assert main(words) == 2
    assert capsys.readouterr().err == (
        f"unknown_statement: votes, line {line}, column comment-id: Statement 99 is not in the comments file. "
        "Add it there, or remove its votes; check that both files come from the same export.\n"
    )


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = words_for(tmp_path, noise(5, 4), 4)
    (tmp_path / "C.csv").unlink()
    assert main(words) == 2
    assert capsys.readouterr().err == (
        f"cannot_read: {tmp_path}/C.csv: No such file or directory. Check the name of the file.\n"
    )


def test_a_folder_in_use_is_refused_before_the_work(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = words_for(tmp_path, noise(5, 4), 4)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("mine", encoding="utf-8")
    assert main(words) == 2
    assert capsys.readouterr().err.startswith("folder_in_use: ")
