"""« Déjà dit »: the public pages that say the same as a title, and because of which words."""

from dataclasses import dataclass

from django.utils.functional import Promise

from belvedere.contexts.referrals.words import SAID
from belvedere.platform.search.queries import Hit, pages_alike
from belvedere.platform.search.words import as_written

MOST_ALIKE = 5


@dataclass(frozen=True)
class Alike:
    """A page, what it is, and the words that it shares, as the title writes them."""

    hit: Hit
    kind: str | Promise
    words: list[str]


def said_before(title: str, *, besides: str = "") -> list[Alike]:
    """Return the pages nearest to a title; ``besides`` is the reference of the referral that has it."""
    found = pages_alike(title, kinds=list(SAID), limit=MOST_ALIKE + 1)
    others = [hit for hit in found if hit.key != besides][:MOST_ALIKE]
    return [Alike(hit, SAID[hit.kind], as_written(title, hit.because_of)) for hit in others]
