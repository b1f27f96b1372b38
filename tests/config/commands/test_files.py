"""A folder of results is there whole, or not at all."""

import os
from pathlib import Path

import pytest

from belvedere.config.commands.files import CannotWrite, FolderInUse, publish

NAMES = frozenset({"a.csv", "b.csv"})


def _content(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}


def test_a_new_folder(tmp_path: Path) -> None:
    publish(tmp_path / "deep" / "out", {"a.csv": "é\n", "b.csv": ""}, replaceable=NAMES)
    assert _content(tmp_path / "deep" / "out") == {"a.csv": "é\n", "b.csv": ""}
    assert os.listdir(tmp_path / "deep") == ["out"]  # noqa: PTH208 -- hidden names too


def test_earlier_results_are_replaced(tmp_path: Path) -> None:
    publish(tmp_path / "out", {"a.csv": "1"}, replaceable=NAMES)
    publish(tmp_path / "out", {"b.csv": "2"}, replaceable=NAMES)
    assert _content(tmp_path / "out") == {"b.csv": "2"}
    assert os.listdir(tmp_path) == ["out"]  # noqa: PTH208 -- hidden names too


def test_other_files_are_never_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderInUse) as caught:
        publish(tmp_path, {"a.csv": "1"}, replaceable=NAMES)
    assert str(caught.value) == f"{tmp_path} holds other files (thesis.txt). Choose another folder with --out."
    assert _content(tmp_path) == {"thesis.txt": "mine"}


@pytest.mark.parametrize("is_link", [True, False])
def test_what_is_no_folder_is_refused(tmp_path: Path, is_link: bool) -> None:
    place = tmp_path / "out"
    if is_link:
        place.symlink_to(tmp_path)
    else:
        place.write_text("mine", encoding="utf-8")
    with pytest.raises(FolderInUse) as caught:
        publish(place, {"a.csv": "1"}, replaceable=NAMES)
    assert str(caught.value) == f"{place} is not a folder. Choose another one with --out."


def test_a_failure_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path / "out", {"a.csv": "1"}, replaceable=NAMES)
    rename, calls = Path.rename, []

    def failing(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(CannotWrite) as caught:
        publish(tmp_path / "out", {"b.csv": "2"}, replaceable=NAMES)
    expected = f"{tmp_path / 'out'} cannot be written (No space left on device). Choose another folder with --out."
    assert str(caught.value) == expected
    assert _content(tmp_path / "out") == {"a.csv": "1"}
    assert os.listdir(tmp_path) == ["out"]  # noqa: PTH208 -- hidden names too
