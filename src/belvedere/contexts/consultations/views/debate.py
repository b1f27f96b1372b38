"""The debate for whoever takes part: one statement at a time, one's own, the map, an address if one wants."""

from http import HTTPStatus
from uuid import UUID

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.consultations.actions import address, participation
from belvedere.contexts.consultations.forms.debate import AddressForm, AnswerForm, StatementForm
from belvedere.contexts.consultations.models import Debate, DebateMap
from belvedere.contexts.consultations.queries.addresses import Promise, promise_in
from belvedere.contexts.consultations.queries.debates import (
    FILES,
    debate_of,
    figures_of,
    map_of,
    own_statements,
    participant_with,
)
from belvedere.contexts.consultations.queries.drawing import picture_of
from belvedere.contexts.consultations.queries.findings import findings_of
from belvedere.contexts.consultations.refusals import LinkOutOfDate
from belvedere.contexts.consultations.states.debate import Answer, Ground, StatementState
from belvedere.contexts.consultations.views.participation import key_in, key_of, remember, ticket_for
from belvedere.contexts.consultations.words import ANSWERS, GROUNDS, REFUSED, STATEMENT_STATES
from belvedere.platform.languages import Data
from belvedere.platform.limits.client import client_key

BAD, OK, SEE_OTHER = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.OK, HTTPStatus.SEE_OTHER
SECONDS_KEPT = 60
shared = cache_control(public=True, max_age=SECONDS_KEPT)


def shown_debate(slug: str) -> Debate:
    """Return the debate of an announced consultation."""
    found = debate_of(slug)
    if found is None or found.phase.consultation.announced_at is None:
        raise Http404
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def debate(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a statement, and count the answer to it."""
    found = shown_debate(slug)
    if request.method != "POST":
        return _page(request, found, key_of(request, found))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, key_of(request, found), failed=True)
    key = key_in(request, found)
    participation.cast_vote(
        debate=found,
        key=key,
        number=form.cleaned_data["number"],
        answer=Answer(form.cleaned_data["answer"]),
        client=client_key(request),
        now=timezone.now(),
    )
    if getattr(request, "htmx", False):
        return remember(render(request, "consultations/parts/turn.html", _turn(found, key)), found, key)
    response = redirect("consultations:debate", slug)
    response.status_code = SEE_OTHER
    return remember(response, found, key)


def _turn(found: Debate, key: UUID | None) -> dict[str, object]:
    from belvedere.contexts.consultations.queries.turns import turn_of  # noqa: PLC0415 -- arrays take a while to load: only who needs them waits

    participant = participant_with(found, key)
    ticket = "" if participant is not None else ticket_for(found)
    drawn = map_of(found)
    chance = sum(ticket.encode())  # of who has no number yet
    turn = turn_of(found, participant, chance=chance, drawn=drawn)
    return {
        "debate": found,
        "consultation": found.phase.consultation,
        "participant": participant,
        "turn": turn,
        "ticket": ticket,
        "answers": [(answer.value, label) for answer, label in ANSWERS.items()],
        "is_open": found.phase.is_open(timezone.now()),
        "map": drawn,
    }


def _page(
    request: HttpRequest,
    found: Debate,
    key: UUID | None,
    *,
    failed: bool = False,
    statement_form: StatementForm | None = None,
    address_form: AddressForm | None = None,
) -> HttpResponse:
    content = _turn(found, key)
    participant = participant_with(found, key)
    forms = [form for form in (statement_form, address_form) if form is not None]
    content |= {
        "failed": failed,
        "failed_form": forms[0] if forms else None,
        "statement_form": statement_form or StatementForm(),
        "address_form": address_form or AddressForm(),
        "own": [(row, STATEMENT_STATES[StatementState(row.state)]) for row in own_statements(participant)],
        "breadcrumb": _breadcrumb(found),
    }
    return render(request, "consultations/public/debate.html", content, status=BAD if failed or forms else OK)


def _breadcrumb(found: Debate) -> list[tuple[str, str]]:
    consultation = found.phase.consultation
    return [
        (_("Concertations"), reverse("consultations:consultations")),
        (Data(consultation.title), reverse("consultations:consultation", args=[consultation.slug])),
        (_("Débat"), reverse("consultations:debate", args=[consultation.slug])),
    ]


@never_cache
@require_POST
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose a statement."""
    found, form = shown_debate(slug), StatementForm(request.POST)
    if not form.is_valid():
        return _page(request, found, key_of(request, found), statement_form=form)
    key = key_in(request, found)
    participation.write_statement(
        debate=found, key=key, text=form.cleaned_data["text"], client=client_key(request), now=timezone.now()
    )
    messages.success(request, _("Votre propos est enregistré : vous le retrouvez sur cette page."))
    return remember(redirect("consultations:debate", slug), found, key)


@never_cache
@require_safe
def opinion_map(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the map for all to see, its tables, what unites, what divides, where one stands."""
    from belvedere.contexts.consultations.queries.turns import standing_of  # noqa: PLC0415 -- arrays take a while to load: only who needs them waits

    found = shown_debate(slug)
    participant = participant_with(found, key_of(request, found))
    drawn = map_of(found)
    standing = standing_of(participant, drawn) if participant is not None and drawn is not None else None
    figures = figures_of(found)
    content = {
        "debate": found,
        "consultation": found.phase.consultation,
        "map": drawn,
        "findings": findings_of(found, drawn) if drawn is not None else None,
        "picture": picture_of(drawn.result, standing) if drawn is not None else None,
        "standing": standing,
        "standing_letter": found_letter(drawn, standing),
        "participant": participant,
        "figures": figures,
        "refused": [(REFUSED[kind], count) for kind, count in figures.refused.items()],
        "removals": [(row, GROUNDS[Ground(row.ground)]) for row in figures.removals],
        "files": FILES,
        "places_file": FILES[-1],
        "breadcrumb": _breadcrumb(found),
    }
    return render(request, "consultations/public/map.html", content)


def found_letter(drawn: DebateMap | None, standing: object) -> str:
    """Return the name of the group where somebody stands; nothing when there are no groups."""
    group = getattr(standing, "group", None)
    return drawn.result["groups"][group]["letter"] if drawn is not None and group is not None else ""


@require_safe
def file(_request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Give a file of the debate, in the format of a Polis export."""
    from belvedere.contexts.consultations.queries.polis import polis_file  # noqa: PLC0415 -- arrays take a while to load: only who needs them waits

    found = shown_debate(slug)
    if name not in FILES:
        raise Http404
    content = polis_file(found, name, now=timezone.now())
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """Give what to paste in another site."""
    found = shown_debate(slug)
    frame_url = settings.PUBLIC_URL + reverse("consultations:map_frame", args=[slug])
    content = {"consultation": found.phase.consultation, "frame": frame_url, "breadcrumb": _breadcrumb(found)}
    return render(request, "consultations/public/embed.html", content)


@shared
@xframe_options_exempt
@require_safe
def map_frame(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show the map alone, in whatever page frames it: neither cookie nor script."""
    found = shown_debate(slug)
    drawn = map_of(found)
    content = {
        "consultation": found.phase.consultation,
        "findings": findings_of(found, drawn) if drawn is not None else None,
        "picture": picture_of(drawn.result) if drawn is not None else None,
        "link": settings.PUBLIC_URL + reverse("consultations:debate", args=[slug]),
    }

    def page(asked: HttpRequest) -> HttpResponse:
        return render(asked, "consultations/public/frame.html", content)

    return csp_replace({"frame-ancestors": ["*"]})(page)(request)


@never_cache
@require_POST
def give_address(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a link to an address that one wants to give."""
    found, form = shown_debate(slug), AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, found, key_of(request, found), address_form=form)
    key = key_in(request, found)
    promise = Promise(key, form.cleaned_data["email"], form.cleaned_data["wants_news"])
    address.ask_to_confirm_address(
        debate=found,
        promise=promise,
        client=client_key(request),
        language=translation.get_language() or "fr",
        now=timezone.now(),
    )
    messages.success(request, _("Un lien vous est envoyé : ouvrez-le pour confirmer votre adresse."))
    return remember(redirect("consultations:debate", slug), found, key)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Confirm an address from the mailbox: opening the link changes nothing, the button does."""
    found = shown_debate(slug)
    promise = promise_in(found, token)
    if promise is None:
        raise LinkOutOfDate(next_url=reverse("consultations:debate", args=[slug]))
    if request.method != "POST":
        content = {"consultation": found.phase.consultation, "promise": promise, "breadcrumb": _breadcrumb(found)}
        return render(request, "consultations/public/confirm.html", content)
    held = address.confirm_address(
        debate=found,
        promise=promise,
        client=client_key(request),
        now=timezone.now(),
        language=(translation.get_language() or "fr")[:2],
    )
    messages.success(request, _("Votre adresse est confirmée : votre participation compte une fois, vérifiée."))
    return remember(redirect("consultations:debate", slug), found, held.key)
