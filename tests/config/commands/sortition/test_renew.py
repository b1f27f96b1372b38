"""``belvedere sortition renew``: a panel cut in thirds, renewed, and cut again; or why it cannot be."""

import csv
import json
import random
from pathlib import Path

import pytest

from belvedere.config.commands.sortition import main
from belvedere.config.commands.sortition import renew as command
from belvedere.engines.sortition.problem_json import from_json
from belvedere.engines.sortition.reading import read_problem

CATEGORIES = """category,name,min,max
sexe,F,3,3
sexe,H,3,3
âge,16-24,1,3
âge,25-64,1,3
âge,65+,1,3
"""
VALUES = ("F", "H"), ("16-24", "25-64", "65+")
FILES = [
    "certificate.json",
    "members.csv",
    "movements.csv",
    "panels.csv",
    "probabilities.csv",
    "problem.json",
    "report.html",
    "report.md",
]
MEMBERS = ["m1,F,16-24", "m2,F,25-64", "m3,F,65+", "m4,H,16-24", "m5,H,25-64", "m6,H,65+"]
IDS = [line.split(",")[0] for line in MEMBERS]


@pytest.fixture
def pool(tmp_path: Path) -> list[str]:
    chance = random.Random(7)  # noqa: S311 -- a pool for tests
    people = [f"p{number:02},{','.join(chance.choice(names) for names in VALUES)}" for number in range(24)]
    return _pool(tmp_path, people)


def _pool(folder: Path, people: list[str]) -> list[str]:
    (folder / "C.csv").write_text(CATEGORIES, encoding="utf-8")
    (folder / "R.csv").write_text("\n".join(["id,sexe,âge", *MEMBERS, *people]) + "\n", encoding="utf-8")
    (folder / "M.csv").write_text("\n".join(["id", *IDS]) + "\n", encoding="utf-8")
    named = ["--categories", f"{folder}/C.csv", "--respondents", f"{folder}/R.csv", "--size", "6", "--quiet"]
    return [*named, "--panel", f"{folder}/M.csv"]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _cut(pool: list[str], folder: Path) -> dict[str, str]:
    assert main(["renew", *pool, "--split", "--seed", "5", "--out", f"{folder}/thirds"]) == 0
    cohorts = {row["id"]: row["cohort"] for row in _rows(folder / "thirds" / "thirds.csv")}
    (folder / "M.csv").write_text((folder / "thirds" / "thirds.csv").read_text(encoding="utf-8"), encoding="utf-8")
    return cohorts


def test_a_panel_is_cut_renewed_and_cut_again(
    pool: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "M.csv").write_text("\n".join(["id,cohort", *(f"{name}," for name in IDS)]), encoding="utf-8")
    first = _cut(pool, tmp_path)
    assert capsys.readouterr() == (
        f"{tmp_path}/thirds: 3 cohorts of 2, 2, 2; 0 places off their exact share.\n",
        "",
    )
    assert sorted(first.values()) == ["1", "1", "2", "2", "3", "3"]

    out = tmp_path / "out"
    assert main(["renew", *pool, "--third", "2", "--out", str(out)]) == 0

    assert sorted(path.name for path in out.iterdir()) == FILES
    panels = _rows(out / "panels.csv")
    said = f"{out}: 4 stay, 2 leave, 2 seats for 24 candidates, {len(panels)} panels.\n"
    assert capsys.readouterr() == (said, "")
    staying = [name for name in IDS if first[name] != "2"]
    assert [(row["id"], row["cohort"]) for row in _rows(out / "members.csv")] == [(n, first[n]) for n in staying]
    whole = read_problem(Path(pool[1]).read_bytes(), Path(pool[3]).read_bytes(), size=6).problem
    places = {person.id: place for place, person in enumerate(whole.people)}
    chances = dict.fromkeys((name for name in places if name.startswith("p")), 0.0)
    for panel in panels:
        newcomers = panel["ids"].split(";")
        assert whole.is_panel(tuple(sorted(places[name] for name in (*staying, *newcomers))))
        for name in newcomers:
            chances[name] += float(panel["probability"])
    announced = {row["id"]: float(row["probability"]) for row in _rows(out / "probabilities.csv")}
    assert announced == pytest.approx(chances, abs=1e-5)
    movements = {row["id"]: row["movement"] for row in _rows(out / "movements.csv")}
    assert {name: movements[name] for name in IDS} == {n: "stays" if n in staying else "leaves" for n in IDS}
    assert from_json((out / "problem.json").read_text(encoding="utf-8")).size == 2
    assert json.loads((out / "certificate.json").read_text(encoding="utf-8"))["gap"] <= 1e-6

    drawn = panels[0]["ids"].split(";")
    lines = (out / "members.csv").read_text(encoding="utf-8") + "".join(f"{name},,\n" for name in drawn)
    (tmp_path / "M.csv").write_text(lines, encoding="utf-8")
    second = _cut(pool, tmp_path)
    assert second == {name: first[name] for name in staying} | dict.fromkeys(drawn, "2")


def test_the_same_seed_gives_the_same_bytes(pool: list[str], tmp_path: Path) -> None:
    _cut(pool, tmp_path)
    for name in ("one", "two"):
        assert main(["renew", *pool, "--third", "1", "--seed", "3", "--out", f"{tmp_path}/{name}"]) == 0
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two


def test_those_who_served_longest_leave_and_those_who_resigned(pool: list[str], tmp_path: Path) -> None:
    sessions = dict(zip(IDS, (9, 1, 8, 2, 7, 3), strict=True))
    lines = ["id,term_end,sessions_served", *(f"{name},2027-06-30,{count}" for name, count in sessions.items())]
    (tmp_path / "M.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "gone.txt").write_text("m6\n", encoding="utf-8")

    assert main(["renew", *pool, "--resigned", f"{tmp_path}/gone.txt", "--out", f"{tmp_path}/out"]) == 0

    assert [row["id"] for row in _rows(tmp_path / "out" / "members.csv")] == ["m2", "m4", "m5"]
    assert _rows(tmp_path / "out" / "members.csv")[0] == {
        "id": "m2",
        "term_end": "2027-06-30",
        "sessions_served": "1",
    }


def test_newcomers_are_given_the_next_end_of_term(
    pool: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ends = ("2026-06-30", "2026-06-30", "2028-06-30", "2028-06-30", "", "")
    lines = ["id,term_end", *(f"{name},{end}" for name, end in zip(IDS, ends, strict=True))]
    (tmp_path / "M.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    split = ["renew", *pool, "--split", "--out", f"{tmp_path}/thirds"]

    assert main([*split, "--next-term", "2030-06-30"]) == 0
    rows = _rows(tmp_path / "thirds" / "thirds.csv")
    assert {row["id"]: row["term_end"] for row in rows} == dict(zip(IDS, (*ends[:4], *["2030-06-30"] * 2), strict=True))

    capsys.readouterr()
    for more, named in (
        ([], "2 ends of term (2026-06-30, 2028-06-30)"),
        (["--next-term", "2030"], "3 ends of term (2030, 2026-06-30, 2028-06-30)"),
    ):
        assert main([*split, *more]) == 2
        said = f"no_renewal: {named} for 3 cohorts: give each other one with --next-term 2029-06-30.\n"
        assert capsys.readouterr().err == said


def test_those_who_sat_before_wait_then_come_last(pool: list[str], tmp_path: Path) -> None:
    (tmp_path / "gone.txt").write_text("m1\n", encoding="utf-8")
    (tmp_path / "F.csv").write_text("id,renewals_since\np00,1\np01,2\np02,2\n", encoding="utf-8")
    former = ["--former", f"{tmp_path}/F.csv", "--cooling", "1", "--language", "en"]

    assert main(["renew", *pool, "--leaving", f"{tmp_path}/gone.txt", *former, "--out", f"{tmp_path}/out"]) == 0

    movements = {row["id"]: row["movement"] for row in _rows(tmp_path / "out" / "movements.csv")}
    assert [movements[name] for name in ("m1", "p00", "p01")] == ["leaves", "cooling", "candidate"]
    chances = {row["id"]: float(row["probability"]) for row in _rows(tmp_path / "out" / "probabilities.csv")}
    assert (chances["p01"], chances["p02"]) == (0, 0)
    report = (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    assert "### membership" in report
    never = ["--leaving", f"{tmp_path}/gone.txt", *former, "--served-before", "never"]
    assert main(["renew", *pool, *never, "--out", f"{tmp_path}/out"]) == 0
    movements = {row["id"]: row["movement"] for row in _rows(tmp_path / "out" / "movements.csv")}
    assert movements["p01"] == "served"


def test_no_renewal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pool = _pool(tmp_path, ["p1,H,16-24", "p2,H,65+"])
    (tmp_path / "gone.txt").write_text("m1\nm4\n", encoding="utf-8")
    out = tmp_path / "out"

    assert main(["renew", *pool, "--leaving", f"{tmp_path}/gone.txt", "--out", str(out)]) == 3

    assert [path.name for path in out.iterdir()] == ["relaxation.json"]
    err = capsys.readouterr().err.splitlines()
    assert err[0].startswith("no_panel: No panel exists. ")
    assert err[1:4] == [
        "In conflict:",
        "  - at least 3 of sexe = F (categories, line 2)",
        "A panel would exist with any one of these, the least first; you decide:",
    ]
    (tmp_path / "gone.txt").write_text("m4\n", encoding="utf-8")
    assert main(["renew", *pool, "--leaving", f"{tmp_path}/gone.txt", "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == FILES


def test_what_is_wrong_writes_nothing(pool: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _cut(pool, tmp_path)
    (tmp_path / "p.txt").write_text("p00\n", encoding="utf-8")
    (tmp_path / "bad.csv").write_text("id,cohort\nnobody,1\n", encoding="utf-8")
    cases = [
        (["--third", "4"], "no_renewal: Nobody sits in cohort « 4 »; the file names: 1, 2, 3.\n"),
        (["--leaving", f"{tmp_path}/p.txt"], "no_renewal: p00 does not sit and cannot leave"),
        (["--third", "1", "--resigned", f"{tmp_path}/p.txt"], "no_renewal: p00 does not sit and cannot resign"),
        (["--count", "7"], "no_renewal: 7 people to leave among 6"),
        (["--count", "0"], "no_renewal: 6 people stay for 6 seats"),
        (["--third", "1", "--panel", f"{tmp_path}/bad.csv"], "not_in_pool: members, line 2, column id: « nobody »"),
        (["--third", "1", "--former", f"{tmp_path}/none.csv"], "cannot_read: "),
        (["--split", "--parts", "2"], "no_renewal: 3 cohorts are named (1, 2, 3): give --parts 3.\n"),
    ]
    for more, said in cases:
        capsys.readouterr()
        assert main(["renew", *pool, *more, "--out", f"{tmp_path}/out"]) == 2
        assert capsys.readouterr().err.startswith(said)
        assert not (tmp_path / "out").exists()


def test_a_folder_in_use_is_refused(pool: list[str], tmp_path: Path) -> None:
    assert main(["renew", *pool, "--count", "2", "--out", str(tmp_path)]) == 2
    assert main(["renew", *pool, "--split", "--out", str(tmp_path)]) == 2


def test_a_renewal_that_does_not_hold_is_not_written(
    pool: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "broken_promises", lambda *arguments: ("panel 1: 5 people instead of 6",))

    assert main(["renew", *pool, "--count", "2", "--out", f"{tmp_path}/out"]) == 4

    sentence = "not_proven: panel 1: 5 people instead of 6. Nothing is written; report the files.\n"
    assert capsys.readouterr() == ("", sentence)
    assert not (tmp_path / "out").exists()


def test_cohorts_that_nobody_could_renew_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pool = _pool(tmp_path, ["p1,H,16-24"])

    assert main(["renew", *pool, "--split", "--out", f"{tmp_path}/thirds"]) == 0

    notices = capsys.readouterr().err.splitlines()
    assert notices == [f"notice: nobody of the pool could take the seats of cohort {n} today." for n in (1, 2, 3)]
