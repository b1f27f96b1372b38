"""Drawings as data: where lines go, where they stop, which class a place is in."""

from datetime import date
from decimal import Decimal

import pytest

from belvedere.platform.ui.charts.axis import axis_of
from belvedere.platform.ui.charts.bars import Bar, drawn_bars
from belvedere.platform.ui.charts.choropleth import Region, drawn_map
from belvedere.platform.ui.charts.distribution import Spot, drawn_distribution
from belvedere.platform.ui.charts.multiples import Place, drawn_multiples
from belvedere.platform.ui.charts.series import Course, Point, drawn_series

SQUARE = "M0 0L10 0L10 10Z"


def year(number: int, value: float | None, **said: object) -> Point:
    return Point(date(number, 12, 31), str(number), value, **said)  # type: ignore[arg-type]  # a test's shorthand


def write(value: float) -> str:
    return f"{value:g}"


def test_a_line_is_lifted_where_a_value_is_absent_and_where_the_series_breaks() -> None:
    points = [year(2018, 10), year(2019, None), year(2020, 12), year(2021, 13), year(2022, 20, is_break=True)]
    drawn = drawn_series(points, write=write)
    assert drawn is not None
    assert [word[0] for word in drawn.line.split(" ") if word[0] in "ML"] == ["M", "M", "L", "M"]
    assert len(drawn.marks) == 4
    assert len(drawn.breaks) == 1


def test_a_target_its_milestones_and_the_former_target_are_drawn() -> None:
    def course(value: float) -> Course:
        return Course(((date(2018, 12, 31), 10), (date(2024, 12, 31), 14), (date(2030, 12, 31), value)))

    drawn = drawn_series([year(2018, 10), year(2020, 12)], write=write, course=course(20), former=[course(30)])
    assert drawn is not None
    assert [mark.kind for mark in drawn.milestones] == ["", " is-target"]
    assert len(drawn.former) == 1
    assert [label for _place, label in drawn.x_labels][-1] == "2030"
    assert [label for _place, label in drawn.y_labels][-1] == "30"


def test_a_margin_makes_a_band_around_the_line() -> None:
    drawn = drawn_series([year(2018, 10, margin=1), year(2020, 12, margin=2)], write=write)
    assert drawn is not None
    assert drawn.band.startswith("M")
    assert drawn.band.endswith("Z")
    assert drawn_series([year(2018, 10), year(2020, 12)], write=write).band == ""  # type: ignore[union-attr]  # there is one


@pytest.mark.parametrize("points", [[], [year(2018, None)]])
def test_nothing_is_drawn_of_nothing(points: list[Point]) -> None:
    assert drawn_series(points, write=write) is None
    assert drawn_bars([]) is None
    assert drawn_distribution([], write=write) is None
    assert drawn_multiples([], write=write) is None
    assert drawn_map([], height=10, write=write) is None


def test_one_value_is_a_dot_and_equal_values_have_an_axis() -> None:
    drawn = drawn_series([year(2020, 0)], write=write)
    assert drawn is not None
    assert len(drawn.marks) == 1
    axis = axis_of([5.0, 5.0], start=0, end=100)
    assert 0 < axis.at(5.0) < 100


def test_an_axis_begins_at_zero_only_when_zero_is_near() -> None:
    assert axis_of([2, 10], start=0, end=100).ticks[0] == 0
    assert axis_of([288_000, 296_000], start=0, end=100).ticks[0] > 200_000


def region(name: str, value: float | None, gap: str = "") -> Region:
    return Region(name, f"/{name}/", SQUARE, value, name, gap)


def test_a_map_prints_its_limits_and_hatches_secret_and_absent_apart() -> None:
    regions = [region("a", 7), region("b", 9), region("c", 12), region("d", 25), region("e", None, "secret")]
    drawn = drawn_map([*regions, region("f", None, "absent")], height=10, write=write)
    assert drawn is not None
    assert [row.css_class for row in drawn.regions] == [
        "map-step-1",
        "map-step-2",
        "map-step-3",
        "map-step-4",
        "map-secret",
        "map-absent",
    ]
    assert drawn.classes == [(1, "7", "9", False), (2, "9", "12", False), (3, "12", "25", False), (4, "25", "25", True)]
    assert (drawn.has_secret, drawn.has_absent) == (True, True)


def test_a_map_may_have_fixed_limits() -> None:
    limits = [Decimal(0), Decimal(10), Decimal(100)]
    drawn = drawn_map([region("a", 7), region("b", 12)], height=10, write=write, limits=limits)
    assert drawn is not None
    assert [row.css_class for row in drawn.regions] == ["map-step-3", "map-step-4"]


def test_bars_start_from_zero_both_ways() -> None:
    drawn = drawn_bars([Bar("a", "", 10, "10"), Bar("b", "", -10, "-10"), Bar("c", "", None, "secret")])
    assert drawn is not None
    assert [(bar.start, bar.length, bar.is_known) for bar in drawn.bars] == [
        ("100", "100", True),
        ("0", "100", True),
        ("100", "0", False),
    ]


def test_dots_of_equal_values_are_stacked() -> None:
    drawn = drawn_distribution([Spot(name, 5, name) for name in "abc"] + [Spot("d", 50, "d")], write=write)
    assert drawn is not None
    assert sorted(dot.y for dot in drawn.dots) == ["10", "20", "30", "30"]


def test_multiples_share_one_scale_and_say_when_a_place_has_nothing() -> None:
    days = (date(2014, 12, 31), date(2021, 12, 31))
    places = [
        Place("a", "/a/", tuple(zip(days, (7.0, 10.0), strict=True)), "10", "a"),
        Place("b", "/b/", tuple(zip(days, (20.0, 25.0), strict=True)), "25", "b"),
        Place("c", "/c/", tuple(zip(days, (None, None), strict=True)), "secret", "c"),
    ]
    drawn = drawn_multiples(places, write=write)
    assert drawn is not None
    assert (drawn.low, drawn.high, drawn.first, drawn.last) == ("0", "30", "2014", "2021")
    assert drawn.smalls[2].end is None
    assert drawn.smalls[2].line == ""
    assert drawn.smalls[0].end == ("114", "35.3")
