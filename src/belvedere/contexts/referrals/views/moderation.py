"""The queue of the moderation: texts and documents, one by one or several at once."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from belvedere.contexts.referrals.actions.moderation import moderate_document, moderate_text, redact_text
from belvedere.contexts.referrals.forms.moderation import HideForm
from belvedere.contexts.referrals.models import Attachment, Referral
from belvedere.contexts.referrals.queries import moderation as queries
from belvedere.contexts.referrals.states.moderation import HiddenReason, ModerationVerb
from belvedere.contexts.referrals.views.desk import held_referral
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.refusals import Refusal

MOST_AT_ONCE = 50
MASK = "masquer_les_passages"
Thing = Referral | Attachment


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(RoleKind.AGENT, RoleKind.MODERATOR)
def moderation(request: Request) -> HttpResponse:
    """Show what is to be read; act on what is ticked."""
    role, form = role_in_action(request.role), HideForm(request.POST or None)
    if request.method == "POST" and (request.POST.get("verb") != ModerationVerb.HIDE or form.is_valid()):
        _act_on_all(request, form.cleaned_data.get("reason") if form.is_valid() else None)
        return redirect("referrals:moderation")
    content = {
        "texts": queries.texts_to_read(role),
        "documents": queries.documents_to_read(role),
        "hidden_texts": queries.hidden_texts(role),
        "hidden_documents": queries.hidden_documents(role),
        "one": _one(request),
        "hide": form if form.is_bound else HideForm(),
        "ticked": request.POST.getlist("quoi"),
    }
    return render(request, "referrals/desk/moderation.html", content, status=422 if form.is_bound else 200)


def _one(request: Request) -> queries.TextToRead | None:
    """Return the text that the address names, whatever was said of it."""
    reference = request.GET.get("saisine", "")
    return queries.text_to_read(held_referral(request, reference)) if reference else None


def _things(request: Request) -> list[Thing]:
    """Return what is ticked; what another body holds does not exist."""
    found: list[Thing] = []
    for name in list(dict.fromkeys(request.POST.getlist("quoi")))[:MOST_AT_ONCE]:
        kind, _sep, key = name.partition(":")
        if kind == "texte":
            found.append(held_referral(request, key))
            continue
        try:
            document = queries.document_of_body(role_in_action(request.role), str(uuid.UUID(key)))
        except ValueError:
            raise Http404 from None
        if document is None:
            raise Http404
        found.append(document)
    return found


def _act_on_all(request: Request, reason: HiddenReason | None) -> None:
    act, done = _act(request, reason), 0
    for thing in _things(request):
        try:
            act(thing)
            done += 1
        except Refusal as refusal:
            messages.error(request, f"{refusal.title}. {refusal.message}")
    if done:
        words = ngettext("%(n)s élément est traité.", "%(n)s éléments sont traités.", done)
        messages.success(request, words % {"n": done})
    else:
        messages.info(request, _("Rien n’a changé."))


def _act(request: Request, reason: HiddenReason | None) -> Callable[[Thing], object]:
    by, now, word = role_in_action(request.role), timezone.now(), request.POST.get("verb", "")
    verb = next((verb for verb in ModerationVerb if verb == word), None)
    if verb is None and word != MASK:
        raise Http404

    def act(thing: Thing) -> object:
        if verb is None:
            if not isinstance(thing, Referral):
                raise Http404
            return redact_text(referral=thing, by=by, now=now)
        if isinstance(thing, Referral):
            return moderate_text(referral=thing, verb=verb, reason=reason, by=by, now=now)
        return moderate_document(attachment=thing, verb=verb, reason=reason, by=by, now=now)

    return act
