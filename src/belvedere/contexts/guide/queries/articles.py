"""The articles that rules cite, word for word, with the day of the consolidated code in which they were read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

CODES = {
    "C. urb.": "urbanisme",
    "CRPA": "crpa",
    "CGCT": "cgct",
    "Code électoral": "electoral",
    "C. élect.": "electoral",
}
NUMBER = re.compile(r"\b((?:LO|L|R|D)\.? ?[\d]+(?:-\d+)*)")


@dataclass(frozen=True)
class Article:
    """An article: what is cited, its text, and the day of the version that was read."""

    label: str
    text: str
    consolidated_on: date


@cache
def articles() -> Mapping[tuple[str, str], Article]:
    """Return the articles that come with the program, by code and number."""
    found = {}
    folder = files("belvedere.contexts.guide") / "data" / "articles"
    for entry in folder.iterdir():
        code, _, day = entry.name.removesuffix(".txt").partition("_")
        for part in entry.read_text(encoding="utf-8").split("==  ")[1:]:
            number, _, text = part.partition("\n")
            label = next(words for words, name in CODES.items() if name == code)
            found[code, number.strip()] = Article(f"{label} {number.strip()}", text.strip(), date.fromisoformat(day))
    return found


def articles_cited(sources: Iterable[str]) -> list[Article]:
    """Return the articles that sources name and whose text is known, each once, in their order."""
    found: dict[str, Article] = {}
    for source in sources:
        code = next((name for words, name in CODES.items() if words in source), "")
        for number in NUMBER.findall(source):
            article = articles().get((code, re.sub(r"[. ]", "", number)))
            if article is not None:
                found.setdefault(article.label, article)
    return list(found.values())
