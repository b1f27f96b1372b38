"""What a chart repeats by the hundred: shapes, dots and rows written at once, since a template's loop is slow."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from belvedere.platform.ui.charts.bars import BarsDrawing, DrawnBar
from belvedere.platform.ui.charts.choropleth import MapDrawing
from belvedere.platform.ui.charts.distribution import Dot
from belvedere.platform.ui.charts.figure import Row, Table
from belvedere.platform.ui.charts.multiples import MultiplesDrawing, Small
from belvedere.platform.ui.charts.series import Mark

register = template.Library()


def _safe(pieces: Iterable[str]) -> SafeString:
    return mark_safe("".join(pieces))  # noqa: S308 -- every text that comes from data went through escape


def _link(url: str, words: str) -> str:
    return f'<a href="{escape(url)}">{escape(words)}</a>' if url else escape(words)


def _row(row: Row | DrawnBar) -> str:
    return '<tr class="is-current">' if row.is_current else "<tr>"


@register.simple_tag
def map_regions(drawing: MapDrawing, key: str) -> SafeString:
    """Write the regions of a map, each a link with its sentence."""
    return _safe(
        f'<a href="{escape(region.url)}" class="map-link"><path class="{region.css_class}" d="{escape(region.outline)}"'
        + (f' fill="url(#{escape(key)}-{region.gap})"' if region.gap else "")
        + f"><title>{escape(region.label)}</title></path></a>"
        for region in drawing.regions
    )


@register.simple_tag
def chart_dots(dots: Iterable[Mark | Dot], radius: str) -> SafeString:
    """Write the dots of a chart, each with its sentence."""
    return _safe(
        f'<circle class="chart-dot{dot.kind}" cx="{dot.x}" cy="{dot.y}" r="{radius}">'
        f"<title>{escape(dot.label)}</title></circle>"
        for dot in dots
    )


@register.simple_tag
def chart_rows(table: Table) -> SafeString:
    """Write the rows of the table of a chart."""
    return _safe(_chart_row(row) for row in table.rows)


def _chart_row(row: Row) -> str:
    cells = "".join(f'<td class="num">{escape(cell)}</td>' for cell in row.cells)
    return f'{_row(row)}<th scope="row">{_link(row.url, row.head)}</th>{cells}</tr>'


@register.simple_tag
def chart_bars(drawing: BarsDrawing) -> SafeString:
    """Write the bars: a row of the table each."""
    line = f'<path class="bar-reference" d="M{drawing.reference} 0V14"/>' if drawing.reference else ""
    return _safe(
        f'{_row(bar)}<th scope="row">{_link(bar.url, bar.name)}</th><td class="num">{escape(bar.words)}</td>'
        f'<td class="bar-cell"><svg class="bar" viewBox="0 0 {drawing.width} 14" aria-hidden="true"'
        ' preserveAspectRatio="none">'
        + (f'<rect class="bar-fill" x="{bar.start}" y="2" width="{bar.length}" height="10"/>' if bar.is_known else "")
        + f"{line}</svg></td></tr>"
        for bar in drawing.bars
    )


@register.simple_tag
def chart_multiples(drawing: MultiplesDrawing) -> SafeString:
    """Write the small drawings, the whole territory behind each."""
    behind = f'<path class="chart-former" d="{drawing.reference}"/>' if drawing.reference else ""
    frame = f'viewBox="0 0 {drawing.width} {drawing.height}" role="img"'
    return _safe(_small(small, frame, behind) for small in drawing.smalls)


def _small(small: Small, frame: str, behind: str) -> str:
    end = f'<circle class="chart-dot" cx="{small.end[0]}" cy="{small.end[1]}" r="3"/>' if small.end else ""
    item = '<li class="is-current">' if small.is_current else "<li>"
    return (
        f"{item}{_link(small.url, small.name)}"
        f'<svg class="multiple" {frame} aria-label="{escape(small.label)}"><path class="chart-grid" d="M6 50H114"/>'
        f'{behind}<path class="chart-line" d="{small.line}"/>{end}</svg>'
        f'<span class="multiple-last">{escape(small.last)}</span></li>'
    )
