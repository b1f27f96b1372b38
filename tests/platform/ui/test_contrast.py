"""Every pair of colours in use is readable, in both themes; the stylesheets stay light."""

import gzip
import re
from pathlib import Path

import pytest

from belvedere.platform.ui import apps

STATIC = Path(apps.__file__).parent / "static" / "ui"
TOKENS = (STATIC / "tokens.css").read_text(encoding="utf-8")
AA_TEXT = 4.5
AA_SHAPES = 3.0

TEXTS = [
    *[
        (text, ground)
        for text in ("ink", "muted", "lava", "lava-strong")
        for ground in ("paper", "surface", "sunken", "sky")
    ],
    *[(text, ground) for text in ("meadow", "amber", "brick") for ground in ("paper", "surface", "sunken")],
    *[(mood, f"{mood}-soft") for mood in ("lava", "meadow", "amber", "brick")],
    *[("ink", f"{mood}-soft") for mood in ("lava", "meadow", "amber", "brick")],
    ("lava-strong", "lava-soft"),
    ("on-lava", "lava"),
    ("on-lava", "lava-strong"),
    ("on-basalt", "basalt"),
    ("basalt", "on-basalt"),
    ("on-basalt", "ground"),
    ("paper", "ink"),
    ("surface", "brick"),
    ("ink", "ridge"),
]
SHAPES = [("control", "surface"), ("control", "paper"), ("focus", "paper"), ("lava", "surface"), ("meadow", "surface")]


def tokens_of(selector: str) -> dict[str, str]:
    block = TOKENS.split(selector + " {", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


LIGHT = tokens_of(":root")
DARK = LIGHT | tokens_of(':root[data-theme="dark"]')


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_are_readable_on_their_grounds(theme: dict[str, str]) -> None:
    weak = {pair: round(contrast(theme[pair[0]], theme[pair[1]]), 2) for pair in TEXTS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < AA_TEXT} == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_shapes_stand_out(theme: dict[str, str]) -> None:
    weak = {pair: round(contrast(theme[pair[0]], theme[pair[1]]), 2) for pair in SHAPES}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < AA_SHAPES} == {}


def test_the_dark_theme_is_the_same_by_choice_and_by_system() -> None:
    assert tokens_of(':root:not([data-theme="light"])') == tokens_of(':root[data-theme="dark"]')


def test_stylesheets_and_script_stay_light() -> None:
    sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in STATIC.glob("*.css")}
    assert sum(sizes.values()) <= 12_000, sizes
    assert (STATIC / "enhance.js").stat().st_size <= 3_000
