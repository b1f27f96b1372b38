"""The difference of two versions, applied to the old one, gives the new one; to another one, it is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belvedere.engines.plans.versions import Change, Content, DoesNotApply, applied, difference

VALUES = (
    st.none() | st.integers(0, 3) | st.sampled_from(["", "court", "long"]) | st.lists(st.integers(0, 2), max_size=2)
)
SHEETS = st.dictionaries(st.sampled_from(["titre", "echeance", "cout", "prerequis"]), VALUES)
CONTENTS = st.dictionaries(st.sampled_from(["P1", "P2", "P3", "P4"]), SHEETS)


def filled(content: Content) -> dict[str, dict[str, object]]:
    return {key: {name: value for name, value in sheet.items() if value is not None} for key, sheet in content.items()}


@settings(max_examples=200)
@given(CONTENTS, CONTENTS)
def test_applied_to_the_old_version_it_gives_the_new_one(old: Content, new: Content) -> None:
    found = difference(old, new)
    assert applied(found, old) == filled(new)
    assert found.is_empty == (filled(old) == filled(new))


@given(CONTENTS, CONTENTS)
def test_backwards_it_says_the_opposite(old: Content, new: Content) -> None:
    there, back = difference(old, new), difference(new, old)
    assert (there.added, there.dropped) == (back.dropped, back.added)
    assert applied(back, applied(there, old)) == filled(old)


@pytest.mark.parametrize(
    ("old", "new", "other"),
    [
        ({"P1": {}}, {}, {}),
        ({"P1": {"cout": 1}}, {}, {"P1": {"cout": 2}}),
        ({"P1": {"cout": 1}}, {"P1": {"cout": 2}}, {"P1": {"cout": 3}}),
        ({}, {"P1": {}}, {"P1": {}}),
    ],
)
def test_refused_on_another_version(old: Content, new: Content, other: Content) -> None:
    with pytest.raises(DoesNotApply) as refused:
        applied(difference(old, new), other)
    assert refused.value.key == "P1"


def test_fields_are_told_one_by_one() -> None:
    found = difference({"P1": {"cout": 1, "titre": "A"}}, {"P1": {"titre": "A", "echeance": "2027"}})
    assert found.changed == {"P1": {"cout": Change(1, None), "echeance": Change(None, "2027")}}
