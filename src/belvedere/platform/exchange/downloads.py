"""What was received, given back: always a download, under a policy that lets nothing in it run."""

from django.http import HttpResponse
from django.utils.text import slugify

from belvedere.platform.exchange.received import EXTENSIONS

LONGEST_NAME = 80
# Opened all the same, it is an origin of its own, without scripts, forms or requests.
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


def as_download(content: bytes, media_type: str, *, title: str, extension: str = "") -> HttpResponse:
    """Return the bytes of a document, to be kept and not to be run, under a name made from its title."""
    name = f"{slugify(title)[:LONGEST_NAME] or 'document'}.{extension or EXTENSIONS.get(media_type, 'bin')}"
    charset = "; charset=utf-8" if media_type == "text/plain" else ""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": SANDBOX,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return HttpResponse(content, content_type=f"{media_type}{charset}", headers=headers)
