"""Any change to a chain is found at the first place that it touches."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from belvedere.engines.ledger.chain import GENESIS, Break, Link, chain_digest, first_break
from tests.engines.ledger.test_canonical import SCALARS

RECORDS = st.lists(st.dictionaries(st.text(max_size=5), SCALARS, max_size=3), min_size=1, max_size=8)
HEXADECIMAL = st.text("0123456789abcdef", min_size=64, max_size=64)


def chain_of(records: list[object]) -> list[Link]:
    links: list[Link] = []
    for sequence, record in enumerate(records, start=1):
        previous = links[-1].digest if links else GENESIS
        links.append(Link(sequence, record, previous, chain_digest(previous, record)))
    return links


def broken(links: list[Link], end: Link) -> Break | None:
    return first_break(links, last=end.sequence, last_digest=end.digest)


@given(RECORDS)
def test_intact_chain_holds(records: list[object]) -> None:
    links = chain_of(records)
    assert first_break(links) is None
    assert broken(links, links[-1]) is None
    assert first_break([], last=0) is None


@given(RECORDS, st.data())
def test_changed_record(records: list[object], data: st.DataObject) -> None:
    links = chain_of(records)
    index = data.draw(st.integers(0, len(links) - 1))
    record = data.draw(st.dictionaries(st.text(max_size=5), SCALARS, max_size=3))
    assume(chain_digest(GENESIS, record) != chain_digest(GENESIS, records[index]))
    links[index] = replace(links[index], record=record)
    assert first_break(links) == Break(index + 1, "altered")


@given(RECORDS, HEXADECIMAL, st.sampled_from(["digest", "previous_digest"]), st.data())
def test_changed_digest(records: list[object], digest: str, field: str, data: st.DataObject) -> None:
    links = chain_of(records)
    index = data.draw(st.integers(0, len(links) - 1))
    assume(getattr(links[index], field) != digest)
    links[index] = replace(links[index], **{field: digest})
    assert first_break(links) == Break(index + 1, "altered")


@given(RECORDS, st.data())
def test_record_rewritten_with_its_digest(records: list[object], data: st.DataObject) -> None:
    links = chain_of(records)
    end = links[-1]
    index = data.draw(st.integers(0, len(links) - 1))
    previous = links[index].previous_digest
    forged = {"forged": True}
    assume(records[index] != forged)
    links[index] = Link(index + 1, forged, previous, chain_digest(previous, forged))
    is_last = index == len(links) - 1
    assert broken(links, end) == (Break(index + 1, "end") if is_last else Break(index + 2, "unlinked"))


@given(RECORDS, st.data())
def test_removed_record(records: list[object], data: st.DataObject) -> None:
    links = chain_of(records)
    end = links[-1]
    index = data.draw(st.integers(0, len(links) - 1))
    del links[index]
    assert broken(links, end) == Break(index + 1, "missing")


@given(RECORDS, st.data())
def test_changed_number(records: list[object], data: st.DataObject) -> None:
    links = chain_of(records)
    end = links[-1]
    index = data.draw(st.integers(0, len(links) - 1))
    number = data.draw(st.integers(-3, 20).filter(lambda number: number != index + 1))
    links[index] = replace(links[index], sequence=number)
    links.sort(key=lambda link: link.sequence)
    found = broken(links, end)
    assert found is not None
    assert found.sequence <= index + 1


@given(RECORDS)
def test_added_record(records: list[object]) -> None:
    links = chain_of([*records, {"added": 1}])
    assert broken(links, links[-2]) == Break(len(links), "unexpected")


@given(RECORDS)
def test_known_end_with_another_digest(records: list[object]) -> None:
    links = chain_of(records)
    assert first_break(links, last=len(links), last_digest="f" * 64) == Break(len(links), "end")


def test_worked_example_of_the_documentation() -> None:
    digests = [link.digest[:16] for link in chain_of([{"n": 1}, {"n": 2}, {"n": 3}])]
    assert digests == ["da0a6bdb638e3c04", "21b7005dba1e535c", "a4feb3e316a8789e"]
