"""``belvedere seating``: files in, files out, exit codes."""

import csv
import json
from pathlib import Path

import pytest

from belvedere.config.commands.seating import main


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    colleges = ("elus", "services", "partenaires")
    rows = [f"p{number:02},{colleges[number % 3]}" for number in range(24)]
    path.write_text("id,college\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def arguments(people: Path, out: Path, *more: str) -> list[str]:
    rooms = ["--tables", "4", "--seats", "6", "--rounds", "3", "--seed", "1", "--moves", "9000"]
    return ["--participants", str(people), "--college", "college", *rooms, "--out", str(out), "--quiet", *more]


def asked(tmp_path: Path, constraints: object) -> str:
    path = tmp_path / "constraints.json"
    path.write_text(json.dumps(constraints), encoding="utf-8")
    return str(path)


def rows_of(out: Path) -> list[tuple[int, int, str]]:
    with (out / "seating.csv").open(encoding="utf-8", newline="") as file:
        return [(int(row["round"]), int(row["table"]), row["id"]) for row in csv.DictReader(file)]


def test_everyone_has_one_table_a_round_and_the_report_counts(
    people: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments(people, tmp_path / "out")) == 0
    rows = rows_of(tmp_path / "out")
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    mates: set[tuple[str, str]] = set()
    for number in (1, 2, 3):
        assert sorted(person for row, _table, person in rows if row == number) == [f"p{n:02}" for n in range(24)]
        for table in range(1, 5):
            members = [person for row, at, person in rows if (row, at) == (number, table)]
            assert len(members) == 6
            mates.update((a, b) for a in members for b in members if a < b)
    assert report["distinct_pairs"] == len(mates)
    assert report["balance"] == [{"attribute": "college", "cells": 36, "out_of_share": 0}]
    assert report["bound"] == 180
    assert all(len(report["not_met"][name]) + sum(name in pair for pair in mates) == 23 for name in report["not_met"])
    assert capsys.readouterr().out == f"{tmp_path / 'out'}: 24 people, {len(mates)} pairs meet of 180 at most.\n"


def test_same_files_in_another_order_give_the_same_bytes(people: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    title, *rows = people.read_text(encoding="utf-8").splitlines()
    other.write_text("\n".join([title, *reversed(rows)]), encoding="utf-8")
    assert main(arguments(people, tmp_path / "one")) == main(arguments(other, tmp_path / "two")) == 0
    for name in ("seating.csv", "report.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_constraints_that_cannot_hold_are_named(
    people: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    constraints = asked(tmp_path, {"together": [["p01", "p02"]], "fixed": {"p01": 1, "p02": 2}})
    assert main(arguments(people, tmp_path / "out", "--constraints", constraints)) == 3
    assert capsys.readouterr().err == (
        "constraints_cannot_hold: In round 1 no seating holds these together: p01, p02 together; p01 at table 1;"
        " p02 at table 2; 4 tables of 6 seats. Take one of them away.\n"
    )
    assert not (tmp_path / "out").exists()


def test_bad_input_is_said_with_its_place(people: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people.write_text("id,college\na,elus\na,elus\n", encoding="utf-8")
    assert main(arguments(people, tmp_path / "out")) == 2
    said = "duplicate_id: participants, line 3, column id: a is there twice: keep one row.\n"
    assert capsys.readouterr().err == said
    assert main(arguments(tmp_path / "none.csv", tmp_path / "out")) == 2
    assert "none.csv: No such file or directory" in capsys.readouterr().err


def test_absences_of_the_last_minute_are_mended(people: Path, tmp_path: Path) -> None:
    assert main(arguments(people, tmp_path / "before")) == 0
    constraints = asked(tmp_path, {"absent": {name: [2, 3] for name in ("p00", "p03", "p07")}})
    previous = ["--previous", str(tmp_path / "before" / "seating.csv"), "--from-round", "2"]
    assert main(arguments(people, tmp_path / "after", "--constraints", constraints, *previous)) == 0
    before, after = rows_of(tmp_path / "before"), rows_of(tmp_path / "after")
    report = json.loads((tmp_path / "after" / "report.json").read_text(encoding="utf-8"))
    assert [row for row in after if row[0] == 1] == [row for row in before if row[0] == 1]
    changed = {(number, person): table for number, table, person in before}
    moved = [[p for number, table, p in after if number == row and changed[number, p] != table] for row in (1, 2, 3)]
    assert [sorted(row) for row in moved] == report["moved"]
    assert (report["is_fewest"], report["moves"]) == (True, sum(map(len, moved)))
    assert sorted({person for number, _table, person in after if number == 2} & {"p00", "p03", "p07"}) == []
