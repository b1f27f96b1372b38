"""Leaving a list; and, in the demonstration only, reading the mails that would have been sent."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from belvedere.platform.mail.actions import leave_list
from belvedere.platform.mail.queries import has_left, latest_messages, message_by_token

_BY_PAGE = 50


@csrf_exempt  # RFC 8058: mail providers post without a cookie; the token is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button (mail scanners follow links), POST leaves the list."""
    message = message_by_token(token)
    if message is None:
        raise Http404
    if request.method == "POST":
        leave_list(message=message, now=timezone.now())
    return render(request, "mail/unsubscribe.html", {"message": message, "has_left": has_left(message)})


@require_safe
def demo_messages(request: HttpRequest) -> HttpResponse:
    _demonstration_only()
    page = Paginator(latest_messages(), _BY_PAGE).get_page(request.GET.get("page"))
    return render(request, "mail/demo_messages.html", {"page_obj": page})


@require_safe
def demo_message(request: HttpRequest, pk: int) -> HttpResponse:
    _demonstration_only()
    message = get_object_or_404(latest_messages(), pk=pk)
    trail = [(_("Courriels de la démonstration"), reverse("mail:demo_messages")), (message.subject, "")]
    return render(request, "mail/demo_message.html", {"message": message, "trail": trail})


def _demonstration_only() -> None:
    if not settings.DEMO:
        raise Http404
