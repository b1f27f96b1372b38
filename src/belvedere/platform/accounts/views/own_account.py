"""One's own account: what we hold, taking it away, erasing it, signing out everywhere."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.platform.accounts.access import account_required, must_set_up_second_factor
from belvedere.platform.accounts.actions import end_sessions, erase_account
from belvedere.platform.accounts.forms import EraseAccountForm
from belvedere.platform.accounts.personal_data import personal_data
from belvedere.platform.accounts.queries import has_second_factor
from belvedere.platform.accounts.request import Request


@require_safe
@account_required
def account(request: Request) -> HttpResponse:
    return render(request, "accounts/account.html", {"has_second_factor": has_second_factor(user=request.user)})


@require_safe
@account_required
def data(request: Request) -> HttpResponse:
    response = JsonResponse(personal_data(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="mes-donnees-belvedere.json"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def erase(request: Request) -> HttpResponse:
    form = EraseAccountForm(request.POST or None, email=request.user.email)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "accounts/erase_account.html", {"form": form}, status=status)
    erase_account(user=request.user, now=timezone.now())
    logout(request)
    messages.success(request, _("Votre compte est effacé. Un dernier mot : merci d’avoir participé."))
    return redirect("/")


@require_POST
@account_required
def sign_out_everywhere(request: Request) -> HttpResponse:
    end_sessions(user=request.user)
    logout(request)
    messages.success(request, _("Vous êtes déconnecté de tous vos appareils."))
    return redirect("account_login")


@require_safe
@account_required
def second_factor_required(request: Request) -> HttpResponse:
    if not must_set_up_second_factor(request):
        return redirect("workspace")
    return render(request, "accounts/second_factor_required.html")
