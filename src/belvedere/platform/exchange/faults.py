"""A fault in a file: where it is, what is wrong, how to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise


@dataclass(frozen=True)
class Fault:
    """What is wrong at a line and a column, and the mend when the reason does not say it; line 0 is the whole file."""

    line: int
    column: str
    words: str | Promise
    said: Mapping[str, object] = field(default_factory=dict)
    remedy: str | Promise = ""

    @property
    def message(self) -> str:
        return str(self.words).format(**self.said)

    @property
    def mend(self) -> str:
        return str(self.remedy).format(**self.said)
