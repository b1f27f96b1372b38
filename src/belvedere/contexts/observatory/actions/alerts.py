"""Telling those who answer for a figure that it turned late, passed its threshold, or is overdue."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from belvedere.contexts.observatory.models import Indicator
from belvedere.contexts.observatory.words import STATUS_WORDS
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.mail.actions import post_message


def owners_of(indicator: Indicator, *, now: datetime) -> list[Role]:
    """Return who answers for an indicator: its department's people, else the agents of its body."""
    roles = list(roles_of_body(body=indicator.body, on=timezone.localdate(now)))
    mine = [
        role
        for role in roles
        if role.kind == RoleKind.DEPARTMENT and role.department_id and role.department_id == indicator.department_id
    ]
    return mine or [role for role in roles if role.kind == RoleKind.AGENT]


@transaction.atomic
def tell_owners(*, slug: str, status: str, occasion: str, now: datetime) -> int:
    """Post a mail to each owner of an indicator that turned late; the same occasion never writes twice."""
    indicator = Indicator.objects.select_related("body", "territory").get(slug=slug)
    link = settings.PUBLIC_URL + reverse("observatory:indicator", args=[slug])
    posted = [
        post_message(
            territory=indicator.territory,
            to=role.user.email,
            template="observatory/mail/turned_late",
            context={"indicator": indicator, "status": STATUS_WORDS[status], "link": link},
            now=now,
            kind="work",
            key=f"observatory:{occasion}:{role.user_id}",
        )
        for role in owners_of(indicator, now=now)
    ]
    return sum(message is not None for message in posted)
