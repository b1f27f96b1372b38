"""Fixtures that every test may use: a territory in scope, its bodies, a fixed hour."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test.utils import teardown_databases
from django.utils import translation
from django_scopes import scope
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from belvedere.platform.territory import queries
from belvedere.platform.territory.models import Body, Commune, Territory
from belvedere.platform.territory.states import BodyKind
from tests.concurrency import several_connections
from tests.databases import set_up_database, shared_directory
from tests.factories import BodyFactory, CommuneFactory, TerritoryFactory
from tests.journal_lock import flushing_unlocks

__all__ = ["several_connections"]

# Speed is measured in benchmarks/: a test on a loaded machine must not judge it.
settings.register_profile("belvedere", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("belvedere")

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Make the database of this process."""
    with django_db_blocker.unblock():
        configured = set_up_database(shared_directory(tmp_path_factory))
    yield
    with django_db_blocker.unblock():
        teardown_databases(configured, verbosity=0)


@pytest.fixture(autouse=True, scope="session")
def flush_unlocks_the_journal() -> Iterator[None]:
    """Transactional tests empty the database at their end, which the journal refuses."""
    with pytest.MonkeyPatch.context() as patch:
        flushing_unlocks(patch)
        yield


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that no process is left alone with it at the end.

    Before it, as pytest-django wants, what makes the test database: it cannot be made once a browser runs.
    """
    if any(item.get_closest_marker("long") for item in items):
        items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    if item.get_closest_marker("django_db"):
        return 0
    return 1 if item.get_closest_marker("long") else 2


@pytest.fixture(autouse=True)
def no_territory_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a territory of its own, and each request asks which."""
    monkeypatch.setattr(queries, "_REMEMBERED_SECONDS", 0.0)
    queries._SERVED.clear()


@pytest.fixture(autouse=True)
def no_language_left_behind() -> None:
    """A visit in English leaves its language to what the same process does next: a test begins without one."""
    translation.deactivate()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def territory(db: None) -> Iterator[Territory]:
    """The territory of the tests, in scope."""
    row = TerritoryFactory()
    with scope(territory=row):
        yield row


@pytest.fixture
def metropole(territory: Territory) -> Body:
    return BodyFactory(
        territory=territory,
        kind=BodyKind.METROPOLE,
        slug="clermont-auvergne-metropole",
        name="Clermont Auvergne Métropole",
        short_name="la Métropole",
    )


@pytest.fixture
def chamalieres(territory: Territory) -> Commune:
    return CommuneFactory(territory=territory, slug="chamalieres", name="Chamalières", insee="63075", population=17_000)


@pytest.fixture
def beaumont(territory: Territory) -> Commune:
    return CommuneFactory(territory=territory, slug="beaumont", name="Beaumont", insee="63032", population=11_000)
