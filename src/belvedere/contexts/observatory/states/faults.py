"""A fault in a file: where it is, what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise


@dataclass(frozen=True)
class Fault:
    """What is wrong at a line and a column; line 0 speaks of the whole file."""

    line: int
    column: str
    words: str | Promise
    said: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return str(self.words).format(**self.said)
