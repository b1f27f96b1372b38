"""What changed between two versions of a plan, field by field; applied to the old version, it gives the new one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Scalar: TypeAlias = str | int | bool | None
Value: TypeAlias = "Scalar | list[Value] | dict[str, Value]"
Sheet: TypeAlias = Mapping[str, Value]
Content: TypeAlias = Mapping[str, Sheet]


class DoesNotApply(ValueError):
    """The difference was made from another version; ``key`` names the first action that does not agree."""

    code = "does_not_apply"

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"{key} is not as this difference found it")


@dataclass(frozen=True, slots=True)
class Change:
    """What a field held before, and holds after; None is « nothing »."""

    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Difference:
    """From one version to the next.

    Attributes
    ----------
    added, dropped : mapping of str to sheet
        The sheets of the actions that appear, and of those that go.
    changed : mapping of str to mapping of str to Change
        By action, then by field.
    """

    added: Content = field(default_factory=dict)
    dropped: Content = field(default_factory=dict)
    changed: Mapping[str, Mapping[str, Change]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.dropped or self.changed)


def difference(old: Content, new: Content) -> Difference:
    """Return what changed between two versions.

    Parameters
    ----------
    old, new : mapping of str to sheet
        The sheet of each action, by its reference. A field that holds None is as one that is missing.

    Returns
    -------
    Difference

    Notes
    -----
    Linear in the size of both. ``applied(difference(old, new), old)`` is ``new`` without its fields of None.

    Examples
    --------
    >>> found = difference({"P1": {"due": "2026"}, "P2": {}}, {"P1": {"due": "2027"}, "P3": {"due": "2026"}})
    >>> sorted(found.added), sorted(found.dropped), found.changed["P1"]["due"].after
    (['P3'], ['P2'], '2027')
    """
    return Difference(
        added={key: _filled(new[key]) for key in sorted(new.keys() - old.keys())},
        dropped={key: _filled(old[key]) for key in sorted(old.keys() - new.keys())},
        changed={
            key: changes for key in sorted(new.keys() & old.keys()) if (changes := _field_by_field(old[key], new[key]))
        },
    )


def applied(found: Difference, old: Content) -> dict[str, dict[str, Value]]:
    """Return the new version from the old one and the difference.

    Raises
    ------
    DoesNotApply
        When the old version is not the one from which the difference was made.
    """
    content = {key: _filled(sheet) for key, sheet in old.items()}
    for key, sheet in found.dropped.items():
        if content.pop(key, None) != sheet:
            raise DoesNotApply(key)
    for key, changes in found.changed.items():
        if key not in content or any(content[key].get(name) != change.before for name, change in changes.items()):
            raise DoesNotApply(key)
        content[key] = _filled(content[key] | {name: change.after for name, change in changes.items()})
    for key, sheet in found.added.items():
        if key in content:
            raise DoesNotApply(key)
        content[key] = dict(sheet)
    return content


def _filled(sheet: Sheet) -> dict[str, Value]:
    return {name: value for name, value in sheet.items() if value is not None}


def _field_by_field(old: Sheet, new: Sheet) -> dict[str, Change]:
    return {
        name: Change(old.get(name), new.get(name))
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    }
