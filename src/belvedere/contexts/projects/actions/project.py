"""A project: opened, described, published, told to the communes, ended; who works on it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from rules import has_perm

from belvedere.contexts.guide.words import LEVELS
from belvedere.contexts.projects import events
from belvedere.contexts.projects.actions.locking import journal, locked_for, locked_project
from belvedere.contexts.projects.models import Project, Reaction, TeamMember
from belvedere.contexts.projects.queries.agenda import project_told_to
from belvedere.contexts.projects.queries.projects import facts_of
from belvedere.contexts.projects.refusals import (
    AnotherBodysDepartment,
    DayAlreadyPast,
    NotConcerned,
    PromiseGap,
    SayWhy,
)
from belvedere.contexts.projects.states import Part, Verb
from belvedere.engines.ledger.canonical import Value
from belvedere.engines.rules.law.level import most_open
from belvedere.engines.rules.law.methods import Level
from belvedere.platform.accounts.models import Role
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.search.actions import index_document
from belvedere.platform.territory.actions import next_reference
from belvedere.platform.territory.models import Body, Commune, Department

LONGEST_SLUG = 50
# Addresses of pages that are not those of a project.
RESERVED = frozenset({"agenda", "portes", "nouveau", "feu-vert", "calendrier", "modeles"})


@dataclass(frozen=True)
class Sheet:
    """What the team says of a project."""

    name: str
    summary: str
    department: Department
    communes: tuple[Commune, ...] = ()
    policy_id: int | None = None
    question: str = ""
    open_words: str = ""
    decided_words: str = ""
    answer_days: int | None = None


@transaction.atomic
def open_project(*, body: Body, sheet: Sheet, by: Role, now: datetime) -> Project:
    """Open a project in a body; its opener becomes its lead."""
    if not has_perm("projects.open", by, body):
        raise NotAllowed
    project = Project(
        territory=body.territory,
        body=body,
        reference=next_reference(territory=body.territory, prefix="PJ", year=timezone.localdate(now).year),
        slug=_free_slug(body, sheet.name),
        created_at=now,
    )
    _write(project, sheet)
    TeamMember.objects.create(project=project, role=by, part=Part.LEAD)
    journal(project, events.OPENED, now=now, by=by, payload={"department": sheet.department.slug})
    return project


def _free_slug(body: Body, name: str) -> str:
    wanted = slugify(name)[:LONGEST_SLUG].strip("-") or "projet"
    rows = Project.objects.filter(territory=body.territory, slug__startswith=wanted[: LONGEST_SLUG - 4])
    taken = RESERVED.union(rows.values_list("slug", flat=True))
    numbered = (f"{wanted[: LONGEST_SLUG - 4]}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)


def _write(project: Project, sheet: Sheet) -> None:
    if sheet.department.body_id != project.body_id:
        raise AnotherBodysDepartment
    project.name, project.summary, project.department = sheet.name.strip(), sheet.summary.strip(), sheet.department
    project.policy_id = sheet.policy_id
    project.question, project.answer_days = sheet.question.strip(), sheet.answer_days
    project.open_words, project.decided_words = sheet.open_words.strip(), sheet.decided_words.strip()
    project.save()
    project.communes.set(sheet.communes)


@transaction.atomic
def describe_project(*, project: Project, sheet: Sheet, by: Role, now: datetime) -> Project:
    """Write the sheet of a project again."""
    project = locked_for(project, by)
    _write(project, sheet)
    journal(project, events.DESCRIBED, now=now, by=by)
    if project.is_public:
        _index(project)
    return project


@transaction.atomic
def join_team(*, project: Project, member: Role, part: Part, by: Role, now: datetime) -> Project:
    """Give a person of the body a part in a project; given again, the part changes."""
    project = locked_for(project, by)
    if member.body_id != project.body_id:
        raise NotAllowed
    TeamMember.objects.update_or_create(project=project, role=member, defaults={"part": part})
    journal(project, events.TEAM_CHANGED, now=now, by=by, payload={"part": part.value})
    return project


@transaction.atomic
def leave_team(*, project: Project, member: TeamMember, by: Role, now: datetime) -> Project:
    """Take a person off a project."""
    project = locked_for(project, by)
    TeamMember.objects.filter(project=project, pk=member.pk).delete()
    journal(project, events.TEAM_CHANGED, now=now, by=by, payload={"part": member.part})
    return project


@transaction.atomic
def announce_level(*, project: Project, level: Level, by: Role, now: datetime) -> Project:
    """Choose the level that the public is promised: never more than what is really open."""
    project = locked_for(project, by)
    most = most_open(facts_of(project, timezone.localdate(now)))
    if most is None or level.rank > most.rank:
        raise PromiseGap(LEVELS[level], LEVELS[most] if most else "?")
    project.level = level
    project.save(update_fields=["level"])
    journal(project, events.LEVEL_ANNOUNCED, now=now, by=by, payload={"level": level.value})
    return project


@transaction.atomic
def publish_project(*, project: Project, by: Role, now: datetime) -> Project:
    """Open the public page of a project; the search finds it."""
    project = locked_for(project, by, Verb.PUBLISH)
    project.published_at = now
    project.save(update_fields=["state", "published_at"])
    _index(project)
    journal(project, events.PUBLISHED, now=now, by=by, payload={"department": project.department.slug})
    return project


def _index(project: Project) -> None:
    words = [project.summary, project.question, project.open_words, project.decided_words]
    words += [commune.name for commune in project.communes.all()]
    index_document(
        territory=project.territory,
        kind="projet",
        key=project.reference,
        title=project.name,
        text="\n".join(words),
        url=f"/projets/{project.slug}/",
    )


@transaction.atomic
def end_project(*, project: Project, verb: Verb, reason: str, by: Role, now: datetime) -> Project:
    """Close a project, or abandon it: both say why, and both are public when the project is."""
    if not reason.strip():
        raise SayWhy
    project = locked_for(project, by, verb)
    project.ended_at, project.ended_reason = now, reason.strip()
    project.save(update_fields=["state", "ended_at", "ended_reason"])
    journal(project, events.CLOSED if verb is Verb.CLOSE else events.ABANDONED, now=now, by=by)
    return project


@transaction.atomic
def tell_communes(*, project: Project, react_until: date, by: Role, now: datetime) -> Project:
    """Tell the communes concerned before their inhabitants: each may react until a day."""
    project = locked_for(project, by)
    if react_until <= timezone.localdate(now):
        raise DayAlreadyPast
    project.communes_told_at, project.react_until = now, react_until
    project.save(update_fields=["communes_told_at", "react_until"])
    payload: dict[str, Value] = {"communes": project.communes.count(), "react_until": react_until.isoformat()}
    journal(project, events.COMMUNES_TOLD, now=now, by=by, payload=payload)
    return project


@transaction.atomic
def react(*, project: Project, text: str, by: Role, now: datetime) -> Reaction:
    """Say what a commune thinks of a project, adds to it, or offers: once, before the day that it was given."""
    if not has_perm("projects.react", by):
        raise NotAllowed
    if not text.strip():
        raise SayWhy
    project = locked_project(project.pk)
    until = project.react_until
    is_told = project_told_to(project.slug, by.body) is not None
    if not is_told or until is None or until < timezone.localdate(now):
        raise NotConcerned
    reaction, is_new = Reaction.objects.get_or_create(
        project=project, body=by.body, defaults={"text": text.strip(), "given_at": now, "given_by": by}
    )
    if not is_new:
        raise NotConcerned
    journal(project, events.REACTED, now=now, by=by, payload={"body": by.body.slug})
    return reaction
