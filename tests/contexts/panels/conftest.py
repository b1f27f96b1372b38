"""A body with a policy and an open examen."""

from datetime import datetime

import pytest

from belvedere.platform.territory.models import Body, Commune
from tests.contexts.examens import Panel2026
from tests.contexts.panels.recruitment import Recruitment


@pytest.fixture
def world(metropole: Body, now: datetime) -> Panel2026:
    return Panel2026(metropole, now)


@pytest.fixture
def recruitment(world: Panel2026, chamalieres: Commune, beaumont: Commune, now: datetime) -> Recruitment:
    return Recruitment(world, [chamalieres, beaumont], now)
