"""French and English typography of numbers, dates and delays."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils.translation import override

from belvedere.platform.ui.templatetags import ui

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, "0", "0"),
        (1250, f"1{NBSP}250", "1,250"),
        (25.0, "25", "25"),
        (-1234567.5, f"-1{NBSP}234{NBSP}567,5", "-1,234,567.5"),
        (None, "", ""),
    ],
)
def test_number(value: float | None, french: str, english: str) -> None:
    assert ui.number(value) == french
    with override("en"):
        assert ui.number(value) == english


def test_percent() -> None:
    assert ui.percent(42) == f"42{NBSP}%"
    with override("en"):
        assert ui.percent(42) == "42%"


@pytest.mark.parametrize(
    ("value", "full", "short"),
    [
        (date(2026, 11, 23), "lundi 23 novembre 2026", "23 nov. 2026"),
        (date(2027, 1, 1), "vendredi 1er janvier 2027", "1er jan. 2027"),
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "lundi 23 novembre 2026", "23 nov. 2026"),
        (None, "", ""),
    ],
)
def test_dates(value: date | None, full: str, short: str) -> None:
    assert (ui.day(value), ui.short_day(value)) == (full, short)


def test_a_date_without_its_day_of_the_week() -> None:
    assert ui.plain_day(datetime(2026, 11, 30, 23, 30, tzinfo=UTC)) == "1er décembre 2026"
    assert ui.plain_day(date(2026, 11, 23)) == "23 novembre 2026"


def test_dates_in_english() -> None:
    with override("en"):
        assert ui.day(date(2026, 11, 1)) == "Sunday 1 November 2026"
        assert ui.short_day(date(2026, 11, 1)) == "1 Nov 2026"
        assert ui.moment(datetime(2026, 11, 23, 9, 5, tzinfo=UTC)) == "23 Nov 2026, 10:05"


def test_moment_is_told_in_the_territorys_time() -> None:
    assert ui.moment(datetime(2026, 7, 1, 7, 5, tzinfo=UTC)) == f"1er juil. 2026 à 9{NBSP}h{NBSP}05"


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "aucun jour ouvré"), (1, "1 jour ouvré"), (2, "2 jours ouvrés"), (1200, f"1{NBSP}200 jours ouvrés")],
)
def test_working_days(count: int, words: str) -> None:
    assert ui.working_days(count) == words


@pytest.mark.parametrize(
    ("value", "maximum", "share"),
    [(0, 500, "0"), (1, 3, "33.33"), (700, 500, "100"), (-1, 5, "0"), (5, 0, "0"), (None, 5, "0")],
)
def test_share_is_written_for_svg(value: float | None, maximum: float, share: str) -> None:
    assert ui.share_of(value, maximum) == share


@pytest.mark.parametrize(("language", "expected"), [("fr", [True, True, False]), ("en", [False, True, False])])
def test_zero_is_singular_in_french_only(language: str, expected: list[bool]) -> None:
    with override(language):
        assert [ui.is_singular(value) for value in (0, 1, 2)] == expected


@pytest.mark.parametrize(("language", "written"), [("fr", "Royat\N{NO-BREAK SPACE}: 3"), ("en", "Royat: 3")])
def test_a_colon_between_data_follows_the_language(language: str, written: str) -> None:
    with override(language):
        assert Template("{{ name }}{% colon %} {{ count }}").render(Context({"name": "Royat", "count": 3})) == written
