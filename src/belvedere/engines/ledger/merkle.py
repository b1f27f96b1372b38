"""Merkle trees as in RFC 6962: one root for a list of leaves, and short proofs that a leaf is in it."""

import hashlib
from collections.abc import Sequence

_LEAF = b"\x00"
_NODE = b"\x01"


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf: SHA-256 of a zero byte and of the leaf (RFC 6962, 2.1)."""
    return hashlib.sha256(_LEAF + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node: SHA-256 of a one byte and of its two children."""
    return hashlib.sha256(_NODE + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """Return the root of a list of leaf hashes. O(n) hashes.

    Parameters
    ----------
    hashes : sequence of bytes
        Leaf hashes, in order, 32 bytes each.

    Returns
    -------
    bytes
        32 bytes; of an empty list, the SHA-256 of nothing.

    Examples
    --------
    >>> root_of([]).hex()[:16]
    'e3b0c44298fc1c14'
    >>> root_of([leaf_hash(b"")]).hex()[:8]
    '6e340b9c'
    """
    return _levels(hashes)[-1][0] if hashes else hashlib.sha256(b"").digest()


def sealed(root: bytes, size: int) -> str:
    """Return what is published of a tree, 64 hexadecimal characters: a proof alone does not bind the number of leaves.

    Examples
    --------
    >>> sealed(root_of([]), 0) == sealed(root_of([]), 1)
    False
    """
    return hashlib.sha256(f"belvedere-root-1\n{size}\n{root.hex()}\n".encode()).hexdigest()


def inclusion_proof(hashes: Sequence[bytes], index: int) -> list[bytes]:
    """Return the neighbours' hashes that lead from a leaf to the root, the nearest first. O(n) hashes.

    Parameters
    ----------
    hashes : sequence of bytes
        Every leaf hash of the tree.
    index : int
        Place of the leaf, from 0.

    Raises
    ------
    IndexError
        When the tree has no such leaf.
    """
    if not 0 <= index < len(hashes):
        raise IndexError(f"The tree has {len(hashes)} leaves: there is no leaf {index}.")
    proof = []
    for level in _levels(hashes)[:-1]:
        neighbour = index ^ 1
        if neighbour < len(level):
            proof.append(level[neighbour])
        index //= 2
    return proof


def root_from_proof(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """Return the root that a proof leads to from a leaf's hash, or None when the proof cannot be of that place.

    Follows RFC 9162, 2.1.3.2: a proof of the wrong length, or of a place outside the tree, leads nowhere. O(log size).

    Parameters
    ----------
    leaf : bytes
        Hash of the leaf.
    index, size : int
        Its place from 0, and the number of leaves of the tree.
    proof : sequence of bytes
        As `inclusion_proof` gives it.

    Examples
    --------
    >>> leaves = [leaf_hash(bytes([n])) for n in range(5)]
    >>> root_from_proof(leaves[3], 3, 5, inclusion_proof(leaves, 3)) == root_of(leaves)
    True
    >>> root_from_proof(leaves[3], 4, 5, inclusion_proof(leaves, 3)) is None
    True
    """
    if not 0 <= index < size:
        return None
    found, place, last = leaf, index, size - 1
    for neighbour in proof:
        if last == 0:
            return None
        if place & 1 or place == last:
            found = node_hash(neighbour, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, neighbour)
        place, last = place >> 1, last >> 1
    return found if last == 0 else None


def _levels(hashes: Sequence[bytes]) -> list[Sequence[bytes]]:
    """Return the tree level by level; an odd last hash goes up as it is, which gives the RFC's tree."""
    levels = [hashes]
    while len(levels[-1]) > 1:
        below = levels[-1]
        pairs = [node_hash(below[place], below[place + 1]) for place in range(0, len(below) - 1, 2)]
        levels.append([*pairs, below[-1]] if len(below) % 2 else pairs)
    return levels
