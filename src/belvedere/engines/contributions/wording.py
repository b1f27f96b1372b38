"""The terms of a text: its words, and its pairs of neighbours."""

from collections.abc import Sequence
from itertools import pairwise

Term = tuple[str, ...]
Text = Sequence[tuple[str, str]]
_SHORTEST = 3


def terms_of(text: Text) -> dict[Term, str]:
    """Return the terms of a text, each as first written there.

    Words shorter than three letters, and those without a key, are passed over and separate their neighbours.

    >>> terms_of([("piste", "Pistes"), ("cyclable", "cyclables"), ("", "et"), ("bus", "bus")])
    {('piste',): 'pistes', ('cyclable',): 'cyclables', ('bus',): 'bus', ('piste', 'cyclable'): 'pistes cyclables'}
    """
    words = [(key if len(key) >= _SHORTEST else "", form.lower()) for key, form in text]
    found: dict[Term, str] = {}
    for key, form in words:
        if key:
            found.setdefault((key,), form)
    for (key, form), (next_key, next_form) in pairwise(words):
        if key and next_key:
            found.setdefault((key, next_key), f"{form} {next_form}")
    return found
