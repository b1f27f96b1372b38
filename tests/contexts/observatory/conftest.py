"""A body with a policy and an open examen; the words of the tests are French, whatever a page was asked in before."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.utils import translation

from belvedere.platform.territory.models import Body
from tests.contexts.examens import Panel2026


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    with translation.override("fr"):
        yield


@pytest.fixture
def world(metropole: Body, now: datetime) -> Panel2026:
    return Panel2026(metropole, now)
