"""A paper in blocks as a DOCX that one can edit: real styles, real tables, what is missing in yellow."""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_COLOR_INDEX, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import _Row
from docx.text.paragraph import Paragraph

INK, LAVA = RGBColor(0x22, 0x26, 0x2B), RGBColor(0x9A, 0x34, 0x12)
LINE_WIDTH, TEXT_WIDTH = Cm(16.2), Cm(16)  # between the margins; less what the edge of a table takes
LETTER, CELL_EDGE, LONGEST_COLUMN = Cm(0.18), Cm(0.2), 40  # a letter of a table, the white beside it; in letters
AFTER_TABLE = Pt(10)
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
    """Return a DOCX made of blocks: heading (``level``, ``text``), ``items``, ``rows``, ``text``, ``png`` (``text``).

    What ``missing`` finds in a text is highlighted, for whoever completes the paper.
    """
    document = Document()
    _set_up(document, title, author, at)
    _foot(document, f"{author} · {title}")
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
    normal.paragraph_format.space_after = Pt(6)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(16)
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


def _foot(document: DocumentType, words: str) -> None:
    """Write who says what at the foot of each page, and which page of how many."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles["Normal"]  # the style of feet brings a tab in the middle
    paragraph.paragraph_format.tab_stops.add_tab_stop(LINE_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    for text, field in ((f"{words}\t", ""), ("", "PAGE"), (" / ", ""), ("", "NUMPAGES")):
        run = paragraph.add_run(text)
        run.font.name, run.font.size = "Liberation Sans", Pt(8)
        if field:
            counted = OxmlElement("w:fldSimple")
            counted.set(qn("w:instr"), field)
            run._r.addprevious(counted)  # noqa: SLF001 -- the library has no field
            counted.append(run._r)  # noqa: SLF001 -- as above


class _Writer:
    """Adds blocks to a document."""

    def __init__(self, document: DocumentType, missing: re.Pattern[str] | None) -> None:
        self.document = document
        self.missing = missing
        self.follows_table = False

    def add(self, block: dict[str, object]) -> None:
        rows, items = block.get("rows"), block.get("items")
        if self.follows_table and isinstance(rows, list):
            self.document.add_paragraph()  # two tables that touch would be one
        before = len(self.document.paragraphs)
        self._add(block, rows, items)
        if self.follows_table and block["kind"] != "heading" and not isinstance(rows, list):
            self.document.paragraphs[before].paragraph_format.space_before = AFTER_TABLE
        self.follows_table = isinstance(rows, list)

    def _add(self, block: dict[str, object], rows: object, items: object) -> None:
        if block["kind"] == "heading":
            level = block["level"]
            self.document.add_heading(str(block["text"]), level=level if isinstance(level, int) else 1)
        elif isinstance(items, list):
            for item in items:
                self.write(self.document.add_paragraph(style="List Bullet"), str(item))
        elif isinstance(rows, list):
            self._table(rows)
        elif isinstance(png := block.get("png"), bytes):
            self._picture(png, str(block["text"]))
        else:
            self.write(self.document.add_paragraph(), str(block["text"]))

    def _picture(self, png: bytes, words: str) -> None:
        """Add a picture with its words, for whoever sees it and for whoever does not."""
        shape = self.document.add_picture(BytesIO(png), width=TEXT_WIDTH)
        shape._inline.docPr.set("descr", words)  # noqa: SLF001 -- the library has no other way to write the alternative
        self.write(self.document.add_paragraph(), words)

    def _table(self, rows: list[list[str]]) -> None:
        table = self.document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
        table.autofit = False
        table._tblPr.append(_valued("w:tblInd", "w:w", str(CELL_EDGE.twips), ("w:type", "dxa")))  # noqa: SLF001 -- the library has no indent
        widths = _widths(rows)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for number, row in enumerate(rows):
            added = table.add_row()
            _says(added, "w:cantSplit")
            for cell, text, width in zip(added.cells, row, widths, strict=True):
                cell.width = width
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
                self.write(paragraph, text)
                for run in paragraph.runs:
                    run.font.size, run.bold = Pt(9.5), number == 0
                paragraph.paragraph_format.keep_with_next = number == 0
        _says(table.rows[0], "w:tblHeader")

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


def _says(row: _Row, what: str) -> None:
    """Say of a row that it is the head of its table, or that no page cuts it."""
    row._tr.get_or_add_trPr().append(_valued(what, "w:val", "true"))  # noqa: SLF001 -- the library has no other way


def _valued(tag: str, name: str, value: str, *others: tuple[str, str]) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for key, said in ((name, value), *others):
        element.set(qn(key), said)
    return element


def _widths(rows: list[list[str]]) -> list[Emu]:
    """Return the widths of the columns: first their longest word, then what is left by what a cell holds beyond it."""
    columns = list(zip(*rows, strict=True))
    words = [max(len(word) for cell in cells for word in cell.split(" ")) for cells in columns]
    least = [word * LETTER + 2 * CELL_EDGE for word in words]
    left = TEXT_WIDTH - sum(least)
    if left < 0:  # words longer than the page: each is cut in the same proportion
        return [Emu(int(TEXT_WIDTH * width / sum(least))) for width in least]
    usual = [min(LONGEST_COLUMN, sum(map(len, cells)) / len(cells)) for cells in columns]
    wanted = [max(0, text - word) + 1 for text, word in zip(usual, words, strict=True)]
    return [Emu(int(width + left * weight / sum(wanted))) for width, weight in zip(least, wanted, strict=True)]
