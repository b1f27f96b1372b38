"""What a checker that is not ours finds wrong in a PDF, and the headings that it does not read."""

from pathlib import Path

import pdfua
from pypdf import PdfReader

LEVELS = {f"H{level}": level for level in range(1, 7)}
# It stumbles on the heading levels as typst writes them; they are read below.
UNREAD = {"UA-14-001"}


def pdf_faults(content: bytes, folder: Path) -> list[str]:
    """Return what is wrong in a PDF/UA-1: what pdfua finds, rules that it could not run, headings out of order."""
    path = folder / "checked.pdf"
    path.write_bytes(content)
    report = pdfua.validate(str(path))
    skipped = [f"{row.rule_id}: {row.skipped_reason}" for row in report.outcomes if row.skipped_reason]
    return [
        *(f"{row.rule_id} {row.location.describe()}: {row.message}" for row in report.findings),
        *(words for words in skipped if words.partition(":")[0] not in UNREAD),
        *_headings_out_of_order(tags_of(path)),
    ]


def tags_of(path: Path) -> list[str]:
    """Return the tags of a PDF, in reading order."""
    found: list[str] = []
    waiting: list[object] = [PdfReader(path).trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        current = waiting.pop()
        current = current.get_object() if hasattr(current, "get_object") else current
        if isinstance(current, list):
            waiting.extend(reversed(current))
        elif isinstance(current, dict):
            if "/S" in current:
                found.append(str(current["/S"])[1:])
            if "/K" in current:
                waiting.append(current["/K"])
    return found


def _headings_out_of_order(tags: list[str]) -> list[str]:
    levels = [LEVELS[tag] for tag in tags if tag in LEVELS]
    pairs = zip([0, *levels], levels, strict=False)
    return [
        f"a heading of level {level} follows one of level {former}" for former, level in pairs if level > former + 1
    ]
