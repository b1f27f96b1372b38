"""Writes of people and roles: one function by intent."""

import json
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from rules import has_perm

from belvedere.platform.accounts.events import ROLE_ENDED, ROLE_GRANTED
from belvedere.platform.accounts.models import CacheEntry, Role, User
from belvedere.platform.accounts.personal_data import erase_personal_data
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.accounts.refusals import (
    DepartmentOfAnotherBody,
    LastAdministrator,
    PersonaStays,
    RoleAlreadyEnded,
    RoleAlreadyHeld,
)
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.actions import SYSTEM, Actor, Subject, record
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Body, Department


@transaction.atomic
def account_of(*, email: str, display_name: str = "") -> User:
    """Return the account of an address, opened without a password if it has none yet.

    The address counts as confirmed only when its owner first signs in with a code.
    """
    address = email.strip().lower()
    defaults = {"display_name": display_name, "password": make_password(None)}
    user, _created = User.objects.get_or_create(email=address, defaults=defaults)
    EmailAddress.objects.get_or_create(user=user, email=address, defaults={"primary": True, "verified": False})
    return user


def _record(kind: Kind, role: Role, *, actor: Actor, now: datetime) -> None:
    record(
        kind=kind,
        territory=role.body.territory,
        now=now,
        actor=actor,
        subject=Subject("role", str(role.pk)),
        matter="",
        payload={"body": role.body.slug, "kind": str(role.kind)},
    )


def _open_role(
    *, user: User, body: Body, kind: RoleKind, department: Department | None, actor: Actor, now: datetime
) -> Role:
    if department is not None and department.body_id != body.pk:
        raise DepartmentOfAnotherBody
    today = timezone.localdate(now)
    try:
        with transaction.atomic():
            role = Role.objects.create(user=user, body=body, kind=kind, department=department, since=today)
    except IntegrityError:
        raise RoleAlreadyHeld from None
    _record(ROLE_GRANTED, role, actor=actor, now=now)
    return role


def _lock_bodies(*ids: int) -> None:
    """Lock the bodies whose roles are about to end: two administrators cannot leave one at the same time."""
    list(Body.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def _refuse_last_administrator(role: Role, *, today: date) -> None:
    others = roles_of_body(body=role.body, on=today).exclude(pk=role.pk)
    is_alone = not others.filter(kind=RoleKind.ADMINISTRATOR, until=None, user__is_active=True).exists()
    if role.kind == RoleKind.ADMINISTRATOR and is_alone:
        raise LastAdministrator


@transaction.atomic
def grant_role(
    *, by: Role, email: str, kind: RoleKind, now: datetime, department: Department | None = None, display_name: str = ""
) -> Role:
    """Give a person a role in the administrator's own body, opening an account if the address has none."""
    if not has_perm("accounts.grant_role", by, by.body):
        raise NotAllowed
    user = account_of(email=email, display_name=display_name)
    role = _open_role(user=user, body=by.body, kind=kind, department=department, actor=Actor.role(by), now=now)
    _tell_how_to_sign_in(role)
    return role


def _tell_how_to_sign_in(role: Role) -> None:
    """Write to the person: the letter is stored in the outbox, in the transaction of the role."""
    content = {"role": role, "territory": role.body.territory, "link": settings.PUBLIC_URL + reverse("account_login")}
    subject = render_to_string("account/email/role_granted_subject.txt", content).strip()
    send_mail(
        subject, render_to_string("account/email/role_granted_message.txt", content).strip(), None, [role.user.email]
    )


@transaction.atomic
def end_role(*, by: Role, role: Role, now: datetime) -> Role:
    """End a role in the administrator's own body: today is the first day without it; the last administrator stays."""
    _lock_bodies(by.body_id)
    locked = Role.objects.select_for_update().get(pk=role.pk)
    if not has_perm("accounts.end_role", by, locked):
        raise NotAllowed
    if locked.until is not None:
        raise RoleAlreadyEnded
    today = timezone.localdate(now)
    _refuse_last_administrator(locked, today=today)
    locked.until = today
    locked.save(update_fields=["until"])
    _record(ROLE_ENDED, locked, actor=Actor.role(by), now=now)
    return locked


@transaction.atomic
def install_role(
    *, user: User, body: Body, kind: RoleKind, now: datetime, department: Department | None = None
) -> Role:
    """Give a role from the command line or the demonstration, where nobody holds one yet."""
    held = Role.objects.filter(user=user, body=body, kind=kind, until=None).first()
    if held is not None:
        return held
    return _open_role(user=user, body=body, kind=kind, department=department, actor=SYSTEM, now=now)


@transaction.atomic
def end_sessions(*, user: User) -> None:
    """Sign a person out of every device: each session carries a digest of this unusable password."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    locked.set_unusable_password()
    locked.save(update_fields=["password"])


@transaction.atomic
def erase_account(*, user: User, now: datetime) -> None:
    """Erase an account and all that we hold about the person; roles end, the journal keeps their numbers only."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.is_demo_persona:
        raise PersonaStays
    today = timezone.localdate(now)
    roles = Role.objects.filter(user=locked, until=None).select_related("body__territory")
    _lock_bodies(*(role.body_id for role in roles))
    for role in roles:
        _refuse_last_administrator(role, today=today)
        _record(ROLE_ENDED, role, actor=Actor.role(role), now=now)
    erase_personal_data(locked)
    _delete_sessions(locked)
    locked.delete()


def _delete_sessions(user: User) -> None:
    """Delete every session that knows the person: signed in, or half-way through signing in with the address."""
    for session in Session.objects.iterator():
        data = session.get_decoded()
        if data.get(SESSION_KEY) == str(user.pk) or user.email in json.dumps(data, ensure_ascii=False).lower():
            session.delete()


def forget_what_expired(*, now: datetime) -> None:
    """Delete the sessions and the counted attempts whose time has passed."""
    Session.objects.filter(expire_date__lt=now).delete()
    CacheEntry.objects.filter(expires__lt=now).delete()
