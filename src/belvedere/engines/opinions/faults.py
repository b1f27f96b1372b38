"""What can be wrong in the files of a debate: each fault has a code, a place, a reason and a mend."""

from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar

MOST_FAULTS = 20


class OpinionsError(Exception):
    """What stops a computation: its code, what is wrong, why, and what to do next."""

    code = "opinions"

    def __init__(self, message: str, *, line: int | None = None, column: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


class File(StrEnum):
    """Which of the files a fault is in."""

    VOTES = "votes"
    COMMENTS = "comments"
    MATRIX = "participants-votes"


class Fault(OpinionsError):
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


class BadInput(OpinionsError):
    """Files that cannot be read as a debate; ``faults`` has the first ones, so that one pass mends them."""

    code = "bad_input"

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.file, fault.line or 0, fault.column or "")))
        first = self.faults[0]
        super().__init__("\n".join(fault.message for fault in self.faults), line=first.line, column=first.column)


class UnknownEncoding(Fault):
    """Bytes that are no text in UTF-8."""

    code = "encoding"
    says = "The byte {byte} is no letter in UTF-8."
    mend = "Save the file again as « CSV UTF-8 »."


class EmptyFile(Fault):
    """No header at all."""

    code = "empty_file"
    says = "The file is empty."
    mend = "Its first line names the columns, then one line a row."


class BrokenTable(Fault):
    """Quotes that do not close, or text after a closing quote."""

    code = "broken_table"
    says = "This row is not valid CSV ({reason})."
    mend = 'Close the quotes, and write a quote inside quotes twice ("").'


class WrongCells(Fault):
    """More or fewer cells than columns."""

    code = "wrong_cells"
    says = "This row has {cells} cells for {columns} columns."
    mend = "Put quotes around the text that holds a comma, or give the missing cells."


class MissingColumn(Fault):
    """A needed column is not there."""

    code = "missing_column"
    says = "There is no column « {name} »; the columns are: {columns}."
    mend = "Add it, or correct its name in the header."


class DuplicateColumn(Fault):
    """Two columns have the same name."""

    code = "duplicate_column"
    says = "{count} columns are called « {name} »."
    mend = "Keep one, or rename the others."


class NotANumber(Fault):
    """What should be a whole number is not."""

    code = "not_a_number"
    says = "« {value} » is not a whole number from 0 up."
    mend = "Write the number with digits only."


class UnknownVote(Fault):
    """A vote that is none of the three."""

    code = "unknown_vote"
    says = "« {value} » is no vote."
    mend = "Write 1 (agree), -1 (disagree) or 0 (pass)."


class UnknownModeration(Fault):
    """A state of moderation that is none of the three."""

    code = "unknown_moderation"
    says = "« {value} » is no state of moderation."
    mend = "Write 1 (accepted), 0 (not judged yet) or -1 (removed)."


class UnknownTruth(Fault):
    """What should be true or false is not."""

    code = "unknown_truth"
    says = "« {value} » is neither true nor false."
    mend = "Write true or false."


class DuplicateStatement(Fault):
    """The same statement twice, with different content."""

    code = "duplicate_statement"
    says = "Statement {id} is there twice, with different content."
    mend = "Keep the row that is right."


class UnknownStatement(Fault):
    """A vote on a statement that the comments file does not have."""

    code = "unknown_statement"
    says = "Statement {id} is not in the comments file."
    mend = "Add it there, or remove its votes; check that both files come from the same export."
