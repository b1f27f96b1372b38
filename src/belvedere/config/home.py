"""The home page: the only screen that reads several contexts at once, so it lives where all are known."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belvedere.contexts.actionplan.queries import figures as action_figures
from belvedere.contexts.answers.queries import figures as answer_figures
from belvedere.platform.accounts.request import Request


@require_safe
def home(request: Request) -> HttpResponse:
    """Show the three verbs, one line of truth, and what the contexts have for the home page."""
    today = timezone.localdate()
    content = {"answers": answer_figures(today), "actions": action_figures(today), "today": today}
    return render(request, "ui/home.html", content)
