"""Words to translate: ``python -m tools.words extract|compile|check`` (what `make words` runs).

Sources are in French. Each app keeps ``locale/{fr,en}/LC_MESSAGES/django.po``. The French catalogue holds plurals only:
without an entry of its own, gettext would write « 0 signatures » where French says « 0 signature ».
"""

import ast
import re
import struct
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "belvedere"
HOUSE_OF_THE_HOMELESS = SOURCE / "platform" / "ui"  # words of modules that belong to no app
PLURAL_FORMS = {"fr": "nplurals=2; plural=(n > 1);", "en": "nplurals=2; plural=(n != 1);"}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(["gettext", "gettext_lazy", "gettext_noop", "_"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}
HEADER = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: {language}\n"
"Plural-Forms: {forms}\n"
"""
TEXT = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(gettext|ngettext|pgettext|npgettext|_)\(\s*{TEXT}(?:\s*,\s*{TEXT})?(?:\s*,\s*{TEXT})?")
COTTON_WORD = re.compile(rf""":[\w-]+=(?:"\s*_\({TEXT}\)\s*"|'\s*_\({TEXT}\)\s*')""")
PLAIN_SPACE = re.compile(r"(?<=\S) (?=[:;!?](?:[\s\"'<).,\\]|$)|»)|(?<=«) ")  # where French wants a no-break space
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%([sd])|\{(\w*)[^{}]*\}")


@dataclass(frozen=True)
class Word:
    """A text to translate, and where it stands."""

    path: Path
    line: int
    text: str
    plural: str = ""
    context: str = ""

    @property
    def id(self) -> str | tuple[str, str]:
        return (self.text, self.plural) if self.plural else self.text


def app_of(path: Path) -> Path:
    """Return the folder of the app that a file belongs to."""
    for parent in path.parents:
        if (parent / "apps.py").exists():
            return parent
    return HOUSE_OF_THE_HOMELESS


def words_of_python(path: Path) -> Iterator[Word]:
    with path.open("rb") as file:
        for line, texts, _, context in extract("python", file, KEYWORDS):
            first, *rest = [texts] if isinstance(texts, str) else list(texts)
            yield Word(path, line, first, rest[0] if rest else "", context or "")


def words_of_template(path: Path) -> Iterator[Word]:
    from django.utils.translation.template import templatize  # noqa: PLC0415 -- wants Django's settings

    source = path.read_text(encoding="utf-8")
    for line, content in enumerate(templatize(source, origin=str(path)).splitlines(), start=1):
        for name, *quoted in CALL.findall(content):
            texts = [str(ast.literal_eval(text)) for text in quoted if text]
            context = texts.pop(0) if name in {"pgettext", "npgettext"} else ""
            yield Word(path, line, texts[0], texts[1] if name in {"ngettext", "npgettext"} else "", context)
    for line, content in enumerate(source.splitlines(), start=1):
        for quoted in COTTON_WORD.findall(content):
            yield Word(path, line, str(ast.literal_eval(quoted[0] or quoted[1])))


def extracted() -> dict[Path, list[Word]]:
    """Return the words of each app, in a fixed order."""
    words: dict[Path, list[Word]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for word in words_of_python(path):
            words.setdefault(app_of(path), []).append(word)
    for path in sorted([*SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("templates/**/*.txt")]):
        for word in words_of_template(path):
            words.setdefault(app_of(path), []).append(word)
    return words


def catalogue_path(app: Path, language: str) -> Path:
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalogue(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def updated(known: Catalog, words: Iterable[Word], language: str) -> Catalog:
    """Return a catalogue of these words, with the translations already known."""
    catalogue = Catalog(locale=language)
    for word in words:
        if language == "fr" and not word.plural:
            continue
        old = known.get(word.id, word.context or None)
        string = word.id if language == "fr" else old.string if old is not None else ("", "") if word.plural else ""
        flags = old.flags - {"python-format", "python-brace-format"} if old is not None else set()
        place = (word.path.relative_to(ROOT).as_posix(), 0)
        catalogue.add(word.id, string, [place], flags, context=word.context or None)
    return catalogue


def written(catalogue: Catalog, language: str) -> str:
    """Return the text of a .po file: sorted, without dates nor line numbers, so that it changes only with the words."""
    out = BytesIO()
    write_po(out, catalogue, width=116, omit_header=True, sort_output=True, include_lineno=False)
    body = out.getvalue().decode()
    return HEADER.format(language=language, forms=PLURAL_FORMS[language]) + (
        f"\n{body.strip()}\n" if body.strip() else ""
    )


def compiled(catalogue: Catalog, language: str) -> bytes:
    """Return the .mo file: the same words always give the same bytes."""
    header = f"Content-Type: text/plain; charset=UTF-8\nLanguage: {language}\nPlural-Forms: {PLURAL_FORMS[language]}\n"
    pairs = {b"": header.encode()}
    for message in catalogue:
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        if message.id and all(strings) and not message.fuzzy:
            ids = [message.id] if isinstance(message.id, str) else list(message.id)
            key = "\0".join(ids)
            pairs[(f"{message.context}\4{key}" if message.context else key).encode()] = "\0".join(strings).encode()
    keys = sorted(pairs)
    begin = 28 + 16 * len(keys)
    tables, texts = [b"", b""], b""
    for number, column in enumerate([keys, [pairs[key] for key in keys]]):
        for text in column:
            tables[number] += struct.pack("<II", len(text), begin + len(texts))
            texts += text + b"\0"
    return (
        struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, begin) + tables[0] + tables[1] + texts
    )


def placeholders(text: str) -> set[str]:
    return {next(filter(None, found), "") for found in PLACEHOLDER.findall(text.replace("%%", ""))}


def faults_of(message: Message) -> Iterator[str]:
    """Say what is wrong with an English entry."""
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    strings = [message.string] if isinstance(message.string, str) else list(message.string)
    if any(map(PLAIN_SPACE.search, ids)):
        yield f"« {ids[0]} » has plain spaces where French wants no-break ones: run `python -m tools.french_spaces`"
    if not all(strings):
        yield f"no English for « {ids[0]} »"
        return
    if message.fuzzy:
        yield f"the English of « {ids[0]} » is marked fuzzy"
    wanted = set().union(*map(placeholders, ids))
    for string in strings:
        given = placeholders(string)
        if given - wanted or (len(ids) == 1 and given != wanted):
            yield f"the English of « {ids[0]} » has other placeholders: {sorted(given ^ wanted)}"


def _each() -> Iterator[tuple[Path, str, Catalog, Path]]:
    """Yield, for each app and language, the catalogue as it should be and the path of its file."""
    for app, words in extracted().items():
        for language in PLURAL_FORMS:
            path = catalogue_path(app, language)
            yield app, language, updated(read_catalogue(path, language), words, language), path


def extract_words() -> list[str]:
    for _, language, catalogue, path in _each():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(catalogue, language), encoding="utf-8")
    return []


def compile_words() -> list[str]:
    for path in sorted(SOURCE.rglob("locale/*/LC_MESSAGES/django.po")):
        language = path.parent.parent.name
        path.with_suffix(".mo").write_bytes(compiled(read_catalogue(path, language), language))
    return []


def hidden_words(path: Path) -> Iterator[str]:
    """Say where gettext is imported under a name that is not looked for: its words would never be translated."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for name in node.names if isinstance(node, ast.ImportFrom) else []:
            if name.name in KEYWORDS and (name.asname or name.name) not in KEYWORDS:
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield f"{place}: {name.name} as {name.asname}: its words are not extracted"


def clashes(catalogues: Mapping[Path, Catalog]) -> Iterator[str]:
    """Say which words have another English elsewhere: Django shows the first application's everywhere."""
    first: dict[tuple[object, str | None], tuple[object, Path]] = {}
    for place, catalogue in catalogues.items():
        for message in catalogue:
            english, elsewhere = first.setdefault((message.id, message.context), (message.string, place))
            if message.id and english != message.string:
                yield (
                    f"{place}: the English of « {message.id} » is {message.string!r}, and {english!r} in {elsewhere}: "
                    "write the same, or tell them apart by a context (pgettext)"
                )


def check_words() -> list[str]:
    """Return what is wrong, each with its place."""
    faults = [fault for path in sorted(SOURCE.rglob("*.py")) for fault in hidden_words(path)]
    english: dict[Path, Catalog] = {}
    for _, language, catalogue, path in _each():
        place = path.relative_to(ROOT)
        if not path.exists() or path.read_text(encoding="utf-8") != written(catalogue, language):
            faults.append(f"{place}: out of date: run `make words`")
            continue
        known = read_catalogue(path, language)
        compiled_path = path.with_suffix(".mo")
        if not compiled_path.exists() or compiled_path.read_bytes() != compiled(known, language):
            faults.append(f"{place.with_suffix('.mo')}: stale: run `make words`")
        if language == "en":
            english[place] = known
            faults += [f"{place}:{m.lineno}: {fault}" for m in known if m.id for fault in faults_of(m)]
    return [*faults, *clashes(english)]


def main(what: str) -> int:
    from django.conf import settings  # noqa: PLC0415 -- templates are read with Django's lexer

    settings.configure(USE_I18N=True)
    faults = {"extract": extract_words, "compile": compile_words, "check": check_words}[what]()
    print("\n".join(faults) or f"words: {what} done")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
