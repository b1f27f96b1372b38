"""Reads tables of TOML with care: each field has a type, and a refusal says where it stands and how to mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import NoReturn, TypeVar

from belvedere.engines.rules.law.expression import ExpressionError, Node, parse_expression
from belvedere.engines.rules.law.ruleset import RuleSetError

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True)
class Table:
    """A table of a file: its fields, and where it stands."""

    fields: Mapping[str, object]
    place: str

    def refuse(self, why: str) -> NoReturn:
        raise RuleSetError(f"{self.place}: {why}")

    def only(self, known: Iterable[str]) -> None:
        """Refuse a field that is not known, with the nearest that is."""
        words = list(known)
        for name in self.fields:
            if name not in words:
                self.refuse(f"the field « {name} » is unknown{nearest(name, words)}")

    def text(self, name: str, default: str | None = None) -> str:
        value = self.fields.get(name, default)
        if not isinstance(value, str) or (not value.strip() and default is None):
            self.refuse(f"« {name} » must be a text between quotes that is not empty; write it")
        return value

    def words(self, name: str) -> tuple[str, ...]:
        value = self.fields.get(name, [])
        if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
            self.refuse(f'« {name} » must be a list of texts, such as ["…", "…"]')
        return tuple(value)

    def texts(self, name: str, *, required: bool = True) -> Mapping[str, str]:
        """Return a text in French and in English."""
        value = self.fields.get(name, {})
        if not value and not required:
            return {"fr": "", "en": ""}
        if not isinstance(value, Mapping) or set(value) != {"fr", "en"}:
            self.refuse(f'« {name} » must be in both languages: {{ fr = "…", en = "…" }}')
        return {language: str(text) for language, text in value.items()}

    def day(self, name: str, default: date | None = None) -> date | None:
        value = self.fields.get(name, default)
        if value is not None and type(value) is not date:
            self.refuse(f"« {name} » is {value!r}: write a date without quotes, such as 2026-05-26")
        return value

    def needed_day(self, name: str, default: date | None = None) -> date:
        value = self.day(name, default)
        if value is None:
            self.refuse(f"« {name} » is missing: write a date without quotes, such as 2026-05-26")
        return value

    def number(self, name: str, default: float | None = None) -> float:
        value = self.fields.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            self.refuse(f"« {name} » is {value!r}: write a number that is not negative")
        return value

    def count(self, name: str, default: int | None = None) -> int | None:
        value = self.fields.get(name, default)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
            self.refuse(f"« {name} » is {value!r}: write a whole number that is not negative")
        return value

    def truth(self, name: str) -> bool:
        value = self.fields.get(name, False)
        if not isinstance(value, bool):
            self.refuse(f"« {name} » is {value!r}: write true or false")
        return value

    def word(self, name: str, kind: type[Word], default: str | None = None) -> Word:
        value = self.fields.get(name, default)
        try:
            return kind(str(value))
        except ValueError:
            self.refuse(f"« {name} » is {value!r}: write one of {', '.join(kind)}{nearest(str(value), kind)}")

    def condition(self, name: str) -> tuple[Node, str]:
        """Return a condition as a tree, and as it is written."""
        written = self.text(name)
        try:
            return parse_expression(written), written
        except ExpressionError as error:
            self.refuse(f"the condition « {name} » cannot be read, {error}")

    def tables(self, name: str) -> list["Table"]:
        value = self.fields.get(name, [])
        if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
            self.refuse(f"« {name} » must be a list of tables, as [[{name}]]")
        return [Table(row, f"{self.place}, {name} {rank}") for rank, row in enumerate(value, 1)]


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the end of a sentence that proposes the nearest known word.

    Examples
    --------
    >>> nearest("cout_th", ["cout_ht", "nature"])
    '; did you mean « cout_ht »?'
    """
    words = list(known)
    close = get_close_matches(word, words, 1, 0.6)
    return f"; did you mean « {close[0]} »?" if close else f"; the words are {', '.join(words)}"
