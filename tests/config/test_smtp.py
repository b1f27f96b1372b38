"""The mail server is one address."""

import pytest

from belvedere.config.environment import InsecureSetting
from belvedere.config.smtp import Smtp, delivery_backend, smtp_from_url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", Smtp()),
        ("smtp+tls://a%40b:p%2Fw@mail.exemple.fr", Smtp("mail.exemple.fr", 587, "a@b", "p/w", uses_starttls=True)),
        ("smtps://mail.exemple.fr:2465", Smtp("mail.exemple.fr", 2465, uses_tls=True)),
        ("smtp://localhost", Smtp("localhost", 25)),
    ],
)
def test_address_is_read(url: str, expected: Smtp) -> None:
    assert smtp_from_url(url) == expected


@pytest.mark.parametrize("url", ["mail.exemple.fr", "https://mail.exemple.fr", "smtp://", "smtp+tls://user:secret@"])
def test_other_addresses_are_refused_without_quoting_them(url: str) -> None:
    with pytest.raises(InsecureSetting) as error:
        smtp_from_url(url)
    assert "secret" not in str(error.value)


def test_demonstration_never_delivers() -> None:
    server = Smtp("mail.exemple.fr")
    assert delivery_backend(demo=True, smtp=server) == "belvedere.platform.mail.backends.OutboxOnly"
    assert delivery_backend(demo=False, smtp=server) == "django.core.mail.backends.smtp.EmailBackend"
    assert delivery_backend(demo=False, smtp=Smtp()) == "django.core.mail.backends.console.EmailBackend"
