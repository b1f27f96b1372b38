"""The map of a report as a picture that stands alone: its colours are in it, since paper has no style sheet."""

from html import escape
from typing import Any  # what a JSON column holds

# The colours of the page in its light theme; groups are told apart by their shapes and letters too.
NOBODY, GROUPS, INK = "#565d61", ("#a83c12", "#2a6537", "#7a5200", "#96192c", "#1f2326"), "#1f2326"


def map_svg(block: dict[str, Any]) -> str:
    """Return the SVG of a block of kind ``map``: the same places as on the page."""
    width, height = block["width"], block["height"]
    marks = "".join(f'<path fill="{_colour(group)}" d="{escape(path)}"/>' for path, group in block["marks"])
    letters = "".join(
        f'<text x="{escape(x)}" y="{escape(y)}" font-family="Libertinus Serif" font-size="30" font-weight="bold"'
        f' text-anchor="middle" dominant-baseline="central" fill="{INK}" stroke="#ffffff" stroke-width="6"'
        f' paint-order="stroke">{escape(letter)}</text>'
        for x, y, letter in block["letters"]
    )
    frame = f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" fill="#ffffff" stroke="#c9cdd2"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'{frame}<g stroke="#ffffff" stroke-width="0.6">{marks}</g>{letters}</svg>'
    )


def _colour(group: int) -> str:
    return GROUPS[group % len(GROUPS)] if group >= 0 else NOBODY
