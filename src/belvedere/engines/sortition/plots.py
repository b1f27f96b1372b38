"""Plots of a report as SVG, in the colours of the page, each with a title and a description; a table goes with each."""

from collections.abc import Iterable, Sequence
from html import escape

from belvedere.engines.sortition.report_words import Writer
from belvedere.engines.sortition.summary import Group, Summary

WIDTH = 720
_LEFT, _RIGHT, _TOP = 190, 70, 8
_ROW = 26
_CURVE_HEIGHT, _CURVE_LEFT, _CURVE_BOTTOM = 260, 64, 28
_POINTS = 400
_LABEL_LETTERS = 26


def chances_curve(name: str, probabilities: Sequence[float], summary: Summary, writer: Writer) -> str:
    """Return the curve of all the chances in order, with a dashed line at equal shares."""
    ordered, top = sorted(probabilities), max(summary.highest, summary.equal_chance) or 1.0
    width, height = WIDTH - _CURVE_LEFT - 12, _CURVE_HEIGHT - _TOP - _CURVE_BOTTOM
    count = len(ordered)
    shown = sorted({round(step * (count - 1) / (_POINTS - 1)) for step in range(_POINTS)})

    def across(rank: int) -> float:
        return _CURVE_LEFT + width * (rank / (count - 1) if count > 1 else 0.5)

    def down(chance: float) -> float:
        return _TOP + height * (1 - chance / top)

    line = " ".join(f"{across(rank):.1f},{down(ordered[rank]):.1f}" for rank in shown)
    equal = down(summary.equal_chance)
    marks = {0.0: down(0.0), top / 2: down(top / 2), top: down(top)}
    parts = [
        *(
            _grid_line(y) + _text(_CURVE_LEFT - 8, y + 4, writer.percent(chance, 1), "end")
            for chance, y in marks.items()
        ),
        f'<line class="equal" x1="{_CURVE_LEFT}" y1="{equal:.1f}" x2="{WIDTH - 12}" y2="{equal:.1f}"/>',
        f'<polyline class="curve" points="{line}"/>',
        _text(_CURVE_LEFT, _CURVE_HEIGHT - 8, "1", "start"),
        _text(WIDTH - 12, _CURVE_HEIGHT - 8, writer.whole(count), "end"),
    ]
    said = {
        "people": writer.whole(summary.people),
        "lowest": writer.percent(summary.lowest),
        "highest": writer.percent(summary.highest),
        "equal": writer.percent(summary.equal_chance),
    }
    return _svg(name, _CURVE_HEIGHT, writer.say("curve"), writer.say("curve_description", **said), parts)


def chance_bars(name: str, category: str, groups: Sequence[Group], writer: Writer) -> str:
    """Return, for each value of a category, a line from the smallest to the largest chance, and a dot at the mean."""
    top = max((group.highest for group in groups), default=0.0) or 1.0
    parts = []
    for row, group in enumerate(groups):
        y, left, right = _middle(row), _across(group.lowest / top), _across(group.highest / top)
        parts += [
            _label(group.quota.value, y),
            f'<line class="range" x1="{left:.1f}" y1="{y}" x2="{right:.1f}" y2="{y}"/>',
            f'<circle class="dot" cx="{_across(group.mean / top):.1f}" cy="{y}" r="5"/>',
            _text(WIDTH - _RIGHT + 8, y + 4, writer.percent(group.mean, 1), "start"),
        ]
    title = writer.say("bars_title", category=category)
    return _svg(name, _height(groups), title, writer.say("bars_description"), parts)


def quota_bars(name: str, category: str, groups: Sequence[Group], summary: Summary, writer: Writer) -> str:
    """Return, for each value of a category, the band of its quota, its places on average, its share of the pool."""
    in_proportion = [group.people * summary.equal_chance for group in groups]
    highest = [min(group.quota.maximum, summary.size) for group in groups]
    top = max([*in_proportion, *highest, *(group.expected_places for group in groups)], default=0) or 1
    parts = []
    for row, (group, share, most) in enumerate(zip(groups, in_proportion, highest, strict=True)):
        y, x = _middle(row), _across(share / top)
        left = _across(group.quota.minimum / top) - 2
        width = _across(most / top) + 2 - left
        parts += [
            _label(group.quota.value, y),
            f'<rect class="band" x="{left:.1f}" y="{y - 8}" width="{width:.1f}" height="16"/>',
            f'<path class="diamond" d="M{x:.1f} {y - 6}l6 6l-6 6l-6 -6z"/>',
            f'<circle class="dot" cx="{_across(group.expected_places / top):.1f}" cy="{y}" r="5"/>',
            _text(WIDTH - _RIGHT + 8, y + 4, writer.decimal(group.expected_places, 1), "start"),
        ]
    title = writer.say("quota_bars_title", category=category)
    return _svg(name, _height(groups), title, writer.say("quota_bars_description"), parts)


def _svg(name: str, height: int, title: str, description: str, parts: Iterable[str]) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{name}-title {name}-description">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-description">{escape(description)}</desc>{"".join(parts)}</svg>'
    )


def _height(groups: Sequence[Group]) -> int:
    return 2 * _TOP + _ROW * len(groups)


def _middle(row: int) -> int:
    return _TOP + _ROW * row + _ROW // 2


def _across(share: float) -> float:
    return _LEFT + (WIDTH - _LEFT - _RIGHT) * share


def _grid_line(y: float) -> str:
    return f'<line class="grid" x1="{_CURVE_LEFT}" y1="{y:.1f}" x2="{WIDTH - 12}" y2="{y:.1f}"/>'


def _label(name: str, y: int) -> str:
    shown = name if len(name) <= _LABEL_LETTERS else f"{name[: _LABEL_LETTERS - 1]}…"
    return _text(_LEFT - 14, y + 4, shown, "end")


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
