"""What a long computation says of itself while it runs."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """A step of a computation, and how much of it is done; ``total`` may grow, and is 0 when nobody knows."""

    step: str
    done: int
    total: int


Tell = Callable[[Progress], None]


def silent(_progress: Progress) -> None:
    """Say nothing."""
