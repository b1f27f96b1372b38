"""The papers of a project: a body's own wording, and versions filled with the project's data."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.projects import events
from belvedere.contexts.projects.actions.locking import journal, locked_for
from belvedere.contexts.projects.models import Deliverable, DeliverableTemplate, Project
from belvedere.contexts.projects.queries.fields import FIELDS, values_for
from belvedere.contexts.projects.queries.papers import (
    FIELD,
    PROMISING,
    TITLES,
    digest_of_blocks,
    faults_of,
    filled,
    gaps_in,
    shipped_text,
    text_of,
)
from belvedere.contexts.projects.queries.projects import answers_of, full_projects
from belvedere.contexts.projects.refusals import NothingIsOpen, SayWhy, UnknownFields
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor, Subject, record
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Body


@transaction.atomic
def produce_deliverable(*, project: Project, kind: str, by: Role, now: datetime) -> Deliverable:
    """Fill a paper with what is known today, and keep it as a version; made again unchanged, it is the same version."""
    locked_for(project, by)
    project = full_projects().get(pk=project.pk)
    if kind in PROMISING and answers_of(project).get("marge") == "rien":
        raise NothingIsOpen
    text = text_of(project.body, kind)
    faults = faults_of(text, FIELDS)
    if faults:
        raise UnknownFields(faults)
    values = values_for(project, set(FIELD.findall(text)), timezone.localdate(now))
    blocks = filled(text, values)
    digest = digest_of_blocks(TITLES[kind], blocks)
    last = Deliverable.objects.filter(project=project, kind=kind).first()
    if last is not None and last.digest == digest:
        return last
    made = Deliverable.objects.create(
        project=project,
        kind=kind,
        version=last.version + 1 if last else 1,
        title=TITLES[kind],
        blocks=blocks,
        digest=digest,
        missing=gaps_in(blocks),
        produced_at=now,
        produced_by=by,
    )
    payload: dict[str, Value] = {"kind": kind, "version": made.version, "digest": digest}
    journal(project, events.PRODUCED, now=now, by=by, payload=payload)
    return made


@transaction.atomic
def write_template(*, body: Body, kind: str, text: str, by: Role, now: datetime) -> DeliverableTemplate | None:
    """Give a deliverable a body's own wording; the wording that comes with the program takes it back (None)."""
    if not has_perm("projects.write_template", by, body):
        raise NotAllowed
    if not text.strip():
        raise SayWhy
    faults = faults_of(text, FIELDS)
    if faults:
        raise UnknownFields(faults)
    written = text.replace("\r\n", "\n").strip() + "\n"
    if written.strip() == shipped_text(kind).strip():
        DeliverableTemplate.objects.filter(body=body, kind=kind).delete()
        row = None
    else:
        facts = {"text": written, "written_by": by, "written_at": now}
        row, _ = DeliverableTemplate.objects.update_or_create(body=body, kind=kind, defaults=facts)
    record(
        kind=events.TEMPLATE_WRITTEN,
        territory=body.territory,
        now=now,
        actor=Actor.role(by),
        subject=Subject("modele", f"{body.slug}:{kind}"),
        matter=body.slug,
        payload={"kind": kind, "body": body.slug},
    )
    return row
