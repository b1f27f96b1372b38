"""A body with a policy and an open examen."""

from datetime import datetime

import pytest

from belvedere.platform.territory.models import Body
from tests.contexts.examens import Panel2026


@pytest.fixture
def world(metropole: Body, now: datetime) -> Panel2026:
    return Panel2026(metropole, now)
