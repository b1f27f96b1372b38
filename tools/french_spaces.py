"""Puts French no-break spaces in every translated word, before : ; ! ? and inside « ».

It reads Python, templates and catalogues: `python -m tools.french_spaces`, then `make words`.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog

from tools import words

NBSP = "\N{NO-BREAK SPACE}"
SHORT = re.compile(r"""({%\s*(?:translate|trans)\s+)("[^"]*"|'[^']*')""")
CALL = re.compile(r"""(\b_\()("[^"]*"|'[^']*')(?=\))""")
BLOCK = re.compile(r"({%\s*(blocktranslate|blocktrans)\b[^%]*%})(.*?)({%\s*end\2\s*%})", re.DOTALL)


def spaced(text: str) -> str:
    """Return the text with no-break spaces where French wants them."""
    return words.PLAIN_SPACE.sub(NBSP, text)


def of_template(source: str) -> str:
    """Return a template with the spaces of its translated words put right."""
    for short in (SHORT, CALL):
        source = short.sub(lambda found: found[1] + spaced(found[2]), source)
    return BLOCK.sub(lambda found: found[1] + spaced(found[3]) + found[4], source)


def translated(tree: ast.AST) -> Iterator[ast.Constant]:
    """Yield the texts that a module hands to gettext."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
            if name in words.KEYWORDS:
                yield from (arg for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))


def of_python(source: str) -> str:
    """Return a module with the spaces of its translated words put right."""
    lines = source.encode().splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    content = source.encode()
    places = [
        (starts[text.lineno - 1] + text.col_offset, starts[(text.end_lineno or 0) - 1] + (text.end_col_offset or 0))
        for text in translated(ast.parse(source))
    ]
    for start, end in sorted(places, reverse=True):
        content = content[:start] + spaced(content[start:end].decode()).encode() + content[end:]
    return content.decode()


def of_catalogue(path: Path, language: str) -> None:
    """Rename the words of a catalogue, whose translations are kept."""
    known = words.read_catalogue(path, language)
    renamed = Catalog(locale=language)
    for message in known:
        if message.id:
            name = tuple(map(spaced, message.id)) if isinstance(message.id, tuple) else spaced(message.id)
            string = name if language == "fr" else message.string
            renamed.add(name, string, message.locations, message.flags, context=message.context)
    path.write_text(words.written(renamed, language), encoding="utf-8")


def main() -> None:
    for path in sorted(words.SOURCE.rglob("*")):
        if path.suffix not in {".html", ".txt", ".py"} or (path.suffix != ".py" and "templates" not in path.parts):
            continue
        before = path.read_text(encoding="utf-8")
        after = of_python(before) if path.suffix == ".py" else of_template(before)
        if after != before:
            path.write_text(after, encoding="utf-8")
            print(path.relative_to(words.SOURCE))
    for path in sorted(words.SOURCE.rglob("locale/*/LC_MESSAGES/django.po")):
        of_catalogue(path, path.parent.parent.name)


if __name__ == "__main__":
    main()
