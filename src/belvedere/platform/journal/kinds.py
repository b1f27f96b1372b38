"""The kinds of events that the journal accepts: each context declares its own in its ``events.py``.

A kind has a code, one French sentence for the public register, the exact fields of its payload, and the words of
the codes that its sentence quotes. Fields are references, codes, dates and numbers; never a name, an address or a
free text, so that erasing a person never breaks the chain.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from django.utils.functional import Promise

FieldType: TypeAlias = type[str] | type[int] | type[bool] | type[list[str]]

Spelling: TypeAlias = Mapping[str, str | Promise]

# Codes in, their names out, by code: one reading for the codes of many events.
NamesReader: TypeAlias = Callable[[Collection[str]], Mapping[str, str]]

_KINDS: dict[str, "Kind"] = {}
_SPELLINGS: dict[str, dict[str, Spelling]] = {}
_READERS: dict[str, dict[str, NamesReader]] = {}


@dataclass(frozen=True)
class Kind:
    """A kind of official act."""

    code: str
    sentence: str | Promise
    fields: Mapping[str, type] = field(default_factory=dict)
    is_public: bool = True

    def __str__(self) -> str:
        return self.code


class UnknownKind(LookupError):
    """No context declares this kind of event."""


def declare_kind(
    code: str, sentence: str | Promise, fields: Mapping[str, type] | None = None, *, is_public: bool = True
) -> Kind:
    """Declare a kind of event, once; ``sentence`` may quote the payload's fields in braces."""
    if code in _KINDS:
        raise ValueError(f"the kind {code} is declared twice")
    kind = Kind(code, sentence, dict(fields or {}), is_public)
    _KINDS[code] = kind
    return kind


def spell(kind: Kind, name: str, words: Spelling) -> None:
    """Say in which words the codes of a field are told; a context does it where its words are."""
    _SPELLINGS.setdefault(kind.code, {})[name] = words


def spellings_of(code: str) -> Mapping[str, Spelling]:
    """Return the words of the codes that a kind's sentence may quote, by field."""
    return _SPELLINGS.get(code, {})


def name_codes(field_name: str, reader: NamesReader, *kinds: Kind) -> None:
    """Say who reads the names of the codes of a field, in some kinds, where these names are data."""
    for kind in kinds:
        _READERS.setdefault(kind.code, {})[field_name] = reader


def readers_of(code: str) -> Mapping[str, NamesReader]:
    """Return who reads the names of the codes that a kind's sentence may quote, by field."""
    return _READERS.get(code, {})


def kind_named(code: str) -> Kind:
    try:
        return _KINDS[code]
    except KeyError:
        raise UnknownKind(code) from None


def declared_kinds() -> tuple[Kind, ...]:
    return tuple(_KINDS[code] for code in sorted(_KINDS))
