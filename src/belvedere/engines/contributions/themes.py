"""Themes proposed from the words of contributions, by a rule that can be told in three sentences.

A theme stands around one word, that of the most contributions not yet in a theme. Words often found with it go with
it. A contribution is put in the theme whose words it has most, and says which.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from belvedere.engines.contributions.wording import Term, Text, terms_of

_LEAST_TIE = 0.3
_MOST_TERMS = 600
_COMMON = 0.5


@dataclass(frozen=True, slots=True)
class Theme:
    """A proposed theme: its central term as written, the terms that go with it and how closely (0 to 1, itself 1)."""

    name: str
    ties: Mapping[Term, float]


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a contribution is put, and why.

    Attributes
    ----------
    theme : int or None
        Its place in the list of themes; None when it has no word of any.
    score : float
        Sum of the ties of its terms to the theme.
    because : tuple of str
        Its terms that are the theme's, as most often written, the closest first.
    also : tuple of int
        Other themes whose words it has, the closest first.
    """

    theme: int | None
    score: float
    because: tuple[str, ...]
    also: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes proposed, and one placing for each contribution, in their order."""

    themes: tuple[Theme, ...]
    placings: tuple[Placing, ...]


def propose_themes(texts: Sequence[Text], *, most: int = 12, smallest: int = 3) -> Themes:
    """Propose themes.

    Parameters
    ----------
    texts : sequence of sequence of (str, str)
        Of each contribution, its words in order: folded (the key that is compared) and as written. A word to be
        passed over has an empty key; expressions do not go through it.
    most : int
        Themes at most.
    smallest : int
        Contributions that a theme brings together at least; no term found in fewer is looked at.

    Returns
    -------
    Themes
        The same whatever the order of the contributions; ties are settled by the alphabet.

    Notes
    -----
    Terms are words and pairs of neighbours found in ``smallest`` contributions at least and in half of them at most.
    Two terms are tied by the cosine of their presence, n(a,b) / √(n(a) n(b)); from 0.3 on, one goes with the other.
    O(Σ terms²) over the contributions for the ties, with at most 600 terms kept.

    Examples
    --------
    >>> said = ["bus soir", "bus soir cher", "bus soir", "arbre ombre", "arbre ombre", "arbre ombre cher"]
    >>> found = propose_themes([[(word, word) for word in text.split()] for text in said])
    >>> [theme.name for theme in found.themes]
    ['arbre ombre', 'bus soir']
    >>> found.placings[1]
    Placing(theme=1, score=3.0, because=('bus soir', 'bus', 'soir'), also=())
    """
    held = [set(terms_of(text)) for text in texts]
    counts = Counter(term for terms in held for term in terms)
    kept = _kept(counts, len(texts), smallest)
    present = [terms & kept for terms in held]
    ties = _ties(present, counts)
    written = _written(texts, kept)
    themes = tuple(_themes(present, ties, written, most=most, smallest=smallest))
    return Themes(themes, tuple(_placing(terms, themes, written) for terms in present))


def _kept(counts: Counter[Term], texts: int, smallest: int) -> set[Term]:
    """Keep the terms of enough contributions and not of most of them, the most frequent first."""
    most = max(_COMMON * texts, smallest)
    said_by_most = {term for term, count in counts.items() if count > most}
    useful = [
        term
        for term, count in counts.items()
        if smallest <= count <= most and not any((word,) in said_by_most for word in term)
    ]
    return set(sorted(useful, key=lambda term: (-counts[term], term))[:_MOST_TERMS])


def _ties(present: Sequence[set[Term]], counts: Counter[Term]) -> dict[Term, dict[Term, float]]:
    together: Counter[tuple[Term, Term]] = Counter()
    for terms in present:
        together.update(combinations(sorted(terms), 2))
    ties: dict[Term, dict[Term, float]] = defaultdict(dict)
    for (one, other), count in together.items():
        tie = count / math.sqrt(counts[one] * counts[other])
        if tie >= _LEAST_TIE:
            ties[one][other] = ties[other][one] = tie
    return ties


def _themes(
    present: Sequence[set[Term]],
    ties: Mapping[Term, Mapping[Term, float]],
    written: Mapping[Term, str],
    *,
    most: int,
    smallest: int,
) -> Iterator[Theme]:
    """Take the term of the most contributions left, with those that go with it and with no earlier theme."""
    left, taken = list(present), set[Term]()
    for _ in range(most):
        counts = Counter(term for terms in left for term in terms if term not in taken)
        # With as many contributions, an expression says more than a word.
        seed = min(counts, key=lambda term: (-counts[term], -len(term), term), default=None)
        if seed is None or counts[seed] < smallest:
            return
        with_it = {term: tie for term, tie in ties.get(seed, {}).items() if term not in taken}
        ranked = sorted(with_it, key=lambda term: (-with_it[term], term))
        yield Theme(written[seed], {seed: 1.0} | {term: with_it[term] for term in ranked})
        taken |= {seed, *with_it}
        left = [terms for terms in left if seed not in terms and not terms & with_it.keys()]


def _placing(terms: set[Term], themes: Sequence[Theme], written: Mapping[Term, str]) -> Placing:
    scores = [math.fsum(theme.ties[term] for term in terms & theme.ties.keys()) for theme in themes]
    ranked = sorted((place for place, score in enumerate(scores) if score), key=lambda place: (-scores[place], place))
    if not ranked:
        return Placing(None, 0.0, (), ())
    ties = themes[ranked[0]].ties
    because = sorted(terms & ties.keys(), key=lambda term: (-ties[term], -len(term), term))
    return Placing(ranked[0], scores[ranked[0]], tuple(written[term] for term in because), tuple(ranked[1:]))


def _written(texts: Sequence[Text], kept: set[Term]) -> dict[Term, str]:
    """Return each term as it is most often written."""
    forms: dict[Term, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for term, form in terms_of(text).items():
            if term in kept:
                forms[term][form] += 1
    return {term: min(found, key=lambda form: (-found[form], form)) for term, found in forms.items()}
