"""The files given to a command, and those it gives: a result is there whole, or not at all."""

import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_OLD = ".old"


class Stopped(Exception):
    """What stops a command whatever it computes: its code, what is wrong, why, and what to do next."""

    code = "stopped"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class CannotRead(Stopped):
    """A file that is not there, or not readable."""

    code = "cannot_read"


class FolderInUse(Stopped):
    """The folder holds other files than the command's own results."""

    code = "folder_in_use"


class FileThere(Stopped):
    """The file to write is there already: somebody may have worked on it."""

    code = "file_there"


class CannotWrite(Stopped):
    """The folder cannot be written."""

    code = "cannot_write"


def content_of(path: Path) -> bytes:
    """Return the bytes of a file."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotRead(f"{path}: {error.strerror}. Check the name of the file.") from error


def publish(folder: Path, files: Mapping[str, str], *, replaceable: frozenset[str]) -> None:
    """Write files to a folder so that a reader sees all of them or none, whatever stops the work.

    They are written to a hidden folder beside it, then renamed in one step. A folder that holds only ``replaceable``
    names, from an earlier run, is replaced; any other folder that is not empty is refused.
    """
    check_free(folder, replaceable=replaceable)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _hidden_folder(folder) as hidden:
            for name, text in files.items():
                _write(hidden / name, text)
            _sync(hidden)
            _swap(hidden, folder)
            _sync(folder.parent)
    except OSError as error:
        reason = f"{folder} cannot be written ({error.strerror}). Choose another folder with --out."
        raise CannotWrite(reason) from error


def publish_file(path: Path, text: str) -> None:
    """Write one file so that a reader sees all of it or none; one that is there already is refused."""
    hidden = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(hidden, text)
        os.link(hidden, path)
        _sync(path.parent)
    except FileExistsError as error:
        raise FileThere(f"{path} is there already. Choose another name with --out.") from error
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written ({error.strerror}). Choose another place with --out.") from error
    finally:
        hidden.unlink(missing_ok=True)


def check_free(folder: Path, *, replaceable: frozenset[str]) -> None:
    """Refuse a folder that holds anything but results that may be replaced."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise FolderInUse(f"{folder} is not a folder. Choose another one with --out.")
    others = sorted(path.name for path in folder.iterdir() if path.name not in replaceable) if folder.exists() else []
    if others:
        raise FolderInUse(f"{folder} holds other files ({', '.join(others[:3])}). Choose another folder with --out.")


@contextmanager
def _hidden_folder(folder: Path) -> Iterator[Path]:
    hidden = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    hidden.mkdir()
    try:
        yield hidden
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def _write(path: Path, text: str) -> None:
    with path.open("wb") as file:
        file.write(text.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _swap(hidden: Path, folder: Path) -> None:
    """Put the new folder in its place; one left by an earlier run goes away first."""
    old = hidden.with_name(hidden.name + _OLD)
    if not folder.exists():
        hidden.rename(folder)
        return
    folder.rename(old)
    try:
        hidden.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
