"""The search page."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from belvedere.platform.search.queries import Hit, search
from belvedere.platform.search.words import KINDS, OTHER_PAGES

LONGEST_QUESTION = 200
MOST_HITS = 50


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what was found, by kind of page; when no page holds every word, those that hold some."""
    asked = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    hits = search(asked, limit=MOST_HITS)
    is_partial = not hits
    if is_partial:
        hits = search(asked, limit=MOST_HITS, every_word=False)
    content = {"asked": asked, "count": len(hits), "groups": _by_kind(hits), "is_partial": is_partial and bool(hits)}
    return render(request, "search/results.html", content)


def _by_kind(hits: Sequence[Hit]) -> list[tuple[str | Promise, list[Hit]]]:
    groups = [(label, [hit for hit in hits if hit.kind == kind]) for kind, label in KINDS.items()]
    groups.append((OTHER_PAGES, [hit for hit in hits if hit.kind not in KINDS]))
    return [(label, found) for label, found in groups if found]
