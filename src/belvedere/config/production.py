"""What production refuses: each refusal names the variable and says what to write in it."""

from collections.abc import Iterator, Mapping
from typing import Any  # Django's settings are a dictionary of anything

from belvedere.config import sqlite
from belvedere.config.environment import InsecureSetting

SHORTEST_KEY = 50
LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}


def refuse_insecure(settings: Mapping[str, Any]) -> None:
    """Raise InsecureSetting with everything that is wrong, at once."""
    faults = list(_faults(settings))
    if faults:
        listed = "\n".join(f"  - {fault}" for fault in faults)
        raise InsecureSetting(f"BELVEDERE_PRODUCTION is on, and these settings are not safe:\n{listed}")


def _faults(settings: Mapping[str, Any]) -> Iterator[str]:
    yield from _faults_of_identity(settings)
    yield from _faults_of_mail(settings)
    yield from _faults_of_sms(settings)
    yield from _faults_of_franceconnect(settings)
    if settings["DEBUG"]:
        yield "DEBUG is on in the settings: it shows the code and its data to visitors."
    if sqlite.must_keep_to_one_process(settings["DATABASES"]) and settings["WEB_PROCESSES"] > 1:
        yield (
            f"BELVEDERE_WEB_PROCESSES is {settings['WEB_PROCESSES']} with SQLite {sqlite.library_version_text()}, "
            "which several processes can corrupt: write 1, or a PostgreSQL address in BELVEDERE_DATABASE_URL."
        )


def _faults_of_identity(settings: Mapping[str, Any]) -> Iterator[str]:
    if len(settings["SECRET_KEY"]) < SHORTEST_KEY:
        yield (
            f"BELVEDERE_SECRET_KEY is missing or shorter than {SHORTEST_KEY} characters: write what this prints: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    if settings["DEMO"]:
        yield "BELVEDERE_DEMO is on, and lets anybody sign in as anybody: write no."
    hosts = settings["ALLOWED_HOSTS"]
    if not hosts or any(host.startswith("*") for host in hosts):
        yield "BELVEDERE_ALLOWED_HOSTS is missing or says any name: write the site's name, as in participer.example.fr."
    if not settings["PUBLIC_URL"].startswith("https://"):
        yield "BELVEDERE_PUBLIC_URL is not https: write the address that people type, as in https://participer.example.fr."
    if settings["TRUSTED_PROXIES"] < 1:
        yield (
            "BELVEDERE_TRUSTED_PROXIES is 0, yet the web server speaks no HTTPS by itself: put a proxy in front "
            "(deploy/nginx.conf) and write how many there are, most often 1."
        )


def _faults_of_mail(settings: Mapping[str, Any]) -> Iterator[str]:
    if settings["DEFAULT_FROM_EMAIL"].endswith(".invalid"):
        yield "BELVEDERE_MAIL_FROM is missing: write the address that mails come from."
    if not settings["EMAIL_HOST"]:
        yield "BELVEDERE_SMTP_URL is missing, so that no mail would leave: write smtp+tls://user:password@host:587."
    elif not (settings["EMAIL_USE_TLS"] or settings["EMAIL_USE_SSL"] or settings["EMAIL_HOST"] in LOCAL_HOSTS):
        yield "BELVEDERE_SMTP_URL sends mails in clear text to another machine: write smtp+tls:// or smtps://."


def _faults_of_sms(settings: Mapping[str, Any]) -> Iterator[str]:
    gateway = settings["SMS_GATEWAY"]
    if gateway and not gateway.startswith("https://"):
        yield "BELVEDERE_SMS_GATEWAY is not an https address: write that of your gateway, or nothing to offer no code."
    if gateway and not settings["SMS_TOKEN"]:
        yield "BELVEDERE_SMS_TOKEN is missing: write the secret by which your gateway knows you."


def _faults_of_franceconnect(settings: Mapping[str, Any]) -> Iterator[str]:
    url, known = settings["FRANCECONNECT_URL"], ("FRANCECONNECT_CLIENT_ID", "FRANCECONNECT_CLIENT_SECRET")
    if url and not url.startswith("https://"):
        yield "BELVEDERE_FRANCECONNECT_URL is not an https address: write that of FranceConnect, as in https://…/api/v2."
    for name in known:
        if bool(url) != bool(settings[name]):
            yield f"BELVEDERE_{name} and BELVEDERE_FRANCECONNECT_URL go together: write both, or neither."
