"""How a sheet is written in the cells of a table, and in the fields of a form; pure."""

import re
from dataclasses import replace

from belvedere.contexts.actionplan.states.sheets import ActionSheet, Origin

COLUMNS = (
    "reference",
    "axe",
    "titre",
    "resume",
    "organisme",
    "service",
    "partenaires",
    "communes",
    "horizon",
    "debut",
    "echeance",
    "cout_euros",
    "note_cout",
    "prerequis",
    "livrables",
    "indicateurs",
    "risques",
    "origines",
    "etat",
)
REQUIRED = ("titre", "organisme", "horizon", "debut", "echeance")
LONGEST = {"titre": 300, "note_cout": 300}
LONGEST_LINE = 300
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
BETWEEN_NAMES, BETWEEN_PARTS = ", ", " | "


def one_by_line(text: str) -> tuple[str, ...]:
    """Read things written one by line; empty lines say nothing.

    >>> one_by_line(" Un programme \\n\\nTrente attestations")
    ('Un programme', 'Trente attestations')
    """
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def names(text: str) -> tuple[str, ...]:
    """Read names separated by commas, each once, in alphabetical order.

    >>> names("royat, durtol,royat")
    ('durtol', 'royat')
    """
    return tuple(sorted({name.strip() for name in text.replace(";", ",").split(",") if name.strip()}))


def origin_of(line: str) -> Origin:
    """Read « kind | words | address »; what is missing is empty.

    >>> origin_of("saisine | S-2026-0012 | /saisines/S-2026-0012/")
    Origin(kind='saisine', label='S-2026-0012', url='/saisines/S-2026-0012/')
    """
    kind, _bar, rest = line.partition("|")
    label, _bar, url = rest.partition("|")
    return Origin(kind.strip(), label.strip(), url.strip())


def line_of(origin: Origin) -> str:
    """Write an origin on a line.

    >>> line_of(Origin("etude", "Étude de 2019"))
    'etude | Étude de 2019'
    """
    parts = (origin.kind, origin.label, origin.url) if origin.url else (origin.kind, origin.label)
    return BETWEEN_PARTS.join(parts)


def cells_of(sheet: ActionSheet) -> dict[str, str | int | None]:
    """Write a sheet by column: what a form shows, and what a file holds but for its dates."""
    return {
        "axe": sheet.axis,
        "titre": sheet.title,
        "resume": sheet.summary,
        "organisme": sheet.body,
        "service": sheet.department,
        "partenaires": BETWEEN_NAMES.join(sheet.partners),
        "communes": BETWEEN_NAMES.join(sheet.communes),
        "horizon": sheet.horizon,
        "cout_euros": sheet.cost_euros,
        "note_cout": sheet.cost_note,
        "prerequis": BETWEEN_NAMES.join(sheet.prerequisites),
        "livrables": "\n".join(sheet.deliverables),
        "indicateurs": "\n".join(sheet.indicators),
        "risques": "\n".join(sheet.risks),
        "origines": "\n".join(line_of(origin) for origin in sheet.origins),
    }


def tidied(sheet: ActionSheet) -> ActionSheet:
    """Return a sheet as it is kept: no space around its texts, one thing by line, nothing that a file would lose.

    >>> from datetime import date
    >>> raw = ActionSheet(" Former ", "m", "court", date(2026, 1, 1), date(2026, 2, 1), risks=("Un\\nDeux", " "))
    >>> tidied(raw).title, tidied(raw).risks
    ('Former', ('Un', 'Deux'))
    """
    return replace(
        sheet,
        title=" ".join(_plain(sheet.title).split("\n")),
        summary=_plain(sheet.summary),
        cost_note=" ".join(_plain(sheet.cost_note).split("\n")),
        partners=tuple(sorted(set(sheet.partners))),
        communes=tuple(sorted(set(sheet.communes))),
        prerequisites=tuple(sorted(set(sheet.prerequisites))),
        deliverables=one_by_line(_plain("\n".join(sheet.deliverables))),
        indicators=one_by_line(_plain("\n".join(sheet.indicators))),
        risks=one_by_line(_plain("\n".join(sheet.risks))),
        origins=tuple(Origin(row.kind, _label(row.label), row.url.strip()) for row in sheet.origins),
    )


def _plain(text: str) -> str:
    """Keep line feeds as the only control characters."""
    return _CONTROLS.sub("", "\n".join(text.splitlines())).strip()


def _label(text: str) -> str:
    return " ".join(_plain(text).replace("|", "/").split("\n"))
