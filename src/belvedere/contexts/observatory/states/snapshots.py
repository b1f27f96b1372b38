"""A file before it is frozen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FileToFreeze:
    """A file of a collection (a dataset, an indicator), as it will stand at its address."""

    collection: str
    name: str
    title: str
    media_type: str
    content: bytes
