"""Preparing a seminar, convening it, opening it, closing it, publishing its record."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.text import slugify
from rules import has_perm

from belvedere.contexts.seminar import events
from belvedere.contexts.seminar.actions.locking import journal, locked_by
from belvedere.contexts.seminar.actions.programme import write_template
from belvedere.contexts.seminar.models import Cluster, College, Contribution, Guest, Round, Seminar
from belvedere.contexts.seminar.queries.synthesis import unclassed_of
from belvedere.contexts.seminar.refusals import NobodyInvited, QuotaFull, RoundStillOpen, SlugTaken, UnclassedLeft
from belvedere.contexts.seminar.states import GuestState, RoundState, SeminarState, SeminarVerb, Template
from belvedere.platform.accounts.models import Role
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.search.actions import index_document

SLUG_LENGTH = 60


@dataclass(frozen=True)
class Description:
    """What a seminar is, as it is typed."""

    title: str
    purpose: str
    place: str
    starts_on: date
    ends_on: date
    is_moderated: bool = False


@transaction.atomic
def create_seminar(*, description: Description, template: Template, by: Role, now: datetime) -> Seminar:
    """Prepare a seminar, with the programme of a template."""
    if not has_perm("seminar.create", by):
        raise NotAllowed
    slug = slugify(description.title)[:SLUG_LENGTH].strip("-") or "seminaire"
    if Seminar.objects.filter(slug=slug).exists():
        raise SlugTaken
    seminar = Seminar.objects.create(
        territory=by.body.territory,
        body=by.body,
        slug=slug,
        template=template.value,
        created_at=now,
        is_demonstration=by.body.territory.is_demonstration,
        **vars(description),
    )
    write_template(seminar, template)
    journal(seminar, events.CREATED, by=by, now=now, payload={"slug": slug})
    return seminar


@transaction.atomic
def describe_seminar(*, seminar: Seminar, description: Description, by: Role, now: datetime) -> Seminar:
    """Write again what a seminar is; its address stays."""
    locked = locked_by(seminar, SeminarVerb.PREPARE, by)
    for name, value in vars(description).items():
        setattr(locked, name, value)
    locked.save()
    journal(locked, events.DESCRIBED, by=by, now=now, payload={"slug": locked.slug})
    return locked


@transaction.atomic
def set_college(*, seminar: Seminar, name: str, quota: int, by: Role, now: datetime) -> College:
    """Say how many people a college has; a new name makes a new college."""
    locked = locked_by(seminar, SeminarVerb.PREPARE, by)
    slug = slugify(name)[:40]
    held = Guest.objects.filter(seminar=locked, college__slug=slug).exclude(state=GuestState.DECLINED.value).count()
    if held > quota:
        raise QuotaFull(name, quota)
    college, _is_new = College.objects.update_or_create(
        seminar=locked, slug=slug, defaults={"name": name.strip(), "quota": quota}
    )
    journal(locked, events.COLLEGE_SET, by=by, now=now, payload={"college": slug, "quota": quota})
    return college


@transaction.atomic
def convene_seminar(*, seminar: Seminar, by: Role, now: datetime) -> Seminar:
    """Make the programme public and let guests answer."""
    locked = locked_by(seminar, SeminarVerb.CONVENE, by)
    guests = Guest.objects.filter(seminar=locked).count()
    if not guests:
        raise NobodyInvited
    locked.save(update_fields=["state"])
    journal(locked, events.CONVENED, by=by, now=now, payload={"slug": locked.slug, "guests": guests})
    return locked


@transaction.atomic
def begin_seminar(*, seminar: Seminar, by: Role, now: datetime) -> Seminar:
    """Open the doors: people arrive, rounds can be opened."""
    locked = locked_by(seminar, SeminarVerb.BEGIN, by)
    locked.save(update_fields=["state"])
    journal(locked, events.BEGUN, by=by, now=now, payload={"slug": locked.slug})
    return locked


@transaction.atomic
def close_seminar(*, seminar: Seminar, by: Role, now: datetime) -> Seminar:
    """Close: no contribution is received any more. A round still open is closed first by who runs it."""
    locked = locked_by(seminar, SeminarVerb.CLOSE, by)
    if Round.objects.filter(seminar=locked, state=RoundState.OPEN.value).exists():
        raise RoundStillOpen
    locked.closed_at = now
    locked.save(update_fields=["state", "closed_at"])
    counts = Guest.objects.filter(seminar=locked).aggregate(arrived=Count("pk", filter=Q(arrived_at__isnull=False)))
    payload = {
        "slug": locked.slug,
        "contributions": Contribution.objects.filter(round__seminar=locked).count(),
        "arrived": counts["arrived"],
    }
    journal(locked, events.CLOSED, by=by, now=now, payload=payload)
    return locked


@transaction.atomic
def conclude_seminar(*, seminar: Seminar, lessons: str, by: Role, now: datetime) -> Seminar:
    """Write what the seminar concludes, in a few sentences: the head of its report."""
    locked = locked_by(seminar, SeminarVerb.CONCLUDE, by)
    locked.lessons = lessons.strip()
    locked.save(update_fields=["lessons"])
    journal(locked, events.CONCLUDED, by=by, now=now)
    return locked


@transaction.atomic
def publish_seminar(*, seminar: Seminar, by: Role, now: datetime) -> Seminar:
    """Make the record public, once each contribution has its place."""
    locked = locked_by(seminar, SeminarVerb.PUBLISH, by)
    left = unclassed_of(locked).count()
    if left:
        raise UnclassedLeft(left)
    locked.published_at = now
    locked.save(update_fields=["state", "published_at"])
    journal(locked, events.PUBLISHED, by=by, now=now, payload={"slug": locked.slug})
    return locked


@transaction.atomic
def index_seminar(*, slug: str) -> None:
    """Make the public page of a seminar findable by its question, and once it is published by what was said there."""
    seminar = Seminar.objects.select_related("territory").get(slug=slug)
    words = [seminar.purpose, seminar.place]
    if seminar.state == SeminarState.PUBLISHED:
        clusters = Cluster.objects.filter(seminar=seminar).values_list("name", "summary", "minority")
        words += [seminar.lessons, *(text for row in clusters for text in row)]
    index_document(
        territory=seminar.territory,
        kind="seminaire",
        key=slug,
        title=seminar.title,
        text="\n".join(words),
        url=reverse("seminar:seminar", args=[slug]),
    )
