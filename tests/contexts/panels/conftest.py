"""A body with a policy and an open examen."""

from datetime import datetime

import pytest

from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.models import Body, Commune
from tests.contexts.examens import Panel2026
from tests.contexts.panels.ceremony import Ceremony
from tests.contexts.panels.recruitment import Recruitment
from tests.contexts.panels.standing import Standing
from tests.factories import RoleFactory


@pytest.fixture
def world(metropole: Body, now: datetime) -> Panel2026:
    return Panel2026(metropole, now)


@pytest.fixture
def recruitment(world: Panel2026, chamalieres: Commune, beaumont: Commune, now: datetime) -> Recruitment:
    return Recruitment(world, [chamalieres, beaumont], now)


@pytest.fixture
def ceremony(recruitment: Recruitment) -> Ceremony:
    colleague = RoleFactory(body=recruitment.by.body, kind=RoleKind.AGENT)
    return Ceremony(recruitment, colleague)


@pytest.fixture
def bare_ceremony(recruitment: Recruitment) -> Ceremony:
    return Ceremony(recruitment, RoleFactory(body=recruitment.by.body, kind=RoleKind.AGENT))


@pytest.fixture
def standing(bare_ceremony: Ceremony) -> Standing:
    return Standing(bare_ceremony)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch, now: datetime) -> datetime:
    """The pages read the clock: it stands at the hour of the tests."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    return now
