"""The register as a table for all, and as the file that is kept with the decision."""

import hashlib
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from belvedere.contexts.consultations.models import Consultation, Contribution
from belvedere.contexts.consultations.queries.register import legal_file
from belvedere.contexts.consultations.states.register import ContributionState, Ground, Source
from belvedere.contexts.consultations.words.register import GROUNDS, SOURCES
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.exchange.tables import Column
from belvedere.platform.papers.pdf import render_pdf

LANGUAGE = "fr"

CONTRIBUTION_COLUMNS: list[Column[Contribution]] = [
    Column("numero", gettext_lazy("Numéro"), lambda row: row.number),
    Column("recue", gettext_lazy("Reçue"), lambda row: row.received_at),
    Column("origine", gettext_lazy("Origine"), lambda row: row.source),
    Column("nom", gettext_lazy("Nom"), lambda row: row.name),
    Column("au_titre_de", gettext_lazy("Au titre de"), lambda row: row.college),
    Column("commune", gettext_lazy("Commune"), lambda row: row.commune.slug if row.commune else ""),
    Column("texte", gettext_lazy("Texte"), lambda row: row.text),
    Column("documents", gettext_lazy("Documents"), lambda row: len(row.files.all())),
    Column("theme", gettext_lazy("Thème"), lambda row: row.theme.name if row.theme else ""),
]


def register_as_pdf(consultation: Consultation, *, now: datetime) -> bytes:
    """Return the register as a PDF/UA: every number is there, and what is not public says why."""
    with override(LANGUAGE):
        blocks: list[Value] = []
        seal = hashlib.sha256()
        for row in legal_file(consultation):
            heading, text = _entry(row)
            blocks += [{"kind": "heading", "level": 1, "text": heading}, {"kind": "text", "text": text}]
            seal.update(f"{heading}\n{text}\n".encode())
        if not blocks:
            blocks.append({"kind": "text", "text": _("Aucune contribution n’est entrée au registre.")})
        day = formats.date_format(timezone.localtime(now), "j F Y, H:i")
        data: dict[str, Value] = {
            "title": _("Registre : %(title)s") % {"title": consultation.title},
            "language": LANGUAGE,
            "author": consultation.body.name,
            "footer": f"{consultation.reference} · SHA-256 {seal.hexdigest()[:32]}",
            "subtitle": _("%(reference)s, arrêté le %(day)s") % {"reference": consultation.reference, "day": day},
            "blocks": blocks,
        }
    return render_pdf("papers/blocks", data, created_at=now)


def _entry(row: Contribution) -> tuple[str, str]:
    at = formats.date_format(timezone.localtime(row.received_at), "j F Y, H:i")
    heading = f"n° {row.number} · {at} · {SOURCES[Source(row.source)]}"
    if row.state == ContributionState.SET_ASIDE:
        return heading, _("Non publiée. Motif : %(ground)s.") % {"ground": GROUNDS[Ground(row.ground)]}
    if row.is_personal:
        return heading, _("À titre personnel : lue et comptée, non publiée.")
    if row.state == ContributionState.WAITING:
        return heading, _("Reçue, pas encore lue.")
    who = ", ".join(part for part in (row.name or _("Anonyme"), row.college, str(row.commune or "")) if part)
    documents = getattr(row, "documents", 0)
    joined = "\n\n" + _("Documents joints : %(count)s") % {"count": documents} if documents else ""
    return heading, f"{who}\n\n{row.text}{joined}"
