"""The report as papers: the same words and the same map as its page."""

from datetime import datetime
from typing import Any, cast  # Any: what a JSON column holds

from belvedere.contexts.consultations.exports.opinion_map import map_svg
from belvedere.contexts.consultations.models import Consultation, Report
from belvedere.contexts.consultations.queries.report import LANGUAGE, Block
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.papers.docx import render_docx
from belvedere.platform.papers.pdf import render_pdf
from belvedere.platform.papers.picture import render_png


def report_as_pdf(consultation: Consultation, report: Report, *, at: datetime) -> bytes:
    """Return a published report as a PDF/UA-1; the same report gives the same bytes."""
    data: dict[str, Value] = {
        "title": f"Bilan : {consultation.title}",
        "language": LANGUAGE,
        "author": consultation.body.name,
        "footer": f"{consultation.reference} · {report.digest[:16]}",
        "subtitle": consultation.body.name,
        "blocks": cast("list[Value]", [_on_paper(block) for block in report.blocks]),
    }
    return render_pdf("papers/blocks", data, created_at=at)


def report_as_docx(consultation: Consultation, report: Report, *, at: datetime) -> bytes:
    """Return a published report as a DOCX; the map is a picture with its words."""
    blocks = [_on_paper(block) for block in report.blocks]
    return render_docx(
        title=f"Bilan : {consultation.title}",
        author=consultation.body.name,
        subtitle=f"{consultation.body.name} · {consultation.reference}",
        at=at,
        blocks=[{**one, "png": render_png(str(one["svg"]))} if one["kind"] == "picture" else one for one in blocks],
    )


def _on_paper(block: dict[str, Any]) -> Block:
    """Return a block as papers write it: sources are a paragraph of numbers, the map is a picture."""
    if block["kind"] == "sources":
        return {"kind": "text", "text": block["text"]}
    if block["kind"] == "map":
        return {"kind": "picture", "text": block["text"], "svg": map_svg(block)}
    return block
