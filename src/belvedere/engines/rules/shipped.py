"""The real règlements that come with the program, as TOML texts."""

from collections.abc import Mapping
from importlib.resources import files


def shipped() -> Mapping[str, str]:
    """Return the règlements that come with the program: their text by id.

    Examples
    --------
    >>> sorted(shipped())[:2]
    ['assemblee-nationale', 'cgct-l1112-16-commune']
    """
    folder = files("belvedere.engines.rules") / "regulations"
    found = ((entry.name.removesuffix(".toml"), entry) for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return {name: entry.read_text(encoding="utf-8") for name, entry in sorted(found)}
