"""A paper in blocks as a DOCX that one can edit: real styles, real tables, what is missing in yellow."""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.text.paragraph import Paragraph

INK, LAVA = RGBColor(0x22, 0x26, 0x2B), RGBColor(0x9A, 0x34, 0x12)
TEXT_WIDTH, LONGEST_COLUMN = Cm(16.2), 36  # between the margins; in letters
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def render_docx(
    *,
    title: str,
    author: str,
    subtitle: str,
    at: datetime,
    blocks: Sequence[dict[str, object]],
    missing: re.Pattern[str] | None = None,
) -> bytes:
    """Return a DOCX made of blocks: a heading (``level``, ``text``), ``items``, ``rows`` or a ``text``.

    What ``missing`` finds in a text is highlighted, for whoever completes the paper.
    """
    document = Document()
    _set_up(document, title, author, at)
    document.add_heading(title, level=0)
    writer = _Writer(document, missing)
    writer.write(document.add_paragraph(style="Subtitle"), subtitle)
    for block in blocks:
        writer.add(block)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _set_up(document: DocumentType, title: str, author: str, at: datetime) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, author, "fr-FR"
    properties.created = properties.modified = at.replace(tzinfo=None)
    properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = "Liberation Serif", Pt(11), INK
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "fr-FR")
    normal.element.get_or_add_rPr().append(language)
    for name, size, colour in (
        ("Title", 20, INK),
        ("Heading 1", 14, LAVA),
        ("Heading 2", 12, INK),
        ("Subtitle", 11, INK),
    ):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Liberation Sans", Pt(size), colour
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    for border in document.styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


class _Writer:
    """Adds blocks to a document."""

    def __init__(self, document: DocumentType, missing: re.Pattern[str] | None) -> None:
        self.document = document
        self.missing = missing

    def add(self, block: dict[str, object]) -> None:
        rows, items = block.get("rows"), block.get("items")
        if block["kind"] == "heading":
            level = block["level"]
            self.document.add_heading(str(block["text"]), level=level if isinstance(level, int) else 1)
        elif isinstance(items, list):
            for item in items:
                self.write(self.document.add_paragraph(style="List Bullet"), str(item))
        elif isinstance(rows, list):
            self._table(rows)
        else:
            self.write(self.document.add_paragraph(), str(block["text"]))

    def _table(self, rows: list[list[str]]) -> None:
        table = self.document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
        table.autofit = False
        widths = _widths(rows)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for number, row in enumerate(rows):
            for cell, text, width in zip(table.add_row().cells, row, widths, strict=True):
                cell.width = width
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
                self.write(paragraph, text)
                for run in paragraph.runs:
                    run.font.size, run.bold = Pt(9.5), number == 0
        head = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 -- the library has no other way to say that a row is the head
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        head.append(repeated)
        self.document.add_paragraph()

    def write(self, paragraph: Paragraph, text: str) -> None:
        """Write a text, what is still to be completed in yellow."""
        place = 0
        for gap in self.missing.finditer(text) if self.missing else ():
            if gap.start() > place:
                paragraph.add_run(text[place : gap.start()])
            paragraph.add_run(gap.group()).font.highlight_color = WD_COLOR_INDEX.YELLOW
            place = gap.end()
        if place < len(text):
            paragraph.add_run(text[place:])


def _widths(rows: list[list[str]]) -> list[Emu]:
    """Return the widths of the columns, by their longest word and their longest text, within the page."""
    weights = []
    for cells in zip(*rows, strict=True):
        longest_word = max(len(word) for cell in cells for word in (cell.split() or [""]))
        weights.append(max(longest_word, min(LONGEST_COLUMN, max(map(len, cells)))) + 4)
    return [Emu(int(TEXT_WIDTH * weight / sum(weights))) for weight in weights]
