"""A deliverable as a DOCX that the authority can edit: French, what is missing in yellow."""

from belvedere.contexts.projects.models import Deliverable
from belvedere.contexts.projects.queries.papers import MISSING
from belvedere.platform.papers.docx import MEDIA_TYPE, render_docx

__all__ = ["MEDIA_TYPE", "deliverable_as_docx"]


def deliverable_as_docx(deliverable: Deliverable, *, author: str, subtitle: str) -> bytes:
    """Return a version of a paper as a DOCX file."""
    return render_docx(
        title=deliverable.title,
        author=author,
        subtitle=subtitle,
        at=deliverable.produced_at,
        blocks=deliverable.blocks,
        missing=MISSING,
    )
