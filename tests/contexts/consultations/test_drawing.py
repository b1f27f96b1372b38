"""The picture of a map: a map that is a line is drawn across the middle."""

import pytest

from belvedere.contexts.consultations.queries.drawing import COLUMNS, HEIGHT, ROWS, picture_of
from belvedere.contexts.consultations.queries.pictures import _frame, _marks
from belvedere.engines.opinions.mapping import OpinionMap, map_opinions
from belvedere.engines.opinions.votes import Statement, Tally, VoteLog


@pytest.fixture
def line() -> OpinionMap:
    """Phones that answer in two ways only."""
    rows = [
        (0, item, phone, vote if phone < 6 else -vote if item > 7 else vote)
        for phone in range(12)
        for item, vote in enumerate([1] * 9 + [-1])
    ]
    statements = tuple(Statement(item, f"Dit {item}") for item in range(10))
    return map_opinions(Tally.of(VoteLog.from_rows(rows)), statements, seed=1)


def test_people_on_a_line_stand_across_the_middle(line: OpinionMap) -> None:
    marks = _marks(line, has_groups=False)
    assert marks == [[0, ROWS // 2, -1, 6], [COLUMNS - 1, ROWS // 2, -1, 6]]
    middle = {"x": 0.0, "y": line.points[0, 1], "letter": "A"}
    picture = picture_of({"marks": marks, "frame": _frame(line), "groups": [middle]})
    assert picture is not None
    assert [letter.y for letter in picture.letters] == [HEIGHT / 2]
