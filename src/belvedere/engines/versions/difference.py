"""What changed between two versions of an ordered text: parts added, removed, moved, and fields that changed.

A version is a sequence of parts; each has a key that never changes, a parent and fields of text. The difference holds
all that is needed to make the new version from the old one, and refuses to be applied to any other.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

PARENT = "parent"


class DifferenceError(ValueError):
    """A version that cannot be read, or a difference that was not made from this version: which part, and why."""

    code = "difference"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a version: ``parent`` is the key of the part that holds it, or empty."""

    key: str
    fields: Mapping[str, str] = field(default_factory=dict)
    parent: str = ""

    def read(self, name: str) -> str:
        """Return a field, the parent's key under ``"parent"``; a field that is not there is empty."""
        return self.parent if name == PARENT else self.fields.get(name, "")


@dataclass(frozen=True, slots=True)
class Added:
    """A new part, after the one named (empty: at the head)."""

    part: Part
    after: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A part that is gone, as it was."""

    part: Part


@dataclass(frozen=True, slots=True)
class Moved:
    """A part that changed place: it now comes after the one named (empty: at the head)."""

    key: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A field of a part, before and after."""

    key: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed, in an order that applies: removals, places, fields."""

    removed: tuple[Removed, ...] = ()
    placed: tuple[Added | Moved, ...] = ()
    changed: tuple[Changed, ...] = ()

    @property
    def added(self) -> tuple[Added, ...]:
        return tuple(one for one in self.placed if isinstance(one, Added))

    @property
    def moved(self) -> tuple[Moved, ...]:
        return tuple(one for one in self.placed if isinstance(one, Moved))

    @property
    def is_empty(self) -> bool:
        return not (self.removed or self.placed or self.changed)


def _by_key(version: Sequence[Part]) -> dict[str, Part]:
    found = {part.key: part for part in version}
    if len(found) != len(version) or "" in found:
        raise DifferenceError("Two parts of a version have the same key, or one has none: give each its own.")
    return found


def difference(old: Sequence[Part], new: Sequence[Part]) -> Difference:
    """Return what changed between two versions.

    Parameters
    ----------
    old, new : sequence of Part
        Keys are unique in each version; a key that is in both is the same part.

    Returns
    -------
    Difference
        As few parts as possible are said to have moved: those outside a longest sequence of parts that kept their
        order. O(n log n) for n parts.

    Raises
    ------
    DifferenceError
        For a key that is empty or there twice.

    Examples
    --------
    >>> old = [Part("a", {"text": "Dire"}), Part("b"), Part("c")]
    >>> new = [Part("c"), Part("a", {"text": "Dire et faire"}), Part("d")]
    >>> found = difference(old, new)
    >>> [one.part.key for one in found.removed], [one.part.key for one in found.added]
    (['b'], ['d'])
    >>> found.moved
    (Moved(key='c', after=''),)
    >>> found.changed
    (Changed(key='a', field='text', before='Dire', after='Dire et faire'),)
    >>> apply_difference(found, old) == new
    True
    """
    before, after = _by_key(old), _by_key(new)
    kept_order = [part.key for part in old if part.key in after]
    staying = _staying(kept_order, [part.key for part in new if part.key in before])
    placed: list[Added | Moved] = []
    previous = ""
    for part in new:
        if part.key not in before:
            placed.append(Added(part, previous))
        elif part.key not in staying:
            placed.append(Moved(part.key, previous))
        previous = part.key
    return Difference(
        removed=tuple(Removed(part) for part in old if part.key not in after),
        placed=tuple(placed),
        changed=tuple(change for key in kept_order for change in _changes(before[key], after[key])),
    )


def _changes(old: Part, new: Part) -> Iterable[Changed]:
    names = [PARENT, *dict.fromkeys([*old.fields, *new.fields])]
    return [
        Changed(new.key, name, old.read(name), new.read(name)) for name in names if old.read(name) != new.read(name)
    ]


def _staying(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """Return a longest set of keys whose order is the same in both: patience sorting, O(n log n)."""
    rank = {key: place for place, key in enumerate(old)}
    tails: list[int] = []
    ends: list[str] = []
    earlier: dict[str, str] = {}
    for key in new:
        place = bisect_left(tails, rank[key])
        if place:
            earlier[key] = ends[place - 1]
        if place == len(tails):
            tails.append(rank[key])
            ends.append(key)
        else:
            tails[place], ends[place] = rank[key], key
    found = []
    last = ends[-1] if ends else ""
    while last:
        found.append(last)
        last = earlier.get(last, "")
    return frozenset(found)


def apply_difference(change: Difference, old: Sequence[Part]) -> list[Part]:
    """Return the new version that a difference makes of the old one.

    Parameters
    ----------
    change : Difference
        Made by :func:`difference` from this very version.
    old : sequence of Part

    Returns
    -------
    list of Part
        Fields that became empty are left out. O(n²) for n parts, at worst.

    Raises
    ------
    DifferenceError
        If the difference was made from another version: a part is missing, or a field is not what it was.
    """
    parts = _by_key(old)
    for removed in change.removed:
        if parts.get(removed.part.key) != removed.part:
            raise DifferenceError(f"The part « {removed.part.key} » is not as it was when it was removed.")
        del parts[removed.part.key]
    for rewritten in change.changed:
        parts[rewritten.key] = _with(parts.get(rewritten.key), rewritten)
    order = [key for key in parts if key not in {moved.key for moved in change.moved}]
    for one in change.placed:
        key = one.part.key if isinstance(one, Added) else one.key
        if isinstance(one, Added):
            parts[key] = one.part
        if key not in parts or (one.after and one.after not in order):
            raise DifferenceError(f"The part « {key} » has no place here: the version is another one.")
        order.insert(order.index(one.after) + 1 if one.after else 0, key)
    return [parts[key] for key in order]


def _with(part: Part | None, change: Changed) -> Part:
    if part is None or part.read(change.field) != change.before:
        raise DifferenceError(f"The field « {change.field} » of « {change.key} » is not as it was.")
    if change.field == PARENT:
        return replace(part, parent=change.after)
    fields = {**part.fields, change.field: change.after}
    return replace(part, fields={name: text for name, text in fields.items() if text})
