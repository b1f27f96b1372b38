"""How texts and questions are folded so that both databases find the same."""

import re
import unicodedata
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

KINDS = {
    "saisine": _("Saisines"),
    "politique": _("Politiques"),
    "examen": _("Examens"),
    "avis": _("Avis des panels"),
    "reponse": _("Réponses"),
    "action": _("Actions"),
    "commune": _("Communes"),
    "organisme": _("Organismes"),
    "regle": _("Règles"),
    "strategie": _("Stratégie"),
    "engagement": _("Engagements de la stratégie"),
    "projet": _("Projets"),
    "concertation": _("Concertations"),
    "seminaire": _("Séminaires"),
}
OTHER_PAGES = _("Autres pages")

_WORD = re.compile(r"[a-z0-9]+")
_MOST_WORDS = 20
_LONGEST_FOLDED = 100_000
_LONGEST_WORD = 64  # PostgreSQL refuses to look for words longer than 2 kB
_SHORTEST_PLURAL = 4
_ANY_WORD = re.compile(r"\w+")
EMPTY_WORDS = {
    "a", "au", "aux", "avec", "c", "ce", "ces", "cette", "d", "dans", "de", "des", "du", "elle", "en", "est", "et",
    "il", "ils", "j", "je", "l", "la", "le", "les", "leur", "leurs", "m", "ma", "me", "mes", "mon", "n", "ne", "nos",
    "notre", "nous", "on", "ou", "par", "pas", "pour", "qu", "que", "qui", "s", "sa", "se", "ses", "son", "sont",
    "sur", "t", "ta", "te", "tes", "ton", "tu", "un", "une", "vos", "votre", "vous", "y",
}  # fmt: skip


def words_of(text: str) -> list[str]:
    """Return the words of a text without accents, case or simple plural.

    >>> words_of("Les Bus électriques, l'été !")
    ['les', 'bus', 'electrique', 'l', 'ete']
    """
    bare = unicodedata.normalize("NFKD", text[:_LONGEST_FOLDED].replace("œ", "oe").replace("Œ", "oe"))
    letters = "".join(c for c in bare if not unicodedata.combining(c)).lower()
    return [_singular(word[:_LONGEST_WORD]) for word in _WORD.findall(letters)]


def _singular(word: str) -> str:
    is_plural = len(word) > _SHORTEST_PLURAL and word[-1] in "sx"
    return word[:-1] if is_plural else word


def question(text: str) -> list[str]:
    """Return the words to look for: the empty ones dropped unless there are no others, at most twenty."""
    words = list(dict.fromkeys(words_of(text)))
    full = [word for word in words if word not in EMPTY_WORDS]
    return (full or words)[:_MOST_WORDS]


def as_written(text: str, folded: Sequence[str]) -> list[str]:
    """Return the words of a text as it writes them, of which folded words were made.

    >>> as_written("Des bus plus tôt", ["bus", "tot"])
    ['bus', 'tôt']
    """
    wanted = set(folded)
    return list(dict.fromkeys(word for word in _ANY_WORD.findall(text) if wanted.intersection(words_of(word))))


def begins_with_any(word: str, wanted: Sequence[str]) -> bool:
    """Return whether a word, as written, begins like one of the folded words that are looked for."""
    return any(part.startswith(tuple(wanted)) for part in words_of(word))


def passage(text: str, wanted: Sequence[str], *, before: int = 60, length: int = 220) -> str:
    """Return the part of a text around the first word that was looked for, cut between words.

    >>> passage("Une longue phrase sur les bus du soir.", ["bus"], before=8, length=20)
    '… les bus du soir.'
    """
    first = next((found.start() for found in _ANY_WORD.finditer(text) if begins_with_any(found[0], wanted)), 0)
    start = 0 if first <= before else text.find(" ", first - before) + 1
    end = len(text) if len(text) <= start + length else text.rfind(" ", start, start + length)
    end = end if end > start else start + length
    return f"{'… ' if start else ''}{text[start:end].strip()}{' …' if end < len(text) else ''}"


def marked(text: str, wanted: Sequence[str]) -> list[tuple[str, bool]]:
    """Cut a text in pieces, each with whether it is a word that was looked for.

    >>> marked("Les bus du soir", ["bus"])
    [('Les ', False), ('bus', True), (' du soir', False)]
    """
    pieces: list[tuple[str, bool]] = []
    end = 0
    for found in _ANY_WORD.finditer(text):
        if begins_with_any(found[0], wanted):
            pieces += [(text[end : found.start()], False), (found[0], True)]
            end = found.end()
    return [piece for piece in [*pieces, (text[end:], False)] if piece[0]]
