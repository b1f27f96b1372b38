"""A document of a session as a download: never shown in the page, never guessed by the browser."""

from django.http import Http404, HttpResponse

from belvedere.contexts.panels.models import SessionDocument
from belvedere.contexts.panels.queries.session_file import EXTENSIONS
from belvedere.platform.exchange.downloads import as_download


def attached(document: SessionDocument | None) -> HttpResponse:
    """Return the bytes of a document, to be kept and not to be run; 404 when there is none."""
    if document is None:
        raise Http404
    extension = EXTENSIONS.get(document.media_type, "")
    return as_download(bytes(document.content), document.media_type, title=document.title, extension=extension)
