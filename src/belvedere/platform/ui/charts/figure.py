"""What a chart shows around its drawing: a title, a sentence, a source, and the same numbers in a table."""

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from django.utils.functional import Promise

Text = str | Promise


class Drawing(Protocol):
    """A drawing knows the template that writes it."""

    @property
    def template(self) -> str: ...


@dataclass(frozen=True)
class Row:
    """A line of the table; ``url`` is that of its head, ``is_current`` sets it apart."""

    head: str
    cells: tuple[str, ...]
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Table:
    """The twin of a drawing."""

    columns: tuple[Text, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Figure:
    """A chart as pages show it.

    Attributes
    ----------
    key : str
        Names the elements of the drawing: unique in a page.
    title : str
    sentence : str
        What the data say, in one sentence: read by everyone, and by a screen reader in place of the drawing.
    drawing : Drawing or None
        None when nothing can be drawn: the sentence then says why.
    table : Table
    source : str
    on : date or None
        The day on which the values were published here.
    is_open : bool
        Whether the table is unfolded at once.
    embed_url : str
        Where the chart can be read alone, from any site.
    url : str
        The page that says more: the title is then a heading that leads there.
    """

    key: str
    title: str
    sentence: str
    drawing: Drawing | None
    table: Table
    source: str = ""
    on: date | None = None
    is_open: bool = False
    embed_url: str = ""
    url: str = ""
    notes: tuple[str, ...] = field(default=())
