"""The map as SVG: a mark by person, its shape and colour by group, hollow where the group is unsure."""

from html import escape
from math import cos, pi, sin

import numpy as np

from belvedere.engines.opinions.chance import Floats
from belvedere.engines.opinions.clusters import centres_of
from belvedere.engines.opinions.mapping import OpinionMap
from belvedere.engines.opinions.naming import letter
from belvedere.engines.opinions.report_words import Writer

WIDTH, HEIGHT, MARGIN = 720, 520, 28
SURE = 0.8
_COLOURS = ("#0b6e99", "#b3440f", "#5b3f9e", "#1b7a3d", "#8a6100")
_PLAIN = "#5f6368"
_SIDES = (0, 4, 3, 6, 5)
_SIZE = 4.2


def map_svg(found: OpinionMap, writer: Writer) -> str:
    """Return the map. O(people)."""
    membership = found.grouping.partition.membership if found.grouping.partition else np.ones(len(found.mapped))
    labels = found.labels if found.labels is not None else np.full(len(found.mapped), -1)
    marks = dict.fromkeys(
        _mark(x, y, group, is_sure=sure >= SURE)
        for (x, y), group, sure in zip(_placed(found, found.points), labels.tolist(), membership.tolist(), strict=True)
    )
    names = [] if found.labels is None else _names(found)
    title = escape(writer.say("title"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-labelledby="map-title map-description"><title id="map-title">{title}</title>'
        f'<desc id="map-description">{escape(description(found, writer))}</desc>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>\n' + "\n".join([*marks, *names]) + "\n</svg>\n"
    )


def description(found: OpinionMap, writer: Writer) -> str:
    """Return what the map shows, in words."""
    groups = writer.say("without_groups")
    if found.grouping.partition:
        sizes = [writer.whole(size) for size in found.grouping.partition.sizes.tolist()]
        named = ", ".join(f"{letter(group)} {size}" for group, size in enumerate(sizes))
        groups = writer.say("in_groups", sizes=named)
    return writer.say("map_description", mapped=writer.whole(len(found.mapped)), groups=groups)


def _placed(found: OpinionMap, points: Floats) -> list[tuple[float, float]]:
    """Return points in the picture, where everybody on the map just fits."""
    if not len(points):
        return []
    low, high = found.points.min(axis=0), found.points.max(axis=0)
    room = np.array([WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN])
    scale = float((room / np.maximum(high - low, 1e-9)).min())
    away = (points - (low + high) / 2) * scale * np.array([1, -1])
    return [(x, y) for x, y in (away + np.array([WIDTH / 2, HEIGHT / 2])).tolist()]


def _mark(x: float, y: float, group: int, *, is_sure: bool) -> str:
    colour = _PLAIN if group < 0 else _COLOURS[group]
    paint = f'fill="{colour}" fill-opacity="0.75"' if is_sure else f'fill="none" stroke="{colour}"'
    sides = 0 if group < 0 else _SIDES[group]
    if not sides:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_SIZE - 0.6}" {paint}/>'
    corners = (2 * pi * (corner + 0.5) / sides + pi / 2 for corner in range(sides))
    points = " ".join(f"{x + _SIZE * cos(angle):.1f},{y + _SIZE * sin(angle):.1f}" for angle in corners)
    return f'<polygon points="{points}" {paint}/>'


def _names(found: OpinionMap) -> list[str]:
    labels = found.labels
    if labels is None:
        return []
    centres = _placed(found, centres_of(found.points, labels, int(labels.max()) + 1))
    return [
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="sans-serif" '
        f'font-size="26" '
        f'font-weight="bold" text-anchor="middle" dominant-baseline="middle" fill="#111111" stroke="#ffffff" '
        f'stroke-width="5" paint-order="stroke">{letter(group)}</text>'
        for group, (x, y) in enumerate(centres)
    ]
