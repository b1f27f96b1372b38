"""The door of the commands: which there are, and how each ends."""

import argparse

import pytest

from belvedere.config.commands.sortition import check, main, sentences_of, subcommands
from belvedere.engines.sortition.problem import SortitionError


def test_each_subcommand_is_offered_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert {"check", "solve", "propose-households", "confirm-households"} <= set(subcommands())
    assert [name for name in subcommands() if f"    {name} " not in said and f"    {name}\n" not in said] == []


def test_an_unknown_subcommand_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["solver"])
    assert ended.value.code == 2
    assert "invalid choice: 'solver'" in capsys.readouterr().err


def test_an_interruption(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(arguments: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "run", interrupted)
    assert main(["check"]) == 130
    assert capsys.readouterr() == ("", "Interrupted: nothing was written.\n")


def test_the_place_of_an_error() -> None:
    error = SortitionError("Something.", line=3, column="sexe")
    assert sentences_of(error) == ("sortition: line 3, column sexe: Something.",)
    assert sentences_of(SortitionError("Something.")) == ("sortition: Something.",)
