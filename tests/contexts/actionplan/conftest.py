"""A body that answers, and another one that must see nothing."""

import pytest

from belvedere.platform.territory.models import Body
from tests.contexts.opinions import Body2026
from tests.factories import BodyFactory


@pytest.fixture
def world(metropole: Body) -> Body2026:
    return Body2026(metropole)


@pytest.fixture
def other(metropole: Body) -> Body2026:
    """A commune with the same offices."""
    return Body2026(BodyFactory(territory=metropole.territory, slug="autre-commune"))
