"""The chapters of the guide, and finding a word in all of it."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.guide.queries.cards import method_cards, rule_card, rules_in_use
from belvedere.platform.languages import language_of_page
from belvedere.platform.search.words import passage, question, words_of


@dataclass(frozen=True)
class Part:
    """A heading and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """A chapter: what it says, its sources, and the rules or methods that it lists."""

    slug: str
    title: str
    summary: str
    parts: tuple[Part, ...]
    sources: tuple[str, ...]
    theme: str
    shows_methods: bool

    @property
    def url(self) -> str:
        return reverse("guide:chapter", args=[self.slug])


@cache
def _chapters(spoken: str) -> tuple[Chapter, ...]:
    text = (files("belvedere.contexts.guide") / "data" / "chapters.toml").read_text(encoding="utf-8")
    return tuple(
        Chapter(
            slug=row["slug"],
            title=row["title"][spoken],
            summary=row["summary"][spoken],
            parts=tuple(
                Part(part["heading"][spoken], tuple(paragraph[spoken] for paragraph in part["paragraphs"]))
                for part in row.get("parts", ())
            ),
            sources=tuple(row["sources"]),
            theme=row.get("theme", ""),
            shows_methods=row.get("methods", False),
        )
        for row in tomllib.loads(text)["chapters"]
    )


def chapters() -> tuple[Chapter, ...]:
    """Return the chapters in order, in the language of the interface."""
    return _chapters(language_of_page())


def chapter_by_slug(slug: str) -> Chapter | None:
    return next((chapter for chapter in chapters() if chapter.slug == slug), None)


def neighbours(chapter: Chapter) -> tuple[Chapter | None, Chapter | None]:
    """Return the chapter before and the one after."""
    found = chapters()
    place = found.index(chapter)
    return (found[place - 1] if place else None, found[place + 1] if place + 1 < len(found) else None)


@dataclass(frozen=True)
class Page:
    """A page of the guide that can be found."""

    kind: Promise
    title: str
    text: str
    url: str


def pages() -> Iterator[Page]:
    """Yield every page: chapters, obligations, methods."""
    for chapter in chapters():
        told = " ".join(f"{part.heading}. {' '.join(part.paragraphs)}" for part in chapter.parts)
        yield Page(_("Chapitre"), chapter.title, f"{chapter.summary} {told}", chapter.url)
    for rule in rules_in_use().rules.values():
        card = rule_card(rule)
        text = f"{card.explanation} {rule.authority} {' '.join(card.sources)} {' '.join(card.alerts)} {rule.id}"
        yield Page(_("Règle"), card.title, text, card.url)
    for method in method_cards():
        text = f"{method.purpose}. {method.method.materials}. {method.method.limits}. {method.method.source}"
        yield Page(_("Méthode"), method.title, text, method.url)


@dataclass(frozen=True)
class Found:
    """A page found, and the passage because of which it was."""

    page: Page
    excerpt: str


def find(text: str) -> list[Found]:
    """Return the pages that hold every word asked for, or begin one, those whose title does first."""
    wanted = question(text)
    if not wanted:
        return []
    ranked: list[tuple[int, Page]] = []
    for page in pages():
        title, body = words_of(page.title), words_of(page.text)
        if all(_begins(word, [*title, *body]) for word in wanted):
            ranked.append((-sum(_begins(word, title) for word in wanted), page))
    ranked.sort(key=lambda row: row[0])
    return [Found(page, passage(page.text, wanted)) for _rank, page in ranked]


def _begins(wanted: str, words: Sequence[str]) -> bool:
    return any(word.startswith(wanted) for word in words)
