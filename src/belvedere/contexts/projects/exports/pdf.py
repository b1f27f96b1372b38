"""A deliverable as a PDF/UA, from the same text as its DOCX."""

from belvedere.contexts.projects.models import Deliverable
from belvedere.platform.papers.pdf import render_pdf


def deliverable_as_pdf(deliverable: Deliverable, *, author: str, subtitle: str) -> bytes:
    """Return a version of a paper as a PDF/UA-1; the same version gives the same bytes."""
    data = {
        "title": deliverable.title,
        "language": "fr",
        "author": author,
        "footer": f"{author} · {deliverable.digest[:16]}",
        "subtitle": subtitle,
        "blocks": deliverable.blocks,
    }
    return render_pdf("papers/blocks", data, created_at=deliverable.produced_at)
