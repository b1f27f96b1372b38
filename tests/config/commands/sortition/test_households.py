"""``belvedere sortition propose-households`` then ``confirm-households``: a person decides in between."""

from pathlib import Path

import pytest

from belvedere.config.commands.sortition import main

PEOPLE = "id,rue,sexe\na,1 av. Hugo,F\nb,1 Avenue Hugo,H\nc,2 Avenue Hugo,F\n"


def test_from_addresses_to_households(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people, proposals, out = (tmp_path / name for name in ("R.csv", "P.csv", "R2.csv"))
    people.write_text(PEOPLE, encoding="utf-8")
    assert main(["propose-households", "--respondents", str(people), "--address", "rue", "--out", str(proposals)]) == 0
    header = "proposal,score,differences,ids,addresses,confirmed\n"
    assert proposals.read_text(encoding="utf-8") == header + "1,1.00,,a;b,1 av. Hugo | 1 Avenue Hugo,\n"
    proposals.write_text(header + "1,1.00,,a;b,,oui\n", encoding="utf-8")
    confirm = ["confirm-households", "--respondents", str(people), "--proposals", str(proposals), "--out", str(out)]
    assert main(confirm) == 0
    assert (
        out.read_text(encoding="utf-8")
        == "id,rue,sexe,household\na,1 av. Hugo,F,a\nb,1 Avenue Hugo,H,a\nc,2 Avenue Hugo,F,\n"
    )
    assert capsys.readouterr().out.splitlines() == [
        f"{proposals}: write yes in the column « confirmed » of each proposal of people who live together.",
        f"{out}: give --household household to solve and check.",
    ]


def test_reviewed_proposals_are_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people, proposals = tmp_path / "R.csv", tmp_path / "P.csv"
    people.write_text(PEOPLE, encoding="utf-8")
    proposals.write_text("reviewed", encoding="utf-8")
    assert main(["propose-households", "--respondents", str(people), "--address", "rue", "--out", str(proposals)]) == 2
    assert capsys.readouterr().err == f"file_there: {proposals} is there already. Choose another name with --out.\n"
    assert proposals.read_text(encoding="utf-8") == "reviewed"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["P.csv", "R.csv"]


def test_bad_addresses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = tmp_path / "R.csv"
    people.write_text(PEOPLE, encoding="utf-8")
    out = str(tmp_path / "P.csv")
    assert main(["propose-households", "--respondents", str(people), "--address", "street", "--out", out]) == 2
    assert capsys.readouterr().err == (
        "missing_column: respondents, line 1, column street: There is no column « street »; the columns are: id, rue, "
        "sexe. Add it, or correct its name in the header.\n"
    )
