"""The papers of a project: their wording, the fields that it may ask for, and the same text filled."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext as _

from belvedere.contexts.projects.models import Deliverable, DeliverableTemplate, Project
from belvedere.platform.territory.models import Body

Block = dict[str, object]
Value = str | list[str] | list[list[str]]

TITLES: Mapping[str, str] = {
    "fiche_opportunite": "Fiche d’opportunité",
    "note_cadrage": "Note de cadrage de la participation",
    "mandat_concertation": "Mandat de concertation",
    "delib_objectifs_modalites": (
        "Délibération fixant les objectifs poursuivis et les modalités de la concertation (art. L. 103-3 C. urb.)"
    ),
    "declaration_intention": "Déclaration d’intention (art. L. 121-18 C. env.)",
    "dossier_concertation": "Dossier de concertation",
    "avis_concertation": "Avis de concertation",
    "registre": "Registre des observations et propositions",
    "point_etape": "Point d’étape",
    "bilan_concertation": "Bilan de la concertation (art. L. 103-6 C. urb.)",
    "tableau_preuves_modalites": "Tableau des preuves de chaque modalité",
    "delib_bilan": "Délibération arrêtant le bilan de la concertation",
    "reddition_comptes": "Reddition de comptes",
    "fiche_evaluation": "Fiche d’évaluation",
    "delib_l5211_11_2": (
        "Délibération relative aux conditions et modalités de consultation du conseil de développement "
        "et d’association de la population (art. L. 5211-11-2, I, 2° CGCT)"
    ),
}
# Papers that promise to listen: none is produced where nothing can change.
PROMISING = frozenset(
    {
        "mandat_concertation",
        "delib_objectifs_modalites",
        "dossier_concertation",
        "avis_concertation",
        "registre",
    }
)
FIELD = re.compile(r"\{([^{}\s]*)\}")
MISSING = re.compile(r"\[à compléter[^\]]*\]")


@cache
def shipped_text(kind: str) -> str:
    """Return the wording of a deliverable that comes with the program."""
    folder = files("belvedere.contexts.projects") / "data" / "deliverables"
    return (folder / f"{kind}.txt").read_text(encoding="utf-8")


def text_of(body: Body, kind: str) -> str:
    """Return the wording that a body uses: its own, or the one that comes with the program."""
    own = DeliverableTemplate.objects.filter(body=body, kind=kind).values_list("text", flat=True).first()
    return own if own is not None else shipped_text(kind)


def templates_of(body: Body) -> Mapping[str, DeliverableTemplate]:
    return {row.kind: row for row in DeliverableTemplate.objects.filter(body=body)}


def faults_of(text: str, known: Mapping[str, object]) -> list[str]:
    """Return what is wrong with a wording: each unknown field, on which line, and the nearest that exists."""
    faults = []
    for number, line in enumerate(text.splitlines(), start=1):
        for name in FIELD.findall(line):
            if name not in known:
                near = get_close_matches(name, known, 1)
                fault = _("Ligne %(line)s : le champ %(field)s n’existe pas.") % {
                    "line": number,
                    "field": f"{{{name}}}",
                }
                hint = _("Vouliez-vous écrire %(field)s ?") % {"field": f"{{{near[0]}}}"} if near else ""
                faults.append(f"{fault} {hint}".rstrip())
    return faults


def filled(text: str, values: Mapping[str, Value]) -> list[Block]:
    """Return a wording as blocks, its fields replaced; a list or a table takes the place of its own line.

    ``#`` and ``##`` begin headings, ``-`` an item; blank lines part paragraphs. What is not known yet is written
    « [à compléter : …] », so that it can be found and completed by hand.
    """
    blocks: list[Block] = []
    for chunk in re.split(r"\n\s*\n", text.strip()):
        for line in _joined(chunk.splitlines()):
            blocks += _blocks(line, values)
    return [*_merged(blocks)]


def _joined(lines: list[str]) -> Iterator[str]:
    """Yield headings, items and lone fields as they are, and the other lines of a paragraph as one."""
    words: list[str] = []
    for line in map(str.strip, lines):
        if line.startswith(("#", "- ")) or FIELD.fullmatch(line):
            if words:
                yield " ".join(words)
                words = []
            yield line
        else:
            words.append(line)
    if words:
        yield " ".join(words)


def _blocks(line: str, values: Mapping[str, Value]) -> list[Block]:
    lone = FIELD.fullmatch(line)
    if lone:
        return [_whole(values[lone[1]], lone[1])]
    told = FIELD.sub(lambda found: _inline(values[found[1]], found[1]), line)
    if line.startswith("#"):
        marks = len(line) - len(line.lstrip("#"))
        return [{"kind": "heading", "level": marks, "text": told.lstrip("# ")}]
    if line.startswith("- "):
        return [{"kind": "list", "items": [told[2:]]}]
    return [{"kind": "paragraph", "text": told}]


def _whole(value: Value, name: str) -> Block:
    if not value:
        return {"kind": "paragraph", "text": _gap(name)}
    if isinstance(value, str):
        return {"kind": "paragraph", "text": value}
    rows = [row for row in value if isinstance(row, list)]
    return {"kind": "table", "rows": rows} if rows else {"kind": "list", "items": list(value)}


def _inline(value: Value, name: str) -> str:
    if not value:
        return _gap(name)
    if isinstance(value, str):
        return value
    return ", ".join(item if isinstance(item, str) else " ".join(item) for item in value)


def _gap(name: str) -> str:
    return f"[à compléter\u00a0: {name.replace('_', ' ')}]"


def _merged(blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks, neighbouring items as one list."""
    items: list[object] = []
    for block in blocks:
        found = block.get("items")
        if block["kind"] == "list" and isinstance(found, list):
            items += found
            continue
        if items:
            yield {"kind": "list", "items": items}
            items = []
        yield block
    if items:
        yield {"kind": "list", "items": items}


def gaps_in(blocks: list[Block]) -> int:
    """Return how many places are still to be completed."""
    return len(MISSING.findall(json.dumps(blocks, ensure_ascii=False)))


def digest_of_blocks(title: str, blocks: list[Block]) -> str:
    """Return the SHA-256 of a paper's text, the same for the same words."""
    return hashlib.sha256(json.dumps([title, blocks], sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def deliverables_of(project: Project) -> list[Deliverable]:
    """Return the papers produced, each kind's last version first, without their text."""
    return list(project.deliverables.defer("blocks").order_by("kind", "-version"))


def deliverable_of(project: Project, kind: str, version: int) -> Deliverable | None:
    return project.deliverables.filter(kind=kind, version=version).first()
