"""Reading a published folder, and adding a file to it."""

from pathlib import Path

from belvedere.config.commands.files import content_of
from belvedere.engines.sortition.publication import BadFolder


def files_of(folder: Path) -> dict[str, str]:
    """Return the files of a folder, by name; hidden ones are not of it."""
    if not folder.is_dir():
        raise BadFolder(f"{folder} is not a folder. Give the folder that was published.")
    found = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        try:
            found[path.name] = content_of(path).decode("utf-8")
        except UnicodeDecodeError as error:
            raise BadFolder(f"{path.name} is not UTF-8: it was changed.") from error
    return found
