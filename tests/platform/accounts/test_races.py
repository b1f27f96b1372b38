"""Two acts at the same instant, on real connections: one wins, the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from django.db import connection
from django_scopes import scope

from belvedere.platform.accounts.actions import end_role, grant_role
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import Refusal
from belvedere.platform.territory.models import Body
from tests.factories import RoleFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(body: Body, *acts: Callable[[], object]) -> list[str]:
    """Run acts together and return what each was answered: "done", or the code of its refusal."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            with scope(territory=body.territory):
                barrier.wait()
                act()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def test_two_administrators_cannot_end_each_other(metropole: Body, now: datetime) -> None:
    one, two = (RoleFactory(body=metropole, kind=RoleKind.ADMINISTRATOR) for _ in range(2))
    answers = at_once(
        metropole, lambda: end_role(by=one, role=two, now=now), lambda: end_role(by=two, role=one, now=now)
    )
    assert answers == ["done", "last_administrator"]
    assert (Role.objects.filter(until=None).count(), Event.objects.count()) == (1, 1)


def test_a_role_given_twice_at_once_is_given_once(metropole: Body, now: datetime) -> None:
    by = RoleFactory(body=metropole, kind=RoleKind.ADMINISTRATOR)

    def give() -> Role:
        return grant_role(by=by, email="karim@exemple.fr", kind=RoleKind.AGENT, now=now)

    assert at_once(metropole, give, give, give) == ["done", "role_already_held", "role_already_held"]
    assert Role.objects.filter(kind=RoleKind.AGENT).count() == 1
    assert Event.objects.count() == 1
