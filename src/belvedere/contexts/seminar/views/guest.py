"""The page of a guest, opened by the code of her badge: her answer, her arrival, her tables, her ballots."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.seminar.actions import people as actions
from belvedere.contexts.seminar.actions.polls import cast_ballot
from belvedere.contexts.seminar.forms import AnswerForm
from belvedere.contexts.seminar.forms.polls import BallotForm
from belvedere.contexts.seminar.models import Guest
from belvedere.contexts.seminar.queries.polls import ballot_of, polls_of
from belvedere.contexts.seminar.queries.seminars import places_of_guest, programme_of, table_key
from belvedere.contexts.seminar.states import GuestState, PollState, SeminarState
from belvedere.contexts.seminar.views.access import with_a_badge
from belvedere.contexts.seminar.views.results import shown_result

MAY_ANSWER = frozenset({SeminarState.DRAFT, SeminarState.CONVENED, SeminarState.RUNNING})


@require_safe
@with_a_badge
def guest(request: HttpRequest, guest: Guest) -> HttpResponseBase:
    """Everything that a guest needs."""
    return _page(request, guest)


def _page(request: HttpRequest, guest: Guest, failed: AnswerForm | None = None) -> HttpResponse:
    answers = {GuestState.CONFIRMED: "oui", GuestState.DECLINED: "non"}
    initial = {"comes": answers.get(GuestState(guest.state), ""), "diet": guest.diet, "access": guest.access}
    content = {
        "guest": guest,
        "seminar": guest.seminar,
        "form": failed or AnswerForm(initial=initial),
        "may_answer": guest.seminar.state in MAY_ANSWER and guest.arrived_at is None,
        "may_arrive": guest.seminar.state == SeminarState.RUNNING and not guest.is_here,
        "places": [(place, table_key(guest.seminar, place.table)) for place in places_of_guest(guest)],
        "polls": list(polls_of(guest.seminar).filter(state=PollState.OPEN.value)),
        "days": programme_of(guest.seminar).days,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if failed is not None else HTTPStatus.OK
    return render(request, "seminar/public/guest.html", content, status=status)


@require_POST
@with_a_badge
def answer(request: HttpRequest, guest: Guest) -> HttpResponseBase:
    """Say whether one comes, and what one needs."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, guest, form)
    typed = form.cleaned_data
    actions.answer_invitation(
        guest=guest, comes=typed["comes"] == "oui", diet=typed["diet"], access=typed["access"], now=timezone.now()
    )
    messages.success(request, _("Merci, c’est noté. Vous pouvez changer de réponse ici."))
    return redirect("seminar:guest", guest.seminar.slug, guest.code)


@require_POST
@with_a_badge
def arrive(request: HttpRequest, guest: Guest) -> HttpResponseBase:
    """Note one's own arrival."""
    actions.note_arrival(guest=guest, by=None, now=timezone.now())
    messages.success(request, _("Bienvenue. Vos tables sont ci-dessous."))
    return redirect("seminar:guest", guest.seminar.slug, guest.code)


@require_http_methods(["GET", "HEAD", "POST"])
@with_a_badge
def vote(request: HttpRequest, guest: Guest, number: int) -> HttpResponseBase:
    """Vote, or change one's vote while the poll is open."""
    poll = polls_of(guest.seminar).filter(number=number, state=PollState.OPEN.value).first()
    if poll is None:
        raise Http404
    form = BallotForm(request.POST or None, poll=poll, ballot=ballot_of(guest, poll))
    if request.method == "POST" and form.is_valid():
        cast_ballot(guest=guest, number=number, approved=form.approved, grades=form.grades)
        messages.success(request, _("Votre bulletin est reçu. Il reste secret, et change tant que le vote est ouvert."))
        return redirect("seminar:guest", guest.seminar.slug, guest.code)
    content = {"guest": guest, "seminar": guest.seminar, "form": form, "result": shown_result(poll)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "seminar/public/vote.html", content, status=status)
