"""The page that holds a report: its style is inside it, and its own policy forbids everything else."""

from collections.abc import Iterable
from html import escape

STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1d1f21; --soft: #5a5f66; --line: #c9cdd2; --band: #cfe3d4;
  --accent: #b3401f; --mark: #2f6b46; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181a; --ink: #eceef0; --soft: #a9afb6; --line: #4a5057;
  --band: #24452f; --accent: #ff9470; --mark: #7cc795; } }
body { margin: 0 auto; max-width: 48rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 system-ui, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; } h2 { margin-top: 2.5rem; } h3 { margin-bottom: .25rem; }
figure { margin: .5rem 0 1rem; overflow-x: auto; } figcaption { color: var(--soft); font-size: .9rem; }
svg { display: block; width: 100%; min-width: 34rem; height: auto; }
svg text { fill: var(--ink); font-size: 13px; }
.grid { stroke: var(--line); stroke-width: 1; } .curve { fill: none; stroke: var(--accent); stroke-width: 2.5; }
.equal { stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 6 4; }
.range { stroke: var(--mark); stroke-width: 4; }
.band { fill: var(--band); stroke: var(--mark); stroke-width: 1; } .dot { fill: var(--accent); }
.diamond { fill: none; stroke: var(--soft); stroke-width: 1.5; }
.table { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); font-size: .9rem; padding-bottom: .25rem; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .5rem; text-align: right; font-weight: normal; }
thead th { font-weight: 600; vertical-align: bottom; } tr > :first-child { text-align: left; }
code { overflow-wrap: anywhere; }
@media print { body { max-width: none; font-size: 10pt; } figure, table { break-inside: avoid; } }
"""


def page(title: str, language: str, parts: Iterable[str]) -> str:
    """Return a whole HTML page."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(parts)
        + "\n</main>\n</body>\n</html>\n"
    )
