"""A table as an XLSX workbook: one sheet, text and whole numbers as they are, dates as dates, no formula."""

import io
from collections.abc import Iterable, Sequence
from datetime import date

Value = str | int | date | None
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(title: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return a workbook of one sheet; a cell that looks like a formula is kept as text."""
    from openpyxl import Workbook  # noqa: PLC0415 -- loads numpy where it is: only who writes a workbook waits
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 -- the same

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for row in (header, *rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=value)
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
