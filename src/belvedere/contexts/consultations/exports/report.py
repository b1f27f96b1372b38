"""The report as papers: the same words as its page."""

from datetime import datetime
from typing import cast

from belvedere.contexts.consultations.models import Consultation, Report
from belvedere.contexts.consultations.queries.report import LANGUAGE, plain_blocks
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.papers.docx import render_docx
from belvedere.platform.papers.pdf import render_pdf


def report_as_pdf(consultation: Consultation, report: Report, *, at: datetime) -> bytes:
    """Return a published report as a PDF/UA-1; the same report gives the same bytes."""
    data: dict[str, Value] = {
        "title": f"Bilan : {consultation.title}",
        "language": LANGUAGE,
        "author": consultation.body.name,
        "footer": f"{consultation.reference} · {report.digest[:16]}",
        "subtitle": consultation.body.name,
        "blocks": cast("list[Value]", plain_blocks(report.blocks)),
    }
    return render_pdf("papers/blocks", data, created_at=at)


def report_as_docx(consultation: Consultation, report: Report, *, at: datetime) -> bytes:
    """Return a published report as a DOCX."""
    return render_docx(
        title=f"Bilan : {consultation.title}",
        author=consultation.body.name,
        subtitle=f"{consultation.body.name} · {consultation.reference}",
        at=at,
        blocks=plain_blocks(report.blocks),
    )
