"""A body that conducts projects, and another that must see nothing."""

import pytest

from belvedere.platform.territory.models import Body, Commune
from tests.contexts.projects.world import World
from tests.factories import BodyFactory


@pytest.fixture
def world(metropole: Body, chamalieres: Commune, beaumont: Commune) -> World:
    return World(metropole, chamalieres, beaumont)


@pytest.fixture
def elsewhere(metropole: Body) -> World:
    return World(BodyFactory(territory=metropole.territory, slug="autre-organisme"))
