"""What `belvedere up` decides before Django reads the settings: data directory, development key, demonstration."""

import os
import secrets
from collections.abc import MutableMapping
from pathlib import Path

SECRET_KEY_FILE = "secret-key"  # noqa: S105 -- the name of the file, not the key
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 -- compared, not bound


def prepare(environment: MutableMapping[str, str]) -> None:
    """Fill in what a developer's machine leaves unsaid; production says everything, and is left alone."""
    environment.setdefault("BELVEDERE_STATIC_HASHED", "yes")
    if environment.get("BELVEDERE_PRODUCTION", "no").lower() not in {"", "0", "no", "false", "off", "non"}:
        return
    environment.setdefault("BELVEDERE_DEMO", "yes")
    data = Path(environment.get("BELVEDERE_DATA_DIR", "var")).resolve()
    data.mkdir(parents=True, exist_ok=True)
    if "BELVEDERE_SECRET_KEY" not in environment and "BELVEDERE_SECRET_KEY_FILE" not in environment:
        make_secret_key(data)


def make_secret_key(data: Path) -> None:
    """Write a key that nobody else can read; keep the one that is there, for it signs links already sent."""
    try:
        descriptor = os.open(data / SECRET_KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))


def development_key(data: Path) -> str:
    """Return the key of this data directory, or one fit only for tests."""
    path = data / SECRET_KEY_FILE
    return path.read_text(encoding="ascii").strip() if path.exists() else "for-development-and-tests-only"


def local_url(host: str, port: int) -> str:
    """Return the address to type on this machine."""
    shown = "127.0.0.1" if host in EVERYWHERE else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"


def local_hosts(host: str) -> str:
    """Return the names by which the site answers: any name, where it listens to the whole network."""
    return "*" if host in EVERYWHERE else f"127.0.0.1,localhost,[::1],testserver,{host}"
