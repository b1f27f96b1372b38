"""What a debate says in the report: its groups, what unites, what divides, with the uncertainty of each figure."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from belvedere.contexts.consultations.models import Consultation
from belvedere.contexts.consultations.queries.debates import debate_of, map_of
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
    yield from _groups(found)
    if found.ground:
        yield {"kind": "heading", "level": 2, "text": _("Ce qui réunit")}
        yield {"kind": "list", "items": [_claim(claim) for claim in found.ground]}
    if found.divisive:
        yield {"kind": "heading", "level": 2, "text": _("Ce qui divise")}
        yield {"kind": "list", "items": [_divided(claim) for claim in found.divisive]}


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
