"""Text that leaves in a file and comes back the same: no cell can start a formula, and what guards it is taken off."""

_GUARD = "'"
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", _GUARD)


def guarded(text: str) -> str:
    """Return a text that a spreadsheet will not run; ``bare`` gives it back whatever it was.

    >>> guarded("=1+1"), guarded("'déjà"), guarded("Royat")
    ("'=1+1", "''déjà", 'Royat')
    """
    return f"{_GUARD}{text}" if text.startswith(_GUARDED) else text


def bare(cell: str) -> str:
    """Return the text that ``guarded`` wrote; a text typed by hand with one quote first is left as it is.

    >>> bare("'=1+1"), bare("''déjà"), bare("'déjà"), bare("Royat")
    ('=1+1', "'déjà", "'déjà", 'Royat')
    """
    return cell[1:] if cell.startswith(_GUARD) and cell[1:].startswith(_GUARDED) else cell
