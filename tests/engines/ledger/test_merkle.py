"""RFC 6962 trees: published roots, and proofs against a tree built by the RFC's own recursion."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.engines.ledger.merkle import inclusion_proof, leaf_hash, root_from_proof, root_of

LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
# The roots of the RFC 6962 reference test data, by number of leaves.
ROOTS = ["6e340b9c", "fac54203", "aeb6bcfe", "d37ee418", "4e3bbb1f", "76e67dad", "ddb89be4", "5dc9da79"]


def by_the_rfc(leaves: list[bytes]) -> bytes:
    """The recursion of RFC 6962, 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + by_the_rfc(leaves[:split]) + by_the_rfc(leaves[split:])).digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_published_roots(size: int) -> None:
    hashes = [leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES[:size]]
    assert root_of(hashes).hex()[:8] == ROOTS[size - 1]


@given(st.lists(st.binary(max_size=4), max_size=40))
def test_the_root_is_that_of_the_rfc(leaves: list[bytes]) -> None:
    assert root_of([leaf_hash(leaf) for leaf in leaves]) == by_the_rfc(leaves)


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=40), st.data())
def test_each_leaf_has_a_proof_and_no_other_place_has_it(leaves: list[bytes], data: st.DataObject) -> None:
    hashes = [leaf_hash(leaf) for leaf in leaves]
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof = inclusion_proof(hashes, index)
    assert root_from_proof(hashes[index], index, len(leaves), proof) == root_of(hashes)
    other = data.draw(st.integers(0, len(leaves) + 3))
    if other >= len(leaves) or hashes[other] != hashes[index]:
        assert root_from_proof(hashes[index], other, len(leaves), proof) != root_of(hashes)


@given(st.lists(st.binary(max_size=4), min_size=2, max_size=20), st.data())
def test_a_changed_proof_leads_elsewhere(leaves: list[bytes], data: st.DataObject) -> None:
    hashes = [leaf_hash(leaf) for leaf in leaves]
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof = inclusion_proof(hashes, index)
    step = data.draw(st.integers(0, len(proof) - 1))
    changed = [*proof[:step], bytes([proof[step][0] ^ 1]) + proof[step][1:], *proof[step + 1 :]]
    for wrong in (changed, proof[:-1], [*proof, proof[0]]):
        assert root_from_proof(hashes[index], index, len(leaves), wrong) != root_of(hashes)


def test_there_is_no_proof_outside_the_tree() -> None:
    with pytest.raises(IndexError, match="The tree has 1 leaves: there is no leaf 1"):
        inclusion_proof([leaf_hash(b"")], 1)
    assert root_from_proof(leaf_hash(b""), 0, 0, []) is None
