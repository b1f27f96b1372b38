"""« Est-ce fait ? »: the reply by signed link, the draw that anyone can do again, the officer's reading."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.actionplan.actions import survey as actions
from belvedere.contexts.actionplan.forms.survey import ReplyForm
from belvedere.contexts.actionplan.queries import actions as plan_actions
from belvedere.contexts.actionplan.queries.survey import invited_by, replies_of_action, replies_under, surveys
from belvedere.contexts.actionplan.states import ReadingVerb, ReplyVerdict, SurveyState
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: Request, reference: str, token: str) -> HttpResponse:
    """Reply from the link of a mail: the link opens a page, whose button posts."""
    invited = invited_by(token)
    survey = get_object_or_404(surveys(), pk=invited.survey, action__reference=reference)
    context = {
        "survey": survey,
        "action": survey.action,
        "is_open": survey.state == SurveyState.OPEN and timezone.localdate() <= survey.closes_on,
        "has_replied": replies_under([invited.mark]).filter(survey=survey).exists(),
    }
    if request.method != "POST":
        form = ReplyForm(initial={"verdict": request.GET.get("reponse", "")})
        return render(request, "actionplan/reply.html", {**context, "form": form})
    form = ReplyForm(request.POST)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "actionplan/reply.html", {**context, "form": form}, status=status)
    verdict, words = ReplyVerdict(form.cleaned_data["verdict"]), form.cleaned_data["words"]
    actions.reply(invited=invited, verdict=verdict, words=words, now=timezone.now())
    messages.success(request, _("Merci : votre réponse est comptée. Le résultat est public, sur cette page."))
    return redirect("actionplan:action", reference)


@require_safe
def draw(_request: Request, reference: str, pk: int) -> JsonResponse:
    """The draw of a sample: its seed, how many it was drawn from, what was drawn; no name, no address."""
    survey = get_object_or_404(surveys().exclude(state=SurveyState.ASKED), pk=pk, action__reference=reference)
    content = {
        "action": reference,
        "asked_at": survey.asked_at.isoformat(timespec="seconds"),
        "seed": survey.seed,
        "population": survey.population,
        "names_sha256": survey.names_digest,
        "size": survey.size,
        "drawn": survey.drawn,
        "asked": survey.asked,
        "rule": "the names whose SHA-256(seed + newline + name) is the lowest",
    }
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_POST
@role_required(RoleKind.AGENT)
def read_reply(request: Request, reference: str, pk: int) -> HttpResponse:
    """Publish the words of a reply, or leave them out."""
    action = get_object_or_404(plan_actions(), reference=reference)
    row = get_object_or_404(replies_of_action(action), pk=pk)
    if request.POST.get("verb") not in set(ReadingVerb):
        raise Http404
    actions.read_reply(
        reply=row, verb=ReadingVerb(request.POST["verb"]), by=role_in_action(request.role), now=timezone.now()
    )
    messages.success(request, _("Votre lecture est enregistrée."))
    return redirect("actionplan:desk_action", reference)
