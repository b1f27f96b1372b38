"""The settings described are those that are read."""

import re

from tests.architecture.sources import ROOT, SOURCE

READ = re.compile(r'\benv\.(?:text|flag|integer|words)\(\s*"([A-Z_]+)"')
WRITTEN = re.compile(r"BELVEDERE_([A-Z_]+[A-Z])")


def test_settings_documented_are_those_read() -> None:
    read = {name for path in SOURCE.rglob("*.py") for name in READ.findall(path.read_text(encoding="utf-8"))}
    documented = set(WRITTEN.findall((ROOT / "docs" / "operations" / "settings.md").read_text(encoding="utf-8")))
    assert documented == read


def test_every_setting_named_elsewhere_exists() -> None:
    read = {name for path in SOURCE.rglob("*.py") for name in READ.findall(path.read_text(encoding="utf-8"))}
    tests_only = {"CHROMIUM"}
    paths = [*(ROOT / "deploy").rglob("*"), *(ROOT / "docs").rglob("*.md"), *SOURCE.rglob("*.py"), ROOT / "Makefile"]
    named = {
        name.removesuffix("_FILE")
        for path in paths
        if path.is_file()
        for name in WRITTEN.findall(path.read_text(encoding="utf-8"))
    }
    assert named - read - tests_only == set()
