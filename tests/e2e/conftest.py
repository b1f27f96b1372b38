"""Everything here runs in a real browser, against a real server and worker."""

import pytest

from tests.e2e import fixtures


def pytest_configure(config: pytest.Config) -> None:
    """Register the fixtures once for both folders: one process drives one browser."""
    if not config.pluginmanager.is_registered(fixtures):
        config.pluginmanager.register(fixtures)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(__file__.rpartition("/")[0]):
            item.add_marker(pytest.mark.e2e)
