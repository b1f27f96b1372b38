"""A public beacon: values that a network of strangers emits at known hours, and that nobody can know before.

Source: drand, chain « quicknet » of the League of Entropy (a value every 3 seconds since 2023-08-23),
https://docs.drand.love/. Its value is the SHA-256 of a threshold signature that any drand client checks; this module
only tells which round is emitted when.
"""

import re
from dataclasses import dataclass
from math import ceil

_ROUND = re.compile(r", round (\d+)$")


@dataclass(frozen=True)
class Beacon:
    """A beacon that emits a value at regular hours.

    Attributes
    ----------
    name : str
    chain : str
        What identifies it for its clients.
    genesis : int
        Hour of round 1, in seconds since 1970 (UTC).
    period_seconds : int
    """

    name: str
    chain: str
    genesis: int
    period_seconds: int

    def round_at(self, moment: float) -> int:
        """Return the first round emitted at an hour, in seconds since 1970, or after it.

        >>> QUICKNET.round_at(1_692_803_367), QUICKNET.round_at(1_692_803_368)
        (1, 2)
        """
        return max(1, ceil((moment - self.genesis) / self.period_seconds) + 1)

    def emitted_at(self, number: int) -> int:
        """Return the hour of a round, in seconds since 1970.

        >>> QUICKNET.emitted_at(2)
        1692803370
        """
        return self.genesis + (number - 1) * self.period_seconds

    def source(self, number: int) -> str:
        """Return a round as a promise names it.

        >>> QUICKNET.source(12)[-14:]
        'e971, round 12'
        """
        return f"{self.name}, chain {self.chain}, round {number}"


QUICKNET = Beacon(
    "drand quicknet", "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971", 1_692_803_367, 3
)


def round_in(source: str) -> int | None:
    """Return the round that a promise names, or None when it names none.

    >>> round_in(QUICKNET.source(12)), round_in("un dé")
    (12, None)
    """
    found = _ROUND.search(source)
    return int(found[1]) if found else None
