"""The home page, which the contexts fill through its slots, and the gallery, for those who write pages."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belvedere.platform.ui.gallery import examples, sample_content


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show one line of truth, the three verbs, and what the contexts have for the home page."""
    return render(request, "ui/home.html", {"today": timezone.localdate()})


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in its states; only a demonstration or a developer's machine has this page."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    content = sample_content()
    shown = [(example, example.drawn(request, content)) for example in examples()]
    return render(request, "ui/gallery.html", {"shown": shown})
