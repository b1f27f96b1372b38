"""A text that leaves in a file comes back the same, and never starts a formula."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from belvedere.platform.exchange.cells import bare, guarded
from belvedere.platform.exchange.sheets import read_sheet
from belvedere.platform.exchange.workbooks import workbook

TEXTS = st.text(st.sampled_from("a=+-@'\n é1;,\""), max_size=6)


@given(TEXTS)
def test_what_is_guarded_comes_back(text: str) -> None:
    assert bare(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@settings(max_examples=10)
@given(st.lists(TEXTS.map(str.strip), min_size=1, max_size=4))
def test_workbook_keeps_texts_numbers_and_days(texts: list[str]) -> None:
    content = workbook("Plan", ("texte", "nombre", "jour"), [(guarded(text), 12, date(2027, 6, 30)) for text in texts])
    sheet = read_sheet(content, "plan.xlsx")
    assert sheet.header == ("texte", "nombre", "jour")
    assert [(bare(cells[0]), cells[1:]) for _line, cells in sheet.lines] == [
        (text, ("12", "2027-06-30")) for text in texts
    ]
