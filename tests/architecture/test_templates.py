"""What no template of the project may hold: inline code, other hosts, words that cannot be translated."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "belvedere"
TEMPLATES = sorted(path.relative_to(SOURCE) for path in SOURCE.rglob("templates/**/*.html"))
# Mail has no stylesheet, so its layout alone may style its own tags; the gallery is written for developers.
MAILS = [path for path in TEMPLATES if "/mail/" in f"/{path.as_posix()}"]
PAGES = [path for path in TEMPLATES if path not in MAILS]
WORDED = [path for path in TEMPLATES if "gallery" not in path.as_posix()]

COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.DOTALL)
TRANSLATED = re.compile(r"{%\s*(blocktranslate|blocktrans)\b.*?{%\s*end\1\s*%}", re.DOTALL)
NAMED_TAG = re.compile(r"<(/?){{.*?}}", re.DOTALL)
BODY_CLASS = re.compile(r"{%\s*block body_class\s*%}.*?{%\s*endblock\s*%}")
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
READ_ATTRIBUTES = {"alt", "aria-label", "aria-description", "title", "placeholder", "label", "caption", "summary"}
UNREAD = {"code", "kbd", "svg", "script"}
# Words that are the same in every language, or the product's own name.
UNIVERSAL = {"Belvédère", "CSV", "XLSX", "JSON", "RDF", "XML", "Turtle", "Atom", "ICS", "PDF", "DOCX", "kB", "EUPL"}
WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]{3,}")
COMPONENT = re.compile(r"<c-[^>]*>")
FRENCH_MARK = re.compile("[\u00a0\u202f ][:;!?»](?=[\\s<x]|$)|«")


def text_of(path: Path) -> str:
    return COMMENT.sub("", (SOURCE / path).read_text(encoding="utf-8"))


class Words(HTMLParser):
    """The words that a person reads, outside translated blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in UNREAD
        self.found += [value for name, value in attrs if name in READ_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in UNREAD

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.append(data)


def untranslated(source: str) -> Iterator[str]:
    reader = Words()
    reader.feed(TAG.sub("\n", NAMED_TAG.sub(r"<\1div", BODY_CLASS.sub("", TRANSLATED.sub("\n", source)))))
    for text in reader.found:
        yield from (word for word in WORD.findall(text) if word not in UNIVERSAL)


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_no_inline_code(path: Path) -> None:
    source = text_of(path)
    scripts = re.findall(r"<script(?![^>]*(?:\bsrc=|type=.application/json))[^>]*>", source)
    assert scripts + re.findall(r"<style\b|\sstyle=|\son[a-z]+\s*=\s*[\"']|javascript:", source) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_no_request_to_another_host(path: Path) -> None:
    loaded = re.findall(
        r"<(?:script|img|iframe|source|video|audio|link)\b[^>]*\s(?:src|href)=[\"']([^\"']*)", text_of(path)
    )
    assert [url for url in loaded if re.match(r"(?:https?:)?//", url)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_forms_that_post_are_protected(path: Path) -> None:
    forms = re.findall(r"<form\b[^>]*method=[\"']post[\"'].*?</form>", text_of(path), re.DOTALL | re.IGNORECASE)
    # These preferences recognise this site by the browser's own word: see ui/preferences.py.
    exempt = ('{% url "set_language" %}', '{% url "choose_theme" %}', '{% url "choose_commune" %}')
    assert [form[:120] for form in forms if "csrf_token" not in form and not any(url in form for url in exempt)] == []


@pytest.mark.parametrize("path", WORDED, ids=str)
def test_every_word_can_be_translated(path: Path) -> None:
    assert list(untranslated(text_of(path))) == []


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_the_way_down_to_a_page_is_the_component(path: Path) -> None:
    is_component = path.as_posix().endswith("cotton/breadcrumb.html")
    assert is_component or 'class="breadcrumb' not in text_of(path), "write <c-breadcrumb>"


def hard_coded(source: str) -> list[str]:
    """Return the French punctuation written outside the translated words, which English would show as it is."""
    return FRENCH_MARK.findall(COMPONENT.sub("x", TAG.sub("x", TRANSLATED.sub("x", source))))


@pytest.mark.parametrize("path", WORDED, ids=str)
def test_no_french_punctuation_outside_the_translated_words(path: Path) -> None:
    assert hard_coded(text_of(path)) == [], "write {% colon %}, or put the sentence in the translated words"


def test_the_check_of_words_finds_them() -> None:
    source = '{% translate "Oui" %}<p title="Voir">{{ x }} Déposer {% blocktranslate %}Non{% endblocktranslate %}</p>'
    assert list(untranslated(source)) == ["Voir", "Déposer"]
    assert hard_coded("<li>{{ name }} : {{ count }}</li> « {{ name }}\u00a0»") == [" :", "«", "\u00a0»"]
    assert hard_coded('{{ name }}{% colon %} {% translate "Oui : non" %} <c-stat :value="rows" />') == []


FILTERED_ATTRIBUTE = re.compile(r'<c-[^>]*\s:[\w-]+="[^"{]*\|')


def test_no_filter_in_a_component_s_attribute() -> None:
    # A component reads « :value="rows|length" » as no variable, and shows nothing: name it with {% with %} first.
    assert [path.as_posix() for path in TEMPLATES if FILTERED_ATTRIBUTE.search(text_of(path))] == []
    assert FILTERED_ATTRIBUTE.search('<c-stat :value="rows|length" />')


# What the people of a territory named: a component that shows one alone says in which language it is.
_NAMED_HERE = (
    r"(?:\w+\.)*(?:campaign\.title|panel\.name|indicator\.name|consultation\.(?:title|question)|session\.title|"
    r"phase\.title|policy\.name|seminar\.title|action\.title|referral\.title|project\.name|event\.title)"
)
_OPENED = re.compile(r"<c-(?:lead|item|card)\b(?:[^>{]|{{.*?}}|{%.*?%})*>")


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_a_component_says_the_language_of_what_was_named_here(path: Path) -> None:
    shown = [
        (attribute, opened)
        for opened in _OPENED.findall(text_of(path))
        for attribute in ("title", "eyebrow", "state")
        if re.search(rf'\s(?::{attribute}="{_NAMED_HERE}"|{attribute}="{{{{ {_NAMED_HERE} }}}}")', opened)
    ]
    assert [opened for attribute, opened in shown if f'{attribute}_lang="data"' not in opened] == []
