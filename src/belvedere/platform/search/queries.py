"""Finding what is public, the same on both databases."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django_scopes import get_scope

from belvedere.platform.search.words import marked, passage, question, words_of

_SQLITE = """
    SELECT {columns}
    FROM search_fulltext f JOIN search_document d ON d.id = f.rowid
    WHERE search_fulltext MATCH %s AND d.territory_id = %s {kinds}
    ORDER BY bm25(search_fulltext), d.id LIMIT %s
"""
_POSTGRESQL = """
    SELECT {columns}
    FROM search_document d
    WHERE d.words @@ to_tsquery('simple', %s) AND d.territory_id = %s {kinds}
    ORDER BY ts_rank(d.words, to_tsquery('simple', %s)) DESC, d.id LIMIT %s
"""


_SHOWN = "d.kind, d.key, d.title, d.url, d.text"
Row = tuple[str, ...]


@dataclass(frozen=True)
class Hit:
    """A page found, and the words because of which it was."""

    kind: str
    key: str
    title: str
    url: str
    excerpt: str
    because_of: tuple[str, ...]

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The excerpt cut in pieces, each with whether it is a word that was looked for."""
        return marked(self.excerpt, self.because_of) if self.because_of else [(self.excerpt, False)]


def search(text: str, *, kinds: Sequence[str] | None = None, limit: int = 20, every_word: bool = True) -> list[Hit]:
    """Return the pages of the territory in scope that hold the words of a text, the best first.

    Every word must be there; with ``every_word=False`` one is enough, for « déjà dit ». Its beginning is enough, unless
    it is one letter: it would find nearly every page.
    """
    words = question(text)
    return [_hit(row, words) for row in _rows(_SHOWN, words, kinds, limit, every_word=every_word)]


def keys_found(text: str, *, kind: str, limit: int) -> list[str]:
    """Return the keys of the pages of one kind that ``search`` would give, for who shows them otherwise."""
    return [row[0] for row in _rows("d.key", question(text), [kind], limit, every_word=True)]


def _rows(columns: str, words: list[str], kinds: Sequence[str] | None, limit: int, *, every_word: bool) -> list[Row]:
    if not words or (kinds is not None and not kinds):
        return []
    restriction = f"AND d.kind IN ({', '.join(['%s'] * len(kinds))})" if kinds else ""
    territory = get_scope()["territory"].pk
    chosen = [*(kinds or ())]
    if connection.vendor == "sqlite":
        match = (" AND " if every_word else " OR ").join(f'"{word}"{"*" * _is_cut(word)}' for word in words)
        statement, parameters = _SQLITE, [match, territory, *chosen, limit]
    else:
        match = (" & " if every_word else " | ").join(f"{word}{':*' * _is_cut(word)}" for word in words)
        statement, parameters = _POSTGRESQL, [match, territory, *chosen, match, limit]
    with connection.cursor() as cursor:
        cursor.execute(statement.format(columns=columns, kinds=restriction), parameters)
        found: list[Row] = cursor.fetchall()
    return found


def _is_cut(word: str) -> bool:
    """Return whether a word may be the beginning of those that are found."""
    return len(word) > 1


def _is_found(word: str, there: str) -> bool:
    return there.startswith(word) if _is_cut(word) else there == word


def _hit(row: Row, words: list[str]) -> Hit:
    kind, key, title, url, text = row  # _SHOWN
    present = words_of(f"{title} {text}")
    because_of = tuple(word for word in words if any(_is_found(word, there) for there in present))
    return Hit(kind, key, title, url, passage(text, words), because_of)
