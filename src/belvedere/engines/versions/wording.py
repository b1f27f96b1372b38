"""Which words changed between two texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\s+|\w+|[^\w\s]")


class Fate(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow each other and share their fate."""

    fate: Fate
    text: str


def word_runs(before: str, after: str) -> tuple[Run, ...]:
    """Return two texts as one, with the words that were removed and those that were added.

    Parameters
    ----------
    before, after : str

    Returns
    -------
    tuple of Run
        The kept and removed runs joined give ``before``, the kept and added ones give ``after``. Quadratic at worst
        in the number of words (`difflib.SequenceMatcher`).

    Examples
    --------
    >>> [(run.fate.value, run.text) for run in word_runs("Répondre en 20 jours", "Répondre en 10 jours")]
    [('kept', 'Répondre en '), ('removed', '20'), ('added', '10'), ('kept', ' jours')]
    """
    return tuple(_runs(_WORD.findall(before), _WORD.findall(after)))


def _runs(old: list[str], new: list[str]) -> Iterator[Run]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            yield Run(Fate.KEPT, "".join(old[first:last]))
            continue
        if first < last:
            yield Run(Fate.REMOVED, "".join(old[first:last]))
        if start < end:
            yield Run(Fate.ADDED, "".join(new[start:end]))
