"""Settings from environment variables: each one also readable from a file, named by the same variable with _FILE."""

import os
from pathlib import Path


class InsecureSetting(Exception):
    """A setting that production refuses: the message names the variable and says what to write in it."""


def text(name: str, default: str = "") -> str:
    """Return BELVEDERE_<name>, or the content of the file named by BELVEDERE_<name>_FILE, or the default."""
    path = os.environ.get(f"BELVEDERE_{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise InsecureSetting(f"BELVEDERE_{name}_FILE cannot be read: {error}") from None
    return os.environ.get(f"BELVEDERE_{name}", default)


def flag(name: str, *, default: bool = False) -> bool:
    """Return whether BELVEDERE_<name> says yes; any word that is neither yes nor no is refused."""
    value = text(name, "yes" if default else "no").strip().lower()
    if value in {"1", "true", "yes", "on", "oui"}:
        return True
    if value in {"0", "false", "no", "off", "non", ""}:
        return False
    raise InsecureSetting(f"BELVEDERE_{name} says {value!r}: write yes or no.")


def integer(name: str, default: int) -> int:
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise InsecureSetting(f"BELVEDERE_{name} says {value!r}: write a whole number.") from None


def words(name: str, default: str = "") -> list[str]:
    """Return the comma-separated words of BELVEDERE_<name>."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]
