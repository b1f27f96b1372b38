"""A document of a session as a download: never shown in the page, never guessed by the browser."""

from django.http import Http404, HttpResponse
from django.utils.text import slugify

from belvedere.contexts.panels.models import SessionDocument
from belvedere.contexts.panels.queries.session_file import EXTENSIONS, TEXT

LONGEST_NAME = 80


def attached(document: SessionDocument | None) -> HttpResponse:
    """Return the bytes of a document, to be kept and not to be run; 404 when there is none."""
    if document is None:
        raise Http404
    name = slugify(document.title)[:LONGEST_NAME] or "document"
    extension = EXTENSIONS.get(document.media_type, "bin")
    charset = "; charset=utf-8" if document.media_type == TEXT else ""
    response = HttpResponse(bytes(document.content), content_type=f"{document.media_type}{charset}")
    response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
