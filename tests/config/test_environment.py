from pathlib import Path

import pytest

from belvedere.config import environment as env
from belvedere.config.databases import database_from_url
from belvedere.config.development import development_key, local_hosts, local_url, make_secret_key, prepare
from belvedere.config.environment import InsecureSetting


def test_a_file_wins_over_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret"
    secret.write_text("from the file\n", encoding="utf-8")
    monkeypatch.setenv("BELVEDERE_X", "from the variable")
    assert env.text("X") == "from the variable"
    monkeypatch.setenv("BELVEDERE_X_FILE", str(secret))
    assert env.text("X") == "from the file"


def test_a_missing_file_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELVEDERE_X_FILE", "/nowhere/secret")
    with pytest.raises(InsecureSetting, match="BELVEDERE_X_FILE"):
        env.text("X")


@pytest.mark.parametrize(("value", "expected"), [("yes", True), ("OUI", True), ("0", False), ("", False)])
def test_flags(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("BELVEDERE_X", value)
    assert env.flag("X") is expected


def test_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELVEDERE_X", "a.fr, b.fr,")
    assert env.words("X") == ["a.fr", "b.fr"]


def test_sqlite_url_is_under_the_data_directory(tmp_path: Path) -> None:
    assert database_from_url("sqlite:///x.db", data_dir=tmp_path)["NAME"] == str(tmp_path / "x.db")
    assert database_from_url("sqlite:////srv/x.db", data_dir=tmp_path)["NAME"] == "/srv/x.db"


def test_postgresql_url(tmp_path: Path) -> None:
    found = database_from_url("postgresql://moi:p%40ss@db:5433/base?sslmode=require", data_dir=tmp_path)
    assert {name: found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")} == {
        "NAME": "base",
        "USER": "moi",
        "PASSWORD": "p@ss",
        "HOST": "db",
        "PORT": "5433",
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 3, "sslmode": "require"},
    }


def test_postgresql_behind_a_pooler_prepares_nothing(tmp_path: Path) -> None:
    assert database_from_url("postgresql://db/base?prepared=no", data_dir=tmp_path)["OPTIONS"] == {}
    with pytest.raises(InsecureSetting, match="prepared=maybe: write prepared=yes or prepared=no"):
        database_from_url("postgresql://db/base?prepared=maybe", data_dir=tmp_path)


def test_development_key_is_private_and_kept(tmp_path: Path) -> None:
    make_secret_key(tmp_path)
    first = development_key(tmp_path)
    make_secret_key(tmp_path)
    assert development_key(tmp_path) == first
    assert len(first) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_up_fills_in_what_a_developer_leaves_unsaid(tmp_path: Path) -> None:
    said = {"BELVEDERE_DATA_DIR": str(tmp_path / "new")}
    prepare(said)
    assert said == {
        "BELVEDERE_DATA_DIR": str(tmp_path / "new"),
        "BELVEDERE_STATIC_HASHED": "yes",
        "BELVEDERE_DEMO": "yes",
    }
    assert (tmp_path / "new" / "secret-key").exists()


def test_up_adds_nothing_to_production(tmp_path: Path) -> None:
    said = {"BELVEDERE_DATA_DIR": str(tmp_path / "new"), "BELVEDERE_PRODUCTION": "yes"}
    prepare(said)
    assert "BELVEDERE_DEMO" not in said
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("host", "url", "hosts"),
    [
        ("127.0.0.1", "http://127.0.0.1:80", "127.0.0.1,localhost,[::1],testserver,127.0.0.1"),
        ("0.0.0.0", "http://127.0.0.1:80", "*"),  # noqa: S104 -- not bound
        ("::1", "http://[::1]:80", "127.0.0.1,localhost,[::1],testserver,::1"),
    ],
)
def test_local_address(host: str, url: str, hosts: str) -> None:
    assert (local_url(host, 80), local_hosts(host)) == (url, hosts)
