"""The programme at the desk: hours that follow from durations, what cannot be held, sequences."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.seminar.actions import programme as actions
from belvedere.contexts.seminar.forms import SequenceForm
from belvedere.contexts.seminar.models import Seminar, Sequence
from belvedere.contexts.seminar.queries.seminars import programme_of
from belvedere.contexts.seminar.states import SequenceKind
from belvedere.contexts.seminar.views.access import at_the_desk, desk_page, form_page
from belvedere.contexts.seminar.words import SEQUENCE_LABELS
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request


@require_safe
@at_the_desk
def programme(request: Request, seminar: Seminar) -> HttpResponseBase:
    """Days and sequences, with warnings."""
    found = programme_of(seminar)
    days = [
        (day, [(line, SEQUENCE_LABELS[SequenceKind(line.sequence.kind)]) for line in day.lines]) for day in found.days
    ]
    return desk_page(request, seminar, "programme", {"days": days, "programme": found})


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def write(request: Request, seminar: Seminar, sequence_id: int | None = None) -> HttpResponseBase:
    """Add a sequence, or write one again."""
    sequence = None
    if sequence_id is not None:
        sequence = Sequence.objects.select_related("round").filter(seminar=seminar, pk=sequence_id).first()
        if sequence is None:
            raise Http404
    form = SequenceForm(request.POST or None, seminar=seminar, sequence=sequence)
    if request.method == "POST" and form.is_valid():
        actions.write_sequence(
            seminar=seminar,
            moment=form.moment,
            at_tables=form.at_tables,
            sequence_id=sequence_id,
            by=role_in_action(request.role),
            now=timezone.now(),
        )
        messages.success(request, _("Le programme est à jour : ce qui suit est décalé."))
        return redirect("seminar:programme", seminar.slug)
    return form_page(request, seminar, _("Une séquence"), form, "seminar:programme")


@require_POST
@at_the_desk
def move(request: Request, seminar: Seminar, sequence_id: int, act: str) -> HttpResponseBase:
    """Move a sequence earlier or later, or take it away."""
    if not Sequence.objects.filter(seminar=seminar, pk=sequence_id).exists():
        raise Http404
    by, now = role_in_action(request.role), timezone.now()
    if act == "retirer":
        actions.remove_sequence(seminar=seminar, sequence_id=sequence_id, by=by, now=now)
    else:
        is_earlier = act == "avancer"
        actions.move_sequence(seminar=seminar, sequence_id=sequence_id, is_earlier=is_earlier, by=by, now=now)
    return redirect("seminar:programme", seminar.slug)
