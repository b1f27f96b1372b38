"""The front door of the `belvedere` command: what it lists is what it has."""

import subprocess
import sys
from pathlib import Path

import pytest

import belvedere
from belvedere.config.cli import COMMANDS, ENGINES, _overview, _run, main
from tests.config.processes import ROOT, environment

DJANGOS = {"check", "migrate"}


def belvedere_says(tmp_path: Path, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "belvedere", *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(DATA_DIR=str(tmp_path), DEMO="yes"),
    )
    return done.returncode, done.stdout, done.stderr


def test_every_command_of_ours_is_listed() -> None:
    folder = Path(belvedere.__file__).parent
    ours = {path.stem.replace("_", "-") for path in folder.glob("**/management/commands/[a-z]*.py")}
    listed = {name for commands in COMMANDS.values() for name in commands}
    assert listed == ours | ENGINES.keys() | DJANGOS


def test_the_commands_of_the_site_do_not_wait_for_the_libraries_of_the_engines() -> None:
    program = "import sys, belvedere.config.cli; print(sorted({'numpy', 'scipy', 'docx'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT / "src")
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_is_where_its_name_says(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        _run(ENGINES[name], ["--help"])
    assert (left.value.code, capsys.readouterr().out.split(" [")[0]) == (0, f"usage: belvedere {name}")


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["help"]])
def test_asked_for_help_it_lists_its_commands(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["belvedere", *arguments])
    main()
    assert capsys.readouterr().out == "\n".join(_overview()) + "\n"


def test_a_command_is_called_by_the_name_it_is_listed_by(tmp_path: Path) -> None:
    code, said, _ = belvedere_says(tmp_path, "verify-journal", "--help")
    assert (code, said.split("[")[0]) == (0, "usage: belvedere verify_journal ")


def test_an_unknown_command_says_where_to_look(tmp_path: Path) -> None:
    code, said, wrong = belvedere_says(tmp_path, "verify-jurnal")
    assert (code, said) == (1, "")
    assert wrong == "Unknown command: 'verify_jurnal'. Did you mean verify_journal?\nType 'belvedere help' for usage.\n"


def test_a_reader_may_stop_before_the_end(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text("{}")
    command = [
        sys.executable,
        "-m",
        "belvedere",
        "rules",
        "explain",
        "--json",
        "--on",
        "2026-01-01",
        "--facts",
        str(facts),
    ]
    settings = environment(DATA_DIR=str(tmp_path), DEMO="yes")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=settings) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(1)
        running.stdout.close()
        wrong = running.stderr.read()
    assert (running.returncode, wrong) == (141, b"")
