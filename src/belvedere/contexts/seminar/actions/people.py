"""Writing who is invited, inviting them, their answers, their arrival; erasing what is no longer needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from belvedere.contexts.seminar import events
from belvedere.contexts.seminar.actions.locking import GUEST, SYSTEM, journal, locked_by, locked_seminar
from belvedere.contexts.seminar.models import College, Guest, Seminar, new_key
from belvedere.contexts.seminar.queries.seminars import colleges_of
from belvedere.contexts.seminar.refusals import EmailTaken, GuestsFileRefused, NotTheMoment, QuotaFull
from belvedere.contexts.seminar.states import GuestState, SeminarVerb
from belvedere.platform.accounts.models import Role
from belvedere.platform.mail.actions import post_message

NEEDS_KEPT = timedelta(days=7)
NAMES_KEPT = timedelta(days=365)


@dataclass(frozen=True)
class Listed:
    """A guest as a person or a file writes her; ``college`` is its slug or its name."""

    name: str
    college: str
    organisation: str = ""
    email: str = ""
    diet: str = ""
    access: str = ""
    fixed_table: int | None = None
    together: str = ""
    apart: str = ""


@transaction.atomic
def list_guests(*, seminar: Seminar, rows: Sequence[Listed], by: Role, now: datetime) -> tuple[int, int]:
    """List people, all or none; whoever has the same address, or the same name and organisation, is written again.

    Returns how many are new, and how many were there.
    """
    locked = locked_by(seminar, SeminarVerb.PREPARE, by)
    colleges = {key: row for row in College.objects.filter(seminar=locked) for key in (row.slug, row.name.casefold())}
    unknown = sorted({row.college for row in rows if row.college.casefold() not in colleges})
    if unknown:
        raise GuestsFileRefused([f"{name} ?" for name in unknown])
    there = {_identity(guest): guest for guest in Guest.objects.filter(seminar=locked)}
    number = max((guest.number for guest in there.values()), default=0)
    added: dict[tuple[str, str], Guest] = {}
    changed: dict[int, Guest] = {}
    for row in rows:
        identity = _identity(row)
        guest = there.get(identity) or added.get(identity)
        if guest is None:
            number += 1
            guest = Guest(seminar=locked, number=number, code=new_key())
            added[identity] = guest
        elif guest.pk:
            changed[guest.pk] = guest
        guest.college = colleges[row.college.casefold()]
        for name, value in vars(row).items():
            if name != "college":
                setattr(guest, name, value)
    Guest.objects.bulk_create(added.values())
    fields = ["college", "name", "organisation", "email", "diet", "access", "fixed_table", "together", "apart"]
    Guest.objects.bulk_update(changed.values(), fields)
    _check_quotas(locked)
    payload = {"added": len(added), "changed": len(changed)}
    journal(locked, events.GUESTS_LISTED, by=by, now=now, payload=payload)
    return len(added), len(changed)


def _identity(row: Listed | Guest) -> tuple[str, str]:
    return ("", row.email.casefold()) if row.email else (row.name.casefold(), row.organisation.casefold())


def _check_quotas(seminar: Seminar) -> None:
    for college in colleges_of(seminar):
        if college.listed > college.quota:  # type: ignore[attr-defined]  # annotated
            raise QuotaFull(college.name, college.quota)


@transaction.atomic
def change_guest(*, guest: Guest, listed: Listed, by: Role, now: datetime) -> Guest:
    """Write again what is known of somebody."""
    locked = locked_by(guest.seminar, SeminarVerb.PREPARE, by)
    current = Guest.objects.get(pk=guest.pk)
    current.college = College.objects.get(seminar=locked, slug=listed.college)
    for name, value in vars(listed).items():
        if name != "college":
            setattr(current, name, value)
    if listed.email and Guest.objects.filter(seminar=locked, email=listed.email).exclude(pk=current.pk).exists():
        raise EmailTaken
    current.save()
    _check_quotas(locked)
    journal(locked, events.GUESTS_LISTED, by=by, now=now, payload={"added": 0, "changed": 1})
    return current


@transaction.atomic
def remove_guest(*, seminar: Seminar, number: int, by: Role, now: datetime) -> None:
    """Take somebody off the list, with everything known of her."""
    locked = locked_by(seminar, SeminarVerb.PREPARE, by)
    Guest.objects.get(seminar=locked, number=number).delete()
    journal(locked, events.GUESTS_LISTED, by=by, now=now, payload={"added": 0, "changed": 1})


@transaction.atomic
def invite_guests(*, seminar: Seminar, by: Role, now: datetime) -> int:
    """Post an invitation to who has an address and was not invited yet."""
    locked = locked_by(seminar, SeminarVerb.PREPARE, by)
    waiting = Guest.objects.filter(seminar=locked, state=GuestState.LISTED.value).exclude(email="")
    guests = list(waiting.select_related("college"))
    for guest in guests:
        _post(locked, guest, "invitation", now)
        guest.state, guest.invited_at = GuestState.INVITED.value, now
    Guest.objects.bulk_update(guests, ["state", "invited_at"])
    payload = {"sent": len(guests), "is_reminder": False}
    journal(locked, events.GUESTS_INVITED, by=by, now=now, payload=payload)
    return len(guests)


@transaction.atomic
def remind_guests(*, seminar: Seminar, by: Role, now: datetime) -> int:
    """Write once more to who was invited and did not answer: once."""
    locked = locked_by(seminar, SeminarVerb.PREPARE, by)
    silent = Guest.objects.filter(seminar=locked, state=GuestState.INVITED.value, reminded_at=None).exclude(email="")
    guests = list(silent.select_related("college"))
    for guest in guests:
        _post(locked, guest, "reminder", now)
        guest.reminded_at = now
    Guest.objects.bulk_update(guests, ["reminded_at"])
    payload = {"sent": len(guests), "is_reminder": True}
    journal(locked, events.GUESTS_INVITED, by=by, now=now, payload=payload)
    return len(guests)


def _post(seminar: Seminar, guest: Guest, template: str, now: datetime) -> None:
    link = settings.PUBLIC_URL + reverse("seminar:guest", args=[seminar.slug, guest.code])
    post_message(
        territory=seminar.territory,
        to=guest.email,
        template=f"seminar/mail/{template}",
        context={"seminar": seminar, "guest": guest, "link": link},
        now=now,
        kind="work",
        key=f"seminar:{template}:{guest.code}",
    )


@transaction.atomic
def answer_invitation(*, guest: Guest, comes: bool, diet: str = "", access: str = "", now: datetime) -> Guest:
    """Write that a guest comes or not, and what she needs."""
    seminar = locked_seminar(guest.seminar, SeminarVerb.PREPARE)
    current = Guest.objects.select_related("college").get(pk=guest.pk)
    if comes and current.state == GuestState.DECLINED:
        held = Guest.objects.filter(college=current.college).exclude(state=GuestState.DECLINED.value).count()
        if held >= current.college.quota:
            raise QuotaFull(current.college.name, current.college.quota)
    current.state = (GuestState.CONFIRMED if comes else GuestState.DECLINED).value
    current.diet, current.access = (diet.strip(), access.strip()) if comes else ("", "")
    current.save(update_fields=["state", "diet", "access"])
    journal(seminar, events.GUEST_ANSWERED, by=GUEST, now=now, payload={"state": current.state})
    return current


@transaction.atomic
def note_arrival(*, guest: Guest, by: Role | None, now: datetime) -> Guest:
    """Note that somebody is here: by herself, from her badge, or at the desk. Twice, it changes nothing."""
    seminar = (
        locked_by(guest.seminar, SeminarVerb.WORK, by)
        if by is not None
        else locked_seminar(guest.seminar, SeminarVerb.WORK)
    )
    current = Guest.objects.select_related("college").get(pk=guest.pk)
    if current.is_here:
        return current
    current.arrived_at, current.left_at = current.arrived_at or now, None
    current.state = GuestState.CONFIRMED.value
    current.save(update_fields=["arrived_at", "left_at", "state"])
    journal(seminar, events.ARRIVED, by=by or GUEST, now=now, payload={"college": current.college.slug})
    return current


@transaction.atomic
def note_departure(*, guest: Guest, by: Role, now: datetime) -> Guest:
    """Note that somebody left, or will not come after all: the tables can be mended."""
    seminar = locked_by(guest.seminar, SeminarVerb.WORK, by)
    current = Guest.objects.select_related("college").get(pk=guest.pk)
    if current.left_at is not None:
        return current
    current.left_at = now
    current.save(update_fields=["left_at"])
    journal(seminar, events.LEFT, by=by, now=now, payload={"college": current.college.slug})
    return current


@transaction.atomic
def erase_needs(*, seminar: Seminar, now: datetime) -> int:
    """Erase what people eat and how they move, a week after the end."""
    locked = Seminar.objects.select_for_update(of=("self",)).select_related("territory").get(pk=seminar.pk)
    if now.date() < locked.ends_on + NEEDS_KEPT:
        raise NotTheMoment
    held = Guest.objects.filter(seminar=locked).exclude(Q(diet="") & Q(access=""))
    erased = held.update(diet="", access="")
    if erased:
        journal(locked, events.NEEDS_ERASED, by=SYSTEM, now=now, payload={"guests": erased})
    return erased


@transaction.atomic
def erase_names(*, seminar: Seminar, now: datetime) -> int:
    """Erase names and addresses a year after the end; colleges stay, for the counts."""
    locked = Seminar.objects.select_for_update(of=("self",)).select_related("territory").get(pk=seminar.pk)
    if now.date() < locked.ends_on + NAMES_KEPT:
        raise NotTheMoment
    held = Guest.objects.filter(seminar=locked).exclude(name="")
    erased = held.update(name="", organisation="", email="", diet="", access="", together="", apart="")
    if erased:
        journal(locked, events.NAMES_ERASED, by=SYSTEM, now=now, payload={"guests": erased})
    return erased


@transaction.atomic
def erase_guest(*, guest: Guest, now: datetime) -> None:
    """Erase a person at her own request: her place stays in the counts, nothing says whose it was."""
    seminar = Seminar.objects.select_for_update(of=("self",)).select_related("territory").get(pk=guest.seminar_id)
    Guest.objects.filter(pk=guest.pk).update(
        name="", organisation="", email="", diet="", access="", together="", apart="", code=new_key()
    )
    journal(seminar, events.NAMES_ERASED, by=SYSTEM, now=now, payload={"guests": 1})
