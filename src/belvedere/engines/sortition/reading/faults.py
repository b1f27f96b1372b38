"""What can be wrong in the files of a draw: each fault has a code, a place, a reason and a mend."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from belvedere.engines.sortition.problem import SortitionError

LINES_SHOWN = 5


class File(StrEnum):
    """Which of the files a fault is in."""

    CATEGORIES = "categories"
    RESPONDENTS = "respondents"
    PROBLEM = "problem"
    PROPOSALS = "proposals"
    REGISTER = "register"
    STRATA = "strata"
    ANSWERS = "answers"
    MEMBERS = "members"
    FORMER = "former members"


class Fault(SortitionError):
    """One thing to mend in a file. ``parameters`` fill the sentence, for who says it in another language."""

    code = "fault"
    says: ClassVar[str] = ""
    mend: ClassVar[str] = ""

    def __init__(
        self, file: File, *, line: int | None = None, column: str | None = None, **parameters: str | int
    ) -> None:
        super().__init__(f"{self.says} {self.mend}".format(**parameters), line=line, column=column)
        self.file = file
        self.parameters = parameters


class BadInput(SortitionError):
    """Files that cannot be read as a problem; ``faults`` has them all, so that one pass mends them."""

    code = "bad_input"

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple({_place(fault): fault for fault in sorted(faults, key=_place)}.values())
        first = self.faults[0]
        super().__init__("\n".join(fault.message for fault in self.faults), line=first.line, column=first.column)


def _place(fault: Fault) -> tuple[str, int, str, str, str]:
    return fault.file, fault.line or 0, fault.column or "", fault.code, fault.message


@dataclass(frozen=True, order=True, slots=True)
class Notice:
    """Something that was understood though it was not written plainly, or that is worth a look."""

    file: File
    column: str
    code: str
    message: str


def listed(lines: Sequence[int]) -> str:
    """Return some line numbers in words.

    Examples
    --------
    >>> listed([3]), listed([3, 8])
    ('line 3', 'lines 3, 8')
    >>> listed(range(2, 12))
    'lines 2, 3, 4, 5, 6 and 5 more'
    """
    shown = ", ".join(str(line) for line in lines[:LINES_SHOWN])
    more = f" and {len(lines) - LINES_SHOWN} more" if len(lines) > LINES_SHOWN else ""
    return f"{'line' if len(lines) == 1 else 'lines'} {shown}{more}"


class NotText(Fault):
    """A workbook, or another file that is no text."""

    code = "not_text"
    says = "This is not a text file: perhaps an Excel or LibreOffice workbook."
    mend = "Open it there and save it as « CSV UTF-8 »."


class UnknownEncoding(Fault):
    """Bytes that are no text in UTF-8, UTF-16 or Windows-1252."""

    code = "encoding"
    says = "The byte {byte} is a letter neither in UTF-8 nor in Windows-1252."
    mend = "Save the file again as « CSV UTF-8 »."


class EmptyFile(Fault):
    """No header at all."""

    code = "empty_file"
    says = "The file is empty."
    mend = "Its first line names the columns, then one line a row."


class NoRows(Fault):
    """A header and nothing under it."""

    code = "no_rows"
    says = "There is no row under the header."
    mend = "Check that the right sheet was exported."


class BrokenTable(Fault):
    """Quotes that do not close, or text after a closing quote."""

    code = "broken_table"
    says = "This row is not valid CSV ({reason})."
    mend = 'Close the quotes, and write a quote inside quotes twice ("").'


class TooManyCells(Fault):
    """More cells than columns: a separator inside an unquoted text."""

    code = "too_many_cells"
    says = "This row has {cells} cells for {columns} columns."
    mend = "Put quotes around the text that holds a separator."


class MissingColumn(Fault):
    """A needed column is not there."""

    code = "missing_column"
    says = "There is no column « {name} »; the columns are: {columns}."
    mend = "Add it, or correct its name in the header."


class DuplicateColumn(Fault):
    """Two columns have the same name, but for case and spaces."""

    code = "duplicate_column"
    says = "{count} columns are called « {name} »."
    mend = "Keep one, or rename the others."


class BlankCell(Fault):
    """A category or a value without its name."""

    code = "blank_cell"
    says = "The cell is blank."
    mend = "Repeat the name on each row, even where the spreadsheet merges cells."


class NotANumber(Fault):
    """What should be a whole number is not."""

    code = "not_a_number"
    says = "« {value} » is not a whole number from 0 up."
    mend = "Write how many members, for example 12."


class MinimumOverMaximum(Fault):
    """A quota asks for more than it allows."""

    code = "minimum_over_maximum"
    says = "For {quota}, the minimum {minimum} is over the maximum {maximum}."
    mend = "Lower the minimum or raise the maximum."


class FlexibleRange(Fault):
    """A flexible bound that excludes the quota itself."""

    code = "flexible_range"
    says = "For {quota}, the flexible range {flexible} does not hold the quota {quota_range}."
    mend = "Flexible bounds are at least as wide as the quota; or leave them blank."


class DuplicateQuota(Fault):
    """The same value of the same category twice, but for case and spaces."""

    code = "duplicate_quota"
    says = "{quota} has {count} quotas, on {lines}."
    mend = "Keep one row for each value."


class UnknownValue(Fault):
    """Somebody has a value that no quota names."""

    code = "unknown_value"
    says = "« {value} » ({lines}) is no value of {category}; those of the categories file are: {known}."
    mend = "{suggestion}"


class BlankValue(Fault):
    """Somebody has no value in a category."""

    code = "blank_value"
    says = "The value is missing on {lines}."
    mend = "Fill it in, or add a value such as « not said » to the categories."


class BlankId(Fault):
    """Somebody has no id."""

    code = "blank_id"
    says = "The id is missing on {lines}."
    mend = "Give each person an id of their own."


class DuplicateId(Fault):
    """Two people have the same id."""

    code = "duplicate_id"
    says = "« {id} » is the id of {count} rows: {lines}."
    mend = "Remove the row that is there twice, or give each person an id of their own."


class UnusableId(Fault):
    """An id that could not be written in a list of ids."""

    code = "unusable_id"
    says = "« {id} » has a semicolon or a control character, and ids are published separated by semicolons."
    mend = "Use letters, digits, hyphens."


class SizeNotPositive(Fault):
    """A panel of nobody."""

    code = "size_not_positive"
    says = "A panel of {size} cannot be drawn."
    mend = "Ask for one member or more."


class SizeOverPool(Fault):
    """More places than people."""

    code = "size_over_pool"
    says = "{size} places for {people} people."
    mend = "Ask for a smaller panel, or open the pool again."


class SizeOverHouseholds(Fault):
    """More places than households, one person each."""

    code = "size_over_households"
    says = "{size} places for {households} households, one person by household."
    mend = "Ask for a smaller panel, or lift the limit by household."
