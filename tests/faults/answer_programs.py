"""Publishing an answer, killed at each of its statements in turn: ``run(name)`` in the territory of a site."""

import os
import signal
from collections.abc import Callable
from itertools import count
from typing import Any

from django.db import connection, connections
from django.utils import timezone
from django_scopes import scope

from belvedere.contexts.answers.actions import publish_answers, validate_answers
from belvedere.contexts.answers.models import AnswerSheet
from belvedere.contexts.answers.states import SheetState
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.territory.queries import current_territory


class Death:
    """Kills this very program as it is about to ask its nth statement of the database, as a cut of power would."""

    def __init__(self, statement: int) -> None:
        self.left = statement

    def __call__(self, execute: Callable[..., Any], *given: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*given)


def _officer(sheet: AnswerSheet, kind: RoleKind) -> Role:
    return Role.objects.filter(body=sheet.body, kind=kind).exclude(user=sheet.submitted_by.user).order_by("pk")[0]


def _publish(number: int, statement: int) -> None:
    sheet = AnswerSheet.objects.get(pk=number)
    by, now = _officer(sheet, RoleKind.AGENT), timezone.now()
    with connection.execute_wrapper(Death(statement)):
        publish_answers(sheet=sheet, by=by, now=now)


def _is_whole(number: int) -> tuple[bool, int]:
    """Return whether the answer is published, and how often the journal says so."""
    sheet = AnswerSheet.objects.select_related("opinion__examen").get(pk=number)
    said = Event.objects.filter(kind="answers.published", matter=sheet.opinion.examen.reference).count()
    return sheet.state == SheetState.PUBLISHED, said


def publish() -> None:
    """Print what is left after each death, the last time without any: (published, said in the journal)."""
    sheet = AnswerSheet.objects.get(state=SheetState.DRAFTED)
    validate_answers(sheet=sheet, by=_officer(sheet, RoleKind.ELECTED), now=timezone.now())
    for statement in count(1):
        connections.close_all()  # a connection does not survive the fork
        child = os.fork()
        if child == 0:
            _publish(sheet.pk, statement)
            connections.close_all()
            os._exit(0)
        is_dead = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        print(*_is_whole(sheet.pk), "killed" if is_dead else "done", flush=True)
        if not is_dead:
            return


def run(name: str) -> None:
    """Do it."""
    with scope(territory=current_territory()):
        {"publish": publish}[name]()
