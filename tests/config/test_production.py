import pytest

from tests.config.processes import belvedere

SAFE = {
    "PRODUCTION": "yes",
    "SECRET_KEY": "a-k3y-of-tests-" * 5,
    "ALLOWED_HOSTS": "participer.exemple.fr",
    "PUBLIC_URL": "https://participer.exemple.fr",
    "TRUSTED_PROXIES": "1",
    "MAIL_FROM": "participer@exemple.fr",
    "SMTP_URL": "smtp+tls://moi:secret@mail.exemple.fr:587",
}


def test_safe_settings_pass_every_deployment_check() -> None:
    done = belvedere("check", "--deploy", "--fail-level", "WARNING", **SAFE)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", "", "BELVEDERE_SECRET_KEY is missing"),
        ("SECRET_KEY", "short", "shorter than 50"),
        ("DEMO", "yes", "BELVEDERE_DEMO is on"),
        ("DEMO", "perhaps", "write yes or no"),
        ("ALLOWED_HOSTS", "", "BELVEDERE_ALLOWED_HOSTS is missing"),
        ("ALLOWED_HOSTS", "*", "says any name"),
        ("PUBLIC_URL", "http://participer.exemple.fr", "BELVEDERE_PUBLIC_URL is not https"),
        ("TRUSTED_PROXIES", "0", "BELVEDERE_TRUSTED_PROXIES is 0"),
        ("TRUSTED_PROXIES", "one", "write a whole number"),
        ("MAIL_FROM", "participation@belvedere.invalid", "BELVEDERE_MAIL_FROM is missing"),
        ("SMS_GATEWAY", "console", "BELVEDERE_SMS_GATEWAY is not an https address"),
        ("SMS_GATEWAY", "https://sms.exemple.fr/", "BELVEDERE_SMS_TOKEN is missing"),
        ("FRANCECONNECT_URL", "http://fc.exemple.fr", "BELVEDERE_FRANCECONNECT_URL is not an https address"),
        (
            "FRANCECONNECT_CLIENT_ID",
            "abc",
            "BELVEDERE_FRANCECONNECT_CLIENT_ID and BELVEDERE_FRANCECONNECT_URL go together",
        ),
        ("SMTP_URL", "", "BELVEDERE_SMTP_URL is missing"),
        ("SMTP_URL", "smtp://mail.exemple.fr", "clear text"),
        ("DATABASE_URL", "mysql://x/y", "write sqlite:///"),
    ],
)
def test_each_unsafe_setting_is_refused_with_its_name(name: str, value: str, words: str) -> None:
    done = belvedere("check", **(SAFE | {name: value}))
    assert done.returncode == 1
    assert words in done.stderr
    assert "docs/operations/settings.md" in done.stderr
    assert "Traceback" not in done.stderr
