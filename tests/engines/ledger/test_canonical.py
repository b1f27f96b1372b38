"""One value has one spelling."""

import doctest
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.engines.ledger import canonical, chain
from belvedere.engines.ledger.canonical import NotCanonical, canonical_json

SCALARS = st.none() | st.booleans() | st.integers() | st.text()
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(VALUES)
def test_spelling_reads_back_as_the_value(value: object) -> None:
    assert json.loads(canonical_json(value)) == value


@given(st.dictionaries(st.text(), SCALARS), st.randoms())
def test_order_of_keys_does_not_count(value: dict[str, object], random: object) -> None:
    keys = list(value)
    random.shuffle(keys)
    assert canonical_json({key: value[key] for key in keys}) == canonical_json(value)


@pytest.mark.parametrize(
    ("value", "path"),
    [
        (1.5, ""),
        ({"a": [1, 2.0]}, ".a[1]"),
        ({"a": {1: 2}}, ".a"),
        ({"a": b"octets"}, ".a"),
        ((1, 2), ""),
    ],
)
def test_other_types_are_refused_where_they_are(value: object, path: str) -> None:
    with pytest.raises(NotCanonical) as error:
        canonical_json(value)
    assert error.value.path == path


@pytest.mark.parametrize("module", [canonical, chain], ids=lambda module: module.__name__)
def test_examples_of_the_documentation(module: object) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
