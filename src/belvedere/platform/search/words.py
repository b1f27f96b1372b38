"""How texts and questions are folded so that both databases find the same."""

import re
import unicodedata

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
}

_WORD = re.compile(r"[a-z0-9]+")
_MOST_WORDS = 20
_LONGEST_FOLDED = 100_000
_SHORTEST_PLURAL = 4
EMPTY_WORDS = frozenset(
    [
        "au",
        "aux",
        "ce",
        "ces",
        "dans",
        "de",
        "des",
        "du",
        "elle",
        "en",
        "et",
        "il",
        "la",
        "le",
        "les",
        "leur",
        "ma",
        "mes",
        "ne",
        "nos",
        "notre",
        "on",
        "ou",
        "par",
        "pas",
        "pour",
        "qu",
        "que",
        "qui",
        "sa",
        "se",
        "ses",
        "son",
        "sur",
        "ta",
        "te",
        "tes",
        "un",
        "une",
        "vos",
        "votre",
        "d",
        "l",
        "n",
        "s",
        "c",
        "j",
        "m",
        "y",
        "est",
        "sont",
        "a",
    ]
)


def words_of(text: str) -> list[str]:
    """Return the words of a text without accents, case or simple plural.

    >>> words_of("Les Bus électriques, l'été !")
    ['les', 'bus', 'electrique', 'l', 'ete']
    """
    bare = unicodedata.normalize("NFKD", text[:_LONGEST_FOLDED].replace("œ", "oe").replace("Œ", "oe"))
    letters = "".join(c for c in bare if not unicodedata.combining(c)).lower()
    return [_singular(word) for word in _WORD.findall(letters)]


def _singular(word: str) -> str:
    is_plural = len(word) > _SHORTEST_PLURAL and word[-1] in "sx"
    return word[:-1] if is_plural else word


def question(text: str) -> list[str]:
    """Return the words to look for: the empty ones dropped unless there are no others, at most twenty."""
    words = list(dict.fromkeys(words_of(text)))
    full = [word for word in words if word not in EMPTY_WORDS]
    return (full or words)[:_MOST_WORDS]
