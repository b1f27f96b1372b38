"""What a cluster becomes: a part of the strategy, an action of the plan; its origin goes with it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from belvedere.contexts.actionplan.actions.sheets import add_action
from belvedere.contexts.actionplan.queries.sheets import horizon_ends, the_plan
from belvedere.contexts.actionplan.states.sheets import ActionSheet, Origin, OriginKind
from belvedere.contexts.seminar import events
from belvedere.contexts.seminar.actions.locking import GUEST, journal, locked_by, locked_seminar
from belvedere.contexts.seminar.models import Cluster, Evaluation, Outcome, Seminar
from belvedere.contexts.seminar.refusals import NowhereToWrite, TooMuchWritten
from belvedere.contexts.seminar.states import OutcomeKind, SeminarVerb
from belvedere.contexts.strategy.actions.documents import Words, write_element
from belvedere.contexts.strategy.queries.documents import version_under_way
from belvedere.contexts.strategy.states import ElementKind, VersionState
from belvedere.platform.accounts.models import Role

_KINDS = {OutcomeKind.PRINCIPLE: ElementKind.PRINCIPLE, OutcomeKind.COMMITMENT: ElementKind.COMMITMENT}
LABEL_LENGTH = 200


@dataclass(frozen=True)
class Wording:
    """What is written there: a title, a text, and for an action until when and at which horizon."""

    title: str
    text: str = ""
    objective: str = ""
    horizon: str = ""
    due_on: date | None = None


def address_of(cluster: Cluster) -> str:
    """Return the public page of a cluster, where its tables, days and contributions are."""
    return reverse("seminar:cluster", args=[cluster.seminar.slug, cluster.number])


def origin_of(cluster: Cluster) -> str:
    """Say where an outcome comes from."""
    words = _("Séminaire « %(seminar)s », groupe %(number)s : %(name)s")
    facts = {"seminar": cluster.seminar.title, "number": cluster.number, "name": cluster.name}
    return (words % facts)[:LABEL_LENGTH]


@transaction.atomic
def carry_out(
    *, seminar: Seminar, cluster: int, kind: OutcomeKind, wording: Wording, by: Role, now: datetime
) -> Outcome:
    """Write a cluster in the strategy or in the plan, with its origin; both ask for the right to write there."""
    locked = locked_by(seminar, SeminarVerb.CONCLUDE, by)
    row = Cluster.objects.select_related("seminar").get(seminar=locked, number=cluster)
    if not wording.title.strip():
        raise TooMuchWritten
    if kind == OutcomeKind.ACTION:
        reference, version = _as_action(row, wording, by=by, now=now), None
    else:
        reference, version = _as_element(row, kind, wording, by=by, now=now)
    outcome = Outcome.objects.create(
        cluster=row, kind=kind.value, reference=reference, version=version, title=wording.title.strip(), created_at=now
    )
    payload = {"cluster": cluster, "kind": kind.value, "reference": reference}
    journal(locked, events.OUTCOME_RECORDED, by=by, now=now, payload=payload)
    return outcome


def _as_element(
    row: Cluster, kind: OutcomeKind, wording: Wording, *, by: Role, now: datetime
) -> tuple[str, int | None]:
    version = version_under_way()
    if version is None or version.state != VersionState.WRITING:
        raise NowhereToWrite
    element = write_element(
        version=version,
        kind=_KINDS[kind],
        words=Words(wording.title, "", wording.text, "", f"{origin_of(row)} ({settings.PUBLIC_URL}{address_of(row)})"),
        parent=wording.objective if kind == OutcomeKind.COMMITMENT else "",
        is_demonstration=row.seminar.is_demonstration,
        by=by,
        now=now,
    )
    return element.key, version.number


def _as_action(row: Cluster, wording: Wording, *, by: Role, now: datetime) -> str:
    plan = the_plan()
    if plan is None:
        raise NowhereToWrite
    today = timezone.localdate(now)
    sheet = ActionSheet(
        title=wording.title.strip(),
        body=by.body.slug,
        horizon=wording.horizon,
        starts_on=today,
        due_on=wording.due_on or horizon_ends(plan, on=today)[wording.horizon],
        summary=wording.text,
        origins=(Origin(OriginKind.SEMINAR.value, origin_of(row), address_of(row)),),
    )
    return add_action(sheet=sheet, by=by, now=now).reference


@transaction.atomic
def evaluate(
    *, seminar: Seminar, device: str, useful: int, heard: int, met: int, text: str, now: datetime
) -> Evaluation:
    """Say what the seminar was worth, once by phone; again, it replaces what was said."""
    locked = locked_seminar(seminar, SeminarVerb.CONCLUDE)
    facts = {"useful": useful, "heard": heard, "met": met, "text": text.strip()}
    row, _is_new = Evaluation.objects.update_or_create(seminar=locked, device=device, defaults=facts)
    journal(locked, events.EVALUATED, by=GUEST, now=now)
    return row
