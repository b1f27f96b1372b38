"""The caller is the nearest address that our own proxies vouch for."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from belvedere.platform.limits.client import client_key


@pytest.mark.parametrize(
    ("direct", "forwarded", "proxies", "key"),
    [
        ("203.0.113.7", "", 0, "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", 0, "203.0.113.7"),
        ("10.0.0.1", "198.51.100.1", 1, "198.51.100.1"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.1", 1, "198.51.100.1"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2", 2, "198.51.100.1"),
        ("10.0.0.1", "198.51.100.1", 2, "10.0.0.1"),
        ("10.0.0.1", "", 1, "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", 0, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "", 0, "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "", 0, "203.0.113.7"),
        ("", "", 0, "unknown"),
        ("10.0.0.1", "<script>", 1, "unknown"),
    ],
)
def test_client_key(settings: Settings, direct: str, forwarded: str, proxies: int, key: str) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    assert client_key(RequestFactory().get("/", REMOTE_ADDR=direct, headers=headers)) == key
