"""The examples of docstrings are true."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import belvedere

ROOT = Path(belvedere.__file__).parent
WITH_EXAMPLES = sorted(
    path for path in ROOT.rglob("*.py") if "\n    >>> " in path.read_text() or "\n        >>> " in path.read_text()
)


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_examples_of_a_module_hold(path: Path) -> None:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    result = doctest.testmod(import_module(".".join(parts).removesuffix(".__init__")))
    assert (result.failed, result.attempted > 0) == (0, True)
