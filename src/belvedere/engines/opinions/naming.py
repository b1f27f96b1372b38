"""How groups, sides and statements are called in what is written."""

import re

from belvedere.engines.opinions.mapping import OpinionMap

SIDE_NAMES = ("agree", "disagree")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~-])")


def letter(group: int) -> str:
    """Return the name of a group: A, B, C…"""
    return chr(ord("A") + group)


def group_names(found: OpinionMap) -> list[str]:
    """Return, by mapped participant, the name of their group, blank when there are none."""
    if found.labels is None:
        return [""] * len(found.mapped)
    return [letter(group) for group in found.labels.tolist()]


def plain(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line: what participants write makes no link and no table.

    >>> plain("Voir [ici](http://x) | là")
    'Voir \\\\[ici\\\\]\\\\(http://x\\\\) \\\\| là'
    """
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def cell(text: str) -> str:
    """Return a text that a spreadsheet does not take for a formula.

    >>> cell("=1+1"), cell("Oui")
    ("'=1+1", 'Oui')
    """
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
