"""Several referrals at once: each is decided alone, and what was refused is said one by one."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from belvedere.contexts.referrals.actions import decide
from belvedere.contexts.referrals.actions.hold import hold_referral
from belvedere.contexts.referrals.forms import ForwardForm, RejectForm
from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.views.desk import held_referral
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.refusals import Refusal

MOST_AT_ONCE = 50


@require_POST
@role_required(RoleKind.AGENT)
def together(request: Request) -> HttpResponse:
    """Hold, forward or reject the referrals that are ticked."""
    references = list(dict.fromkeys(request.POST.getlist("saisine")))[:MOST_AT_ONCE]
    if not references:
        messages.error(request, _("Aucune saisine n’est cochée : rien n’a été fait."))
        return redirect("referrals:desk")
    referrals = [held_referral(request, reference) for reference in references]
    act = _act(request)
    if act is None:
        messages.error(request, _("Choisissez le motif, ou l’organisme : rien n’a été fait."))
        return redirect("referrals:desk")
    done, refused = 0, []
    for referral in referrals:
        try:
            act(referral)
            done += 1
        except Refusal as refusal:
            refused.append(
                _("%(reference)s : %(reason)s") % {"reference": referral.reference, "reason": refusal.message}
            )
    if done:
        words = ngettext("%(n)s saisine est faite.", "%(n)s saisines sont faites.", done)
        messages.success(request, words % {"n": done})
    for words in refused:
        messages.error(request, words)
    return redirect("referrals:desk")


def _act(request: Request) -> Callable[[Referral], object] | None:
    """Return what to do with each, or None when what is asked is not complete."""
    by, now = role_in_action(request.role), timezone.now()
    form: Form
    match request.POST.get("verb"):
        case "prendre":
            return lambda referral: hold_referral(referral=referral, by=by, now=now)
        case "irrecevable":
            form = RejectForm(request.POST, prefix="refus")
            if not form.is_valid():
                return None
            said = form.cleaned_data
            return lambda referral: decide.reject_referral(referral=referral, by=by, now=now, **said)
        case "transmettre":
            form = ForwardForm(request.POST, holder=by.body, prefix="envoi")
            if not form.is_valid():
                return None
            sent = form.cleaned_data
            return lambda referral: decide.forward_referral(referral=referral, by=by, now=now, **sent)
        case _:
            raise Http404
