"""The charts of the gallery: each kind in its states, on invented numbers."""

from dataclasses import replace
from datetime import date

from belvedere.platform.ui.charts.bars import Bar, drawn_bars
from belvedere.platform.ui.charts.choropleth import Region, drawn_map
from belvedere.platform.ui.charts.distribution import Spot, drawn_distribution
from belvedere.platform.ui.charts.figure import Drawing, Figure, Row, Table
from belvedere.platform.ui.charts.lines import Line, drawn_lines
from belvedere.platform.ui.charts.multiples import Place, drawn_multiples
from belvedere.platform.ui.charts.series import Course, Point, drawn_series
from belvedere.platform.ui.charts.timeline import Lane, Span, drawn_timeline

HEIGHT = 200
TOWNS = {"Uneville": 7.0, "Deuxville": 12.5, "Troisville": 25.0, "Quatreville": None, "Cinqville": None}


def sample_charts() -> dict[str, Figure]:
    """Return a figure by kind and state."""
    return {
        "chart_series": _figure("ex-serie", "Une série, sa marge et ses cibles", _series()),
        "chart_alone": _figure("ex-seule", "Une seule valeur", drawn_series([_point(2024, 9.0)], write=_write)),
        "chart_empty": _figure("ex-vide", "Rien à dessiner", None, "Aucune valeur publiée."),
        "chart_map": _figure("ex-carte", "Une carte, ses limites et ses manques", _map()),
        "chart_bars": _figure("ex-barres", "Des barres", _bars()),
        "chart_distribution": _figure("ex-repartition", "Une répartition", _distribution()),
        "chart_lines": _figure("ex-lignes", "Deux comptes dans le temps", _lines()),
        "chart_timeline": _figure("ex-frise", "Une frise, ses liens et son chemin critique", _timeline()),
        "chart_multiples": _figure("ex-communes", "Les communes, sur une même échelle", _multiples()),
    }


def _write(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _figure(key: str, title: str, drawing: Drawing | None, sentence: str = "De 7 à 25, nombres inventés.") -> Figure:
    rows = tuple(Row(name, ("secret" if value is None else _write(value),)) for name, value in TOWNS.items())
    return Figure(
        key, title, sentence, drawing, Table(("Commune", "Valeur"), rows), "exemple inventé", date(2026, 12, 1)
    )


def _point(year: int, value: float | None, *, margin: float | None = None, is_break: bool = False) -> Point:
    return Point(
        date(year, 12, 31),
        str(year),
        value,
        label=f"{year}",
        margin=margin,
        is_uncertain=year == 2022,  # noqa: PLR2004 -- one dot shows what uncertain looks like
        is_break=is_break,
    )


def _series() -> Drawing | None:
    def course(value: float) -> Course:
        return Course(((date(2018, 12, 31), 9.0), (date(2024, 12, 31), 11.0), (date(2030, 12, 31), value)))

    points = [
        _point(2018, 9.0, margin=0.6),
        _point(2019, None),
        _point(2020, 9.6, margin=0.5),
        _point(2021, 10.4, margin=0.5),
        _point(2022, 10.1, margin=0.8),
        _point(2023, 11.9, margin=0.6, is_break=True),
        _point(2024, 12.2, margin=0.6),
    ]
    return drawn_series(points, write=_write, course=course(14), former=[course(18)])


def _map() -> Drawing | None:
    gaps = {"Quatreville": "secret", "Cinqville": "absent"}
    regions = [
        Region(
            name,
            f"/_ui/#{name}",
            f"M{left} 0H{left + 180}V{HEIGHT}H{left}Z",
            value,
            f"{name}\N{NO-BREAK SPACE}: {_write(value) if value is not None else gaps[name]}",
            gaps.get(name, ""),
            name == "Deuxville",
        )
        for left, (name, value) in zip(range(0, 1000, 200), TOWNS.items(), strict=True)
    ]
    return drawn_map(regions, height=HEIGHT, write=_write)


def _bars() -> Drawing | None:
    bars = [
        Bar(name, "", value, "secret" if value is None else _write(value), name == "Deuxville")
        for name, value in TOWNS.items()
    ]
    return drawn_bars(bars, reference=14.0)


def _distribution() -> Drawing | None:
    spots = [Spot(name, value, name, name == "Deuxville") for name, value in TOWNS.items() if value is not None]
    return drawn_distribution([*spots, Spot("Sixville", 12.6, "Sixville")], write=_write, reference=14.0)


def _multiples() -> Drawing | None:
    days = (date(2018, 12, 31), date(2021, 12, 31), date(2024, 12, 31))
    places = [
        Place(
            name,
            "/_ui/",
            tuple((day, value + rank if value is not None else None) for rank, day in enumerate(days)),
            "secret" if value is None else _write(value + 2),
            f"{name}\N{NO-BREAK SPACE}: exemple inventé",
            name == "Deuxville",
        )
        for name, value in TOWNS.items()
    ]
    return drawn_multiples(places, write=_write, reference=[(day, 14.0) for day in days])


def _lines() -> Drawing | None:
    days = (date(2024, 12, 31), date(2025, 12, 31), date(2026, 12, 31))
    held = Line("promises", "course", tuple(zip(days, (8.0, 12.0, 14.0), strict=True)))
    return drawn_lines([held, Line("faites", "line", tuple(zip(days, (0.0, 3.0, 9.0), strict=True)))], write=_write)


def _timeline() -> Drawing | None:
    kinds = ("kept", "open", "late", "contested", "due")
    spans = [
        Span(
            name,
            name,
            "/_ui/",
            date(2025 + rank // 3, 1 + rank, 1),
            date(2026 + rank // 2, 6, 30),
            kind,
            name,
            not rank,
        )
        for rank, (name, kind) in enumerate(zip(TOWNS, kinds, strict=True))
    ]
    waiting = replace(spans[4], after=(spans[0].key,))
    lanes = [Lane("1. Un axe", tuple(spans[:3])), Lane("2. Un autre", (spans[3], waiting))]
    return drawn_timeline(lanes, today=date(2026, 6, 1))
