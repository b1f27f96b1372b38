"""Everything here kills processes of a real site and looks at what is left."""

import pytest

from tests.e2e import fixtures


def pytest_configure(config: pytest.Config) -> None:
    """Register the fixtures once for both folders: one process drives one browser."""
    if not config.pluginmanager.is_registered(fixtures):
        config.pluginmanager.register(fixtures)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(__file__.rpartition("/")[0]):
            item.add_marker(pytest.mark.faults)
