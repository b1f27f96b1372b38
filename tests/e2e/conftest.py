"""Everything here runs in a real browser, against a real server and worker."""

import pytest

from tests.e2e.fixtures import *  # noqa: F403 -- fixtures are found by their names


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(__file__.rpartition("/")[0]):
            item.add_marker(pytest.mark.e2e)
