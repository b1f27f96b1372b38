"""In the demonstration only: the short messages that would have been sent."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from belvedere.platform.sms.queries import latest_texts

_BY_PAGE = 50


@require_safe
def demo_texts(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    page = Paginator(latest_texts(), _BY_PAGE).get_page(request.GET.get("page"))
    return render(request, "sms/demo_texts.html", {"page_obj": page})
