"""What a debate says in the report: its groups, what unites, what divides, with the uncertainty of each figure."""

from collections.abc import Iterator

from django.utils import formats
from django.utils.translation import gettext as _

from belvedere.contexts.consultations.models import Consultation
from belvedere.contexts.consultations.queries.debates import debate_of, map_of
from belvedere.contexts.consultations.queries.drawing import COLUMNS, ROWS, picture_of
from belvedere.contexts.consultations.queries.findings import Claim, Findings, findings_of

Block = dict[str, object]


def debate_blocks(consultation: Consultation) -> Iterator[Block]:
    """Yield what the map of the debate says: four statements, none of them by statement or by person."""
    debate = debate_of(consultation.slug)
    drawn = map_of(debate) if debate is not None else None
    if debate is None or drawn is None:
        return
    found = findings_of(debate, drawn)
    counts = {"people": found.result["participants"], "votes": found.result["votes"], "mapped": found.result["mapped"]}
    yield {"kind": "heading", "level": 1, "text": _("Ce que dit le débat")}
    words = _("%(people)s personnes ont donné %(votes)s avis ; la carte place les %(mapped)s qui ont assez répondu.")
    yield {"kind": "text", "text": words % counts}
    yield {"kind": "text", "text": str(found.clarity)}
    yield from _map(found)
    yield from _groups(found)
    if found.ground:
        yield {"kind": "heading", "level": 2, "text": _("Ce qui réunit")}
        yield {"kind": "list", "items": [_claim(claim) for claim in found.ground]}
    if found.divisive:
        yield {"kind": "heading", "level": 2, "text": _("Ce qui divise")}
        yield {"kind": "list", "items": [_divided(claim) for claim in found.divisive]}


def _map(found: Findings) -> Iterator[Block]:
    """Yield the picture of the map, kept with the words, and the table that says the same.

    Places are texts: what the public register keeps the imprint of has one spelling, and floats have several.
    """
    picture = picture_of(found.result)
    if picture is None:
        return
    words = _("%(mapped)s participants, placés d’après leurs réponses : plus on est proche, plus on répond de même.")
    yield {
        "kind": "map",
        "text": f"{words % found.result} {found.clarity}.",
        "title": _("Carte des opinions"),
        "width": picture.width,
        "height": picture.height,
        "marks": [[mark.path, mark.group] for mark in picture.marks],
        "letters": [[str(one.x), str(one.y), one.letter] for one in picture.letters],
    }
    if not found.groups:
        yield _quarters(found)
        return
    head = [_("Groupe"), _("Participants"), _("Intervalle"), _("Dont l’appartenance est sûre"), _("Centre (x ; y)")]
    rows = [
        [
            group["letter"],
            str(group["size"]),
            f"{group['low']} – {group['high']}",
            str(group["sure"]),
            f"{formats.number_format(group['x'], 2)} ; {formats.number_format(group['y'], 2)}",
        ]
        for group, _claims in found.groups
    ]
    yield {"kind": "table", "caption": _("Les groupes : le tableau de la carte"), "rows": [head, *rows]}


def _quarters(found: Findings) -> Block:
    """Return the table of a map without groups: how many people stand in each quarter of it."""
    counts = [[0, 0], [0, 0]]
    for column, row, _group, people in found.result["marks"]:
        counts[row < ROWS // 2][column >= COLUMNS // 2] += people
    head = [_("Sur la carte"), _("À gauche"), _("À droite")]
    rows = [[words, *map(str, line)] for words, line in zip((_("En haut"), _("En bas")), counts, strict=True)]
    return {"kind": "table", "caption": _("Participants par quart de la carte"), "rows": [head, *rows]}


def _groups(found: Findings) -> Iterator[Block]:
    for group, claims in found.groups:
        words = _("Groupe %(letter)s : %(size)s personnes (de %(low)s à %(high)s)")
        yield {"kind": "heading", "level": 2, "text": words % group}
        yield {"kind": "list", "items": [_claim(claim) for claim in claims]}


def _claim(claim: Claim) -> str:
    facts = {"text": claim.text, "side": claim.side, **claim.facts}
    facts["side"] = claim.side
    return _("« %(text)s » : %(side)s, %(share)s %% (%(low)s à %(high)s)") % facts


def _divided(claim: Claim) -> str:
    shares = ", ".join(
        _("%(letter)s : %(share)s %% d’accord (%(low)s à %(high)s)") % share for share in claim.facts["shares"]
    )
    return _("« %(text)s » : %(shares)s") % {"text": claim.text, "shares": shares}
