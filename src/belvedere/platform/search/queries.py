"""Finding what is public, the same on both databases."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from django.db import connection
from django_scopes import get_scope

from belvedere.platform.search.words import marked, passage, question, words_of


@dataclass(frozen=True)
class _Dialect:
    """How a database is asked for the pages that hold some words, and in which order it gives them."""

    statement: str
    best: str
    latest: str
    word: str
    beginning: str
    both: str
    either: str

    def match(self, words: Sequence[str], *, every_word: bool) -> str:
        return (self.both if every_word else self.either).join(map(self._term, words))

    def match_two(self, words: Sequence[str]) -> str:
        pairs = combinations(map(self._term, words), 2)
        return self.either.join(f"({self.both.join(pair)})" for pair in pairs)

    def _term(self, word: str) -> str:
        return (self.beginning if _is_cut(word) else self.word).format(word)


_DIALECTS = {
    "sqlite": _Dialect(
        statement="""
            SELECT {columns}
            FROM search_fulltext f JOIN search_document d ON d.id = f.rowid
            WHERE search_fulltext MATCH %(match)s AND d.territory_id = %(territory)s {kinds}
            ORDER BY {order} LIMIT %(limit)s
        """,
        best="bm25(search_fulltext), d.id",
        latest="f.rowid DESC",
        word='"{}"',
        beginning='"{}"*',
        both=" AND ",
        either=" OR ",
    ),
    "postgresql": _Dialect(
        statement="""
            SELECT {columns}
            FROM search_document d
            WHERE d.words @@ to_tsquery('simple', %(match)s) AND d.territory_id = %(territory)s {kinds}
            ORDER BY {order} LIMIT %(limit)s
        """,
        best="ts_rank(d.words, to_tsquery('simple', %(match)s)) DESC, d.id",
        latest="d.id DESC",
        word="{}",
        beginning="{}:*",
        both=" & ",
        either=" | ",
    ),
}
_MOST_PAIRED = 8
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

    Every word must be there; with ``every_word=False`` one is enough. Its beginning is enough, unless it is one letter:
    it would find nearly every page.
    """
    words, dialect = question(text), _DIALECTS[connection.vendor]
    rows = _rows(_SHOWN, words, kinds, limit, match=dialect.match(words, every_word=every_word), order=dialect.best)
    return [_hit(row, words) for row in rows]


def pages_alike(text: str, *, kinds: Sequence[str], limit: int) -> list[Hit]:
    """Return the pages of the territory in scope that say the same as a title, the nearest first: « déjà dit ».

    They hold two of its words (of its longest, when it is long), or the only one it has: one word in common, « bus »,
    would be half of what a métropole hears.
    """
    words, dialect = question(text), _DIALECTS[connection.vendor]
    longest = sorted(words, key=len, reverse=True)[:_MOST_PAIRED]
    match = dialect.match_two(longest) if len(longest) > 1 else dialect.match(longest, every_word=True)
    return [_hit(row, words) for row in _rows(_SHOWN, words, kinds, limit, match=match, order=dialect.best)]


def keys_found(text: str, *, kind: str, limit: int) -> list[str]:
    """Return the keys of the pages of one kind that hold every word of a text, the latest first.

    For who shows them in another order: ranking many thousand pages takes longer than finding them.
    """
    words, dialect = question(text), _DIALECTS[connection.vendor]
    match = dialect.match(words, every_word=True)
    return [row[0] for row in _rows("d.key", words, [kind], limit, match=match, order=dialect.latest)]


def _rows(
    columns: str, words: list[str], kinds: Sequence[str] | None, limit: int, *, match: str, order: str
) -> list[Row]:
    if not words or (kinds is not None and not kinds):
        return []
    chosen = {f"kind_{position}": kind for position, kind in enumerate(kinds or ())}
    restriction = f"AND d.kind IN ({', '.join(f'%({name})s' for name in chosen)})" if chosen else ""
    statement = _DIALECTS[connection.vendor].statement.format(columns=columns, kinds=restriction, order=order)
    with connection.cursor() as cursor:
        cursor.execute(statement, {"match": match, "territory": get_scope()["territory"].pk, "limit": limit, **chosen})
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
