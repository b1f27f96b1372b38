"""``belvedere sortition replace``: files that both verifiers accept, and what is refused."""

import json
from pathlib import Path

import pytest

from belvedere.config.commands.sortition import main
from belvedere.engines.sortition.publication import Folder
from tools import verify_draw

CATEGORIES = "category,name,min,max\nsexe,F,1,2\nsexe,H,1,2\n"
RESPONDENTS = "id,sexe\n" + "".join(f"p{place},{sex}\n" for place, sex in enumerate("FFFFHHHH"))
AT = "2026-12-01T10:00:00+00:00"


@pytest.fixture
def committed(tmp_path: Path) -> Path:
    (tmp_path / "C.csv").write_text(CATEGORIES, encoding="utf-8")
    (tmp_path / "R.csv").write_text(RESPONDENTS, encoding="utf-8")
    pool = ["--categories", f"{tmp_path}/C.csv", "--respondents", f"{tmp_path}/R.csv", "--size", "3", "--quiet"]
    chance = ["--panels", "10", "--count", "1", "--at", "2026-11-01T10:00:00+00:00"]
    secret = ["--secret", f"{tmp_path}/secret.txt"]
    assert main(["commit", *pool, *chance, *secret, "--out", f"{tmp_path}/draw"]) == 0
    return tmp_path / "draw"


@pytest.fixture
def drawn(committed: Path) -> Path:
    assert main(["draw", str(committed), "--randomness", "7", "--at", "2026-11-02T18:30:00+00:00"]) == 0
    return committed


def _members(folder: Path) -> frozenset[str]:
    read = Folder({path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()})
    return read.members_after(read.replacements)[0]


def _replace(folder: Path, leaving: str, *more: str) -> int:
    secret = str(folder.with_name("secret.txt"))
    return main(["replace", str(folder), "--leaving", leaving, "--secret", secret, "--at", AT, *more])


def test_replacements_follow_each_other_and_both_verifiers_accept_them(
    drawn: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = []
    for number in (1, 2, 3):
        leaving = min(_members(drawn))
        capsys.readouterr()

        assert _replace(drawn, leaving) == 0

        gone.append(leaving)
        published = json.loads((drawn / f"replacement-00{number}.json").read_text(encoding="utf-8"))
        coming = published["coming"]
        assert capsys.readouterr().out == f"replacement-00{number}.json: {leaving} leaves, {coming} comes.\n"
        assert (published["number"], published["leaving"], published["at"]) == (number, leaving, AT)
        assert coming in _members(drawn)
        assert not set(gone) & _members(drawn)
        assert main(["verify", str(drawn)]) == 0
    verify_draw.verify({path.name: path.read_text(encoding="utf-8") for path in drawn.iterdir()})


def test_what_is_wrong_writes_nothing(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    member = min(_members(drawn))
    before = sorted(path.name for path in drawn.iterdir())
    other = drawn.with_name("other.txt")
    other.write_text("another secret\n", encoding="utf-8")
    cases = [
        ("personne", [], "bad_folder: personne is not a member"),
        (member, ["--secret", str(other)], "wrong_link: "),
        (member, ["--at", "hier"], "bad_hour: 'hier' is not an hour"),
        (member, ["--at", "2026-12-01T10:00:00"], "bad_hour: "),
    ]
    for leaving, more, said in cases:
        capsys.readouterr()
        assert _replace(drawn, leaving, *more) == 2
        assert capsys.readouterr().err.startswith(said)
    assert sorted(path.name for path in drawn.iterdir()) == before


def test_a_folder_that_was_changed_is_refused(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    member = min(_members(drawn))
    path = drawn / "lottery.csv"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")

    assert _replace(drawn, member) == 4

    assert "not_verified: " in capsys.readouterr().err
    assert not (drawn / "replacement-001.json").exists()


def test_nobody_is_replaced_before_the_draw(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _replace(committed, "p0") == 2

    assert capsys.readouterr().err.startswith("not_drawn: ")
