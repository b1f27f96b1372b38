"""The drawings of the plan: its timeline, its burn-up; each with its table."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from belvedere.contexts.actionplan.models import Action
from belvedere.contexts.actionplan.queries.boards import Network
from belvedere.contexts.actionplan.states import ActionState
from belvedere.engines.plans.burn_up import Level
from belvedere.platform.ui.charts.figure import Figure, Row, Table
from belvedere.platform.ui.charts.lines import Line, drawn_lines
from belvedere.platform.ui.charts.timeline import Lane, Span, drawn_timeline
from belvedere.platform.ui.templatetags.ui import number, short_day

KINDS = {
    ActionState.PLANNED: "due",
    ActionState.UNDER_WAY: "open",
    ActionState.DONE: "kept",
    ActionState.CONTESTED: "contested",
    ActionState.ABANDONED: "neutral",
}


def for_timeline(chosen: QuerySet[Action]) -> QuerySet[Action]:
    """Order actions as the timeline shows them: by axis, then by start; what waits for what in a statement more."""
    shown = chosen.exclude(state=ActionState.ABANDONED).prefetch_related("prerequisites")
    return shown.order_by("axis__number", "starts_on", "due_on", "reference")


def timeline_figure(found: Iterable[Action], network: Network | None, *, today: date) -> Figure:
    """Draw actions read by ``for_timeline``; the critical path is that of the whole plan."""
    critical = set(network.path) if network else set()
    rows = list(found)
    lanes = [
        Lane(name, tuple(_span(row, critical, today) for row in group))
        for name, group in groupby(rows, key=lambda row: str(row.axis) if row.axis else _("Sans axe"))
    ]
    sentence = ngettext(
        "%(count)s action, du début à l’échéance de chacune.",
        "%(count)s actions, du début à l’échéance de chacune.",
        len(rows),
    ) % {"count": number(len(rows))}
    columns = (_("Action"), _("Responsable"), _("Début"), _("Échéance"), _("État"), _("Attend"), _("Chemin critique"))
    return Figure(
        key="frise",
        title=_("La frise du plan"),
        sentence=sentence,
        drawing=drawn_timeline(lanes, today=today),
        table=Table(columns, tuple(_row(row, critical, today) for row in rows)),
        source=_("plan d’actions"),
    )


def _state_words(row: Action, today: date) -> str:
    return _("en retard") if row.is_late_on(today) else str(row.get_state_display())


def _span(row: Action, critical: set[str], today: date) -> Span:
    words = _("%(reference)s, %(title)s : %(state)s, du %(start)s au %(end)s") % {
        "reference": row.reference,
        "title": row.title,
        "state": _state_words(row, today),
        "start": short_day(row.starts_on),
        "end": short_day(row.due_on),
    }
    return Span(
        key=row.reference,
        label=f"{row.reference} {row.title}",
        url=reverse("actionplan:action", args=[row.reference]),
        starts_on=row.starts_on,
        ends_on=row.due_on,
        kind="late" if row.is_late_on(today) else KINDS[ActionState(row.state)],
        words=words,
        is_marked=row.reference in critical,
        after=tuple(needed.reference for needed in row.prerequisites.all()),
    )


def _row(row: Action, critical: set[str], today: date) -> Row:
    return Row(
        head=f"{row.reference} {row.title}",
        cells=(
            row.owner,
            short_day(row.starts_on),
            short_day(row.due_on),
            _state_words(row, today),
            ", ".join(needed.reference for needed in row.prerequisites.all()) or "–",
            _("oui") if row.reference in critical else _("non"),
        ),
        url=reverse("actionplan:action", args=[row.reference]),
    )


def burn_up_figure(found: list[Level]) -> Figure:
    """Draw what the plan held and what was done of it, over time."""
    last = found[-1] if found else None
    sentence = (
        _("Le %(day)s, %(done)s sur %(scope)s actions du plan sont faites.")
        % {"day": short_day(last.on), "done": number(last.done), "scope": number(last.scope)}
        if last
        else _("Le plan est encore vide.")
    )
    lines = [
        Line(_("actions dans le plan"), "course", tuple((level.on, float(level.scope)) for level in found)),
        Line(_("actions faites"), "line", tuple((level.on, float(level.done)) for level in found)),
    ]
    rows = tuple(Row(short_day(level.on), (number(level.scope), number(level.done))) for level in reversed(found))
    return Figure(
        key="avancement",
        title=_("Ce qui est promis, ce qui est fait"),
        sentence=sentence,
        drawing=drawn_lines(lines, write=number) if found else None,
        table=Table((_("Jour"), _("Dans le plan"), _("Faites")), rows),
        source=_("plan d’actions"),
    )
