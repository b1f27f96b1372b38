"""Write the state diagram of each context into docs/contexts/, from its transition table."""

import re
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"(<!-- states: (\S+) -->\n).*?(<!-- /states -->)", re.DOTALL)


def diagram(path: str) -> str:
    """Return the Mermaid diagram of a table named ``module:NAME``."""
    module, name = path.split(":")
    table = getattr(import_module(module), name)
    states = dict.fromkeys([state for state, _ in table] + list(table.values()))
    reached = set(table.values()) - {state for (state, _), end in table.items() if state == end}
    first = [state for state in states if state not in reached] or list(states)[:1]
    lines = ["```mermaid", "stateDiagram-v2", *(f"    [*] --> {state.value}" for state in first[:1])]
    lines += [f"    {state.value} --> {end.value} : {verb.value}" for (state, verb), end in table.items()]
    return "\n".join([*lines, "```", ""])


def drawn(text: str) -> str:
    """Return a document with each of its diagrams drawn again."""
    return BLOCK.sub(lambda match: match[1] + diagram(match[2]) + match[3], text)


def main() -> int:
    """Write the diagrams; with --check, only say which documents are out of date."""
    pages = {page: page.read_text() for page in sorted((ROOT / "docs" / "contexts").glob("*.md"))}
    stale = [page for page, text in pages.items() if drawn(text) != text]
    for page in stale:
        sys.stdout.write(f"{page.relative_to(ROOT)}\n")
        if "--check" not in sys.argv:
            page.write_text(drawn(pages[page]))
    return int(bool(stale) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    sys.exit(main())
