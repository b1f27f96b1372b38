"""Everything here kills processes of a real site and looks at what is left."""

import pytest

from tests.e2e.fixtures import *  # noqa: F403 -- fixtures are found by their names


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(__file__.rpartition("/")[0]):
            item.add_marker(pytest.mark.faults)
