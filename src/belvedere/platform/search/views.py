"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from belvedere.platform.search.queries import search
from belvedere.platform.search.words import KINDS

LONGEST_QUESTION = 200
MOST_HITS = 50


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what was found, by kind of page."""
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUESTION]
    hits = search(asked, limit=MOST_HITS)
    groups = [(label, [hit for hit in hits if hit.kind == kind]) for kind, label in KINDS.items()]
    content = {"asked": asked, "count": len(hits), "groups": [group for group in groups if group[1]]}
    return render(request, "search/results.html", content)
