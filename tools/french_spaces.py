"""Puts French no-break spaces in the translated words of every template: before : ; ! ? and inside « »."""

import re
from pathlib import Path

NBSP = "\N{NO-BREAK SPACE}"
SOURCE = Path(__file__).parents[1] / "src" / "belvedere"
SHORT = re.compile(r"""({%\s*(?:translate|trans)\s+)("[^"]*"|'[^']*')""")
BLOCK = re.compile(r"({%\s*(blocktranslate|blocktrans)\b[^%]*%})(.*?)({%\s*end\2\s*%})", re.DOTALL)


def spaced(words: str) -> str:
    """Return the words with no-break spaces where French wants them."""
    return re.sub(r"(?<=\S) (?=[:;!?»](?:[\s\"'<]|$))|(?<=«) ", NBSP, words)


def rewritten(source: str) -> str:
    """Return a template with the spaces of its translated words put right."""
    source = SHORT.sub(lambda found: found[1] + spaced(found[2]), source)
    return BLOCK.sub(lambda found: found[1] + spaced(found[3]) + found[4], source)


def main() -> None:
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        before = path.read_text(encoding="utf-8")
        after = rewritten(before)
        if after != before:
            path.write_text(after, encoding="utf-8")
            print(path.relative_to(SOURCE))


if __name__ == "__main__":
    main()
