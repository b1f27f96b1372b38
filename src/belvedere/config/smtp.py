"""Turns BELVEDERE_SMTP_URL into Django's mail settings."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from belvedere.config.environment import InsecureSetting

_DEFAULT_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True)
class Smtp:
    """The mail server that delivers; no host means that none is configured."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    uses_starttls: bool = False
    uses_tls: bool = False


def smtp_from_url(url: str) -> Smtp:
    """Read ``smtp+tls://user:password@host:587`` (STARTTLS), ``smtps://…`` (TLS) or ``smtp://…`` (clear text)."""
    if not url:
        return Smtp()
    parts = urlsplit(url)
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise InsecureSetting("BELVEDERE_SMTP_URL is not understood: write smtp+tls://user:password@host:587")
    return Smtp(
        host=parts.hostname,
        port=parts.port or _DEFAULT_PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        uses_starttls=parts.scheme == "smtp+tls",
        uses_tls=parts.scheme == "smtps",
    )


def delivery_backend(*, demo: bool, smtp: Smtp) -> str:
    """Return what delivers the outbox: nothing in the demonstration, the server if there is one, else the console."""
    if demo:
        return "belvedere.platform.mail.backends.OutboxOnly"
    if smtp.host:
        return "django.core.mail.backends.smtp.EmailBackend"
    return "django.core.mail.backends.console.EmailBackend"
