"""``belvedere sortition invite``: the files whole, a second wave that writes to nobody twice, and what is refused."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from belvedere.config.commands.sortition import main

STRATA = "commune;population;taux;minimum\nAubière;10 000;0,05;2\nOrcines;3 000;0,05;1\n"
PLACES = ("Aubière",) * 3000 + ("Orcines",) * 900
REGISTER = "id,commune,foyer\n" + "".join(f"a{number},{place},\n" for number, place in enumerate(PLACES))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "R.csv").write_text(REGISTER, encoding="utf-8")
    (tmp_path / "S.csv").write_text(STRATA, encoding="utf-8")
    return tmp_path


def words(folder: Path, *more: str, out: str = "first") -> list[str]:
    files = ["--register", f"{folder}/R.csv", "--strata", f"{folder}/S.csv"]
    return ["invite", *files, "--wanted", "20", "--seed", "graine", "--out", f"{folder}/{out}", *more]


def rows(path: Path) -> list[list[str]]:
    return [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()[1:]]


def lowest(place: str, count: int, without: Sequence[str] = ()) -> list[list[str]]:
    """Return the addresses that a reader finds alone, with a hash and a sort."""
    names = [f"a{number}" for number, one in enumerate(PLACES) if one == place and f"a{number}" not in without]
    ordered = sorted(names, key=lambda name: hashlib.sha256(f"graine\x1f{name}".encode()).hexdigest())
    return [[name, place] for name in ordered[:count]]


def test_the_plan_the_addresses_and_the_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words(folder)) == 0

    plan = rows(folder / "first" / "plan.csv")
    assert plan == [
        ["Aubière", "10000", "3000", "0", "0", "0.050000", "2", "808", "0.000077"],
        ["Orcines", "3000", "900", "0", "0", "0.050000", "1", "242", "0.001917"],
    ]
    assert rows(folder / "first" / "invited.csv") == [*lowest("Aubière", 808), *lowest("Orcines", 242)]
    report = (folder / "first" / "report.md").read_text(encoding="utf-8")
    assert "| Aubière | 10\u202f000 | 3\u202f000 | 0 | 0 | 2 | 808 |" in report
    assert hashlib.sha256((folder / "R.csv").read_bytes()).hexdigest() in report
    assert capsys.readouterr().out.startswith(f"{folder}/first: 1050 letters; 53 candidates to expect in all.\n")


def test_the_same_files_give_the_same_bytes_whatever_the_order_of_the_rows(folder: Path) -> None:
    main(words(folder))
    before = {path.name: path.read_bytes() for path in (folder / "first").iterdir()}
    head, *lines = REGISTER.splitlines()
    (folder / "R.csv").write_text("\n".join([head, *lines[::-1]]) + "\n", encoding="utf-8")
    main(words(folder, out="again"))

    after = {path.name: path.read_bytes() for path in (folder / "again").iterdir()}
    assert (after["invited.csv"], after["plan.csv"]) == (before["invited.csv"], before["plan.csv"])


def test_a_second_wave_writes_to_nobody_twice_and_learns(folder: Path) -> None:
    main(words(folder))
    (folder / "answers.csv").write_text("commune,lettres,oui\nAubière,808,9\norcines,242,1\n", encoding="utf-8")
    already = ["--already", f"{folder}/first/invited.csv", "--answers", f"{folder}/answers.csv"]

    assert main(words(folder, *already, "--language", "en", out="second")) == 0

    first = [name for name, _place in rows(folder / "first" / "invited.csv")]
    plan = rows(folder / "second" / "plan.csv")
    assert [row[2:6] for row in plan] == [["2192", "9", "0", "0.013043"], ["658", "1", "0", "0.013043"]]
    aubiere, orcines = (int(row[7]) for row in plan)
    assert rows(folder / "second" / "invited.csv") == [
        *lowest("Aubière", aubiere, first),
        *lowest("Orcines", orcines, first),
    ]
    assert (folder / "second" / "report.md").read_text(encoding="utf-8").startswith(f"# {aubiere + orcines:,} letters")


def test_a_register_too_small_is_no_plan(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words(folder), "--wanted", "2000"]) == 3

    assert capsys.readouterr().err.startswith("not_enough_addresses: Even a letter to every household leaves a risk")
    assert not (folder / "first").exists()


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("S.csv", "commune,population\nAubière,1\n", "missing_column: strata, line 1, column rate"),
        ("S.csv", "commune,population,rate\nAubière,un,0.05\n", "not_a_count: strata, line 2, column population"),
        ("S.csv", "commune,population,rate\nAubière,1,5\n", "not_a_rate: strata, line 2, column rate"),
        ("S.csv", "commune,population,rate\nA,1,0.1\na,1,0.1\n", "duplicate_stratum: strata, line 2"),
        ("S.csv", "commune,population,rate\n,1,0.1\nb,1,0.1\n", "blank_cell: strata, line 2"),
        ("S.csv", "commune,population,rate\nAubière,1,0.05\n", "unknown_stratum: register, line 3002, column commune"),
        ("S.csv", "", "empty_file: strata"),
        ("R.csv", "id,commune\na,Aubière\na,Orcines\n", "duplicate_id: register, line 3"),
        ("R.csv", "id\na\n", "missing_column: register, line 1, column stratum"),
    ],
)
def test_files_that_cannot_be_read(
    folder: Path, capsys: pytest.CaptureFixture[str], file: str, text: str, said: str
) -> None:
    (folder / file).write_text(text, encoding="utf-8")

    assert main(words(folder)) == 2

    assert capsys.readouterr().err.startswith(said)
    assert not (folder / "first").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--risk", "0"], "bad_strata: 0.0 is no risk"),
        (["--wanted", "0"], "bad_strata: Ask for a pool of one person or more"),
        (["--answers", "S.csv"], "missing_argument: Give --already with --answers"),
        (["--already", "nowhere.csv"], "cannot_read: nowhere.csv"),
    ],
)
def test_words_that_cannot_be_obeyed(
    folder: Path, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    assert main(words(folder, *more)) == 2

    assert capsys.readouterr().err.startswith(said)


def test_who_was_written_to_and_answers_must_be_of_these_files(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "already.csv").write_text("id\na0\n", encoding="utf-8")
    (folder / "answers.csv").write_text("commune,letters,yes\nAubière,2,1\n", encoding="utf-8")
    already = ["--already", f"{folder}/already.csv"]

    assert main(words(folder, *already, "--answers", f"{folder}/answers.csv")) == 2
    assert capsys.readouterr().err.startswith("not_a_rate: Aubière: 1 yes to 2 letters, of 1 sent.")
    (folder / "already.csv").write_text("id\nnobody\n", encoding="utf-8")
    assert main(words(folder, *already)) == 2
    assert capsys.readouterr().err.startswith("unknown_person: ")
