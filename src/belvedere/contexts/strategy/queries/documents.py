"""Reads of the strategy's versions: the one in force, its parts as a tree, what changed between two."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet
from rules import has_perm

from belvedere.contexts.strategy.models import Amendment, Comment, Element, StrategyVersion
from belvedere.contexts.strategy.states import (
    UNDER_WAY,
    VERSIONS,
    AmendmentState,
    ElementKind,
    VersionState,
    VersionVerb,
)
from belvedere.contexts.strategy.words import ELEMENT_LABELS
from belvedere.engines.ledger.canonical import Value, canonical_json
from belvedere.engines.versions.difference import Added, Difference, Part, difference
from belvedere.engines.versions.wording import Run, word_runs
from belvedere.platform.accounts.models import Role
from belvedere.platform.languages import language_of_page
from belvedere.platform.territory.models import Body

TEXTS = ("title_fr", "title_en", "text_fr", "text_en")
PERMISSIONS = {
    VersionVerb.WRITE: "strategy.write",
    VersionVerb.OPEN: "strategy.write",
    VersionVerb.AMEND: "strategy.amend",
    VersionVerb.CLOSE: "strategy.write",
    VersionVerb.REOPEN: "strategy.write",
    VersionVerb.DECIDE: "strategy.decide",
    VersionVerb.ADOPT: "strategy.adopt",
    VersionVerb.ABANDON: "strategy.write",
}


@dataclass
class Node:
    """A part with what it holds."""

    element: Element
    children: list["Node"] = field(default_factory=list)


def versions() -> QuerySet[StrategyVersion]:
    """Return every version, the latest first, with how many amendments it has: one statement."""
    waiting = Count("amendments", filter=Q(amendments__state=AmendmentState.PROPOSED.value))
    found = StrategyVersion.objects.select_related("body", "territory")
    return found.annotate(amended=Count("amendments"), waiting=waiting).order_by("-number")


def public_versions() -> QuerySet[StrategyVersion]:
    """Return the versions that anyone may read: all, but what is still being drafted or was given up."""
    return versions().exclude(state__in=[VersionState.WRITING.value, VersionState.ABANDONED.value])


def version_numbered(number: int) -> StrategyVersion | None:
    return versions().filter(number=number).first()


def version_in_force(on: date) -> StrategyVersion | None:
    """Return the version adopted the latest on a day, or None."""
    adopted = versions().filter(state=VersionState.ADOPTED.value, adopted_on__lte=on)
    return adopted.order_by("-adopted_on", "-number").first()


def version_under_way() -> StrategyVersion | None:
    return versions().filter(state__in=[state.value for state in UNDER_WAY]).first()


def elements_of(version: StrategyVersion) -> list[Element]:
    """Return the parts of a version in their order, with their tests: one statement."""
    return list(Element.objects.filter(version=version).select_related("test").order_by("position", "pk"))


def commitments_in_force(on: date) -> list[Element]:
    """Return the commitments of the version in force: what another context may link to by their key."""
    return _in_force(ElementKind.COMMITMENT, on)


def axes_in_force(on: date) -> list[Element]:
    """Return the axes of the version in force: what the axes of a plan carry out, by their key."""
    return _in_force(ElementKind.AXIS, on)


def _in_force(kind: ElementKind, on: date) -> list[Element]:
    version = version_in_force(on)
    return [] if version is None else [element for element in elements_of(version) if element.kind == kind]


def tree_of(elements: Iterable[Element]) -> dict[ElementKind, list[Node]]:
    """Return principles and axes, each with what it holds."""
    nodes = {element.key: Node(element) for element in elements}
    roots: dict[ElementKind, list[Node]] = {ElementKind.PRINCIPLE: [], ElementKind.AXIS: []}
    for node in nodes.values():
        if node.element.parent in nodes:
            nodes[node.element.parent].children.append(node)
        elif node.element.kind in roots:
            roots[ElementKind(node.element.kind)].append(node)
    return roots


def parts_of(elements: Iterable[Element]) -> list[Part]:
    """Return a version as the engine of differences reads it."""
    return [
        Part(
            element.key,
            {name: str(getattr(element, name)) for name in (*TEXTS, "source") if getattr(element, name)}
            | {"kind": element.kind}
            | _test_as_text(element),
            element.parent,
        )
        for element in elements
    ]


def _test_as_text(element: Element) -> dict[str, str]:
    test = getattr(element, "test", None)
    if test is None:
        return {}
    return {"test": f"{test.indicator} {test.comparison} {test.target:g} {test.due_on.isoformat()}"}


def digest_of(elements: Iterable[Element]) -> str:
    """Return the SHA-256 of a version's parts: the same texts in the same order give the same."""
    parts: list[Value] = [{"key": part.key, "parent": part.parent, **part.fields} for part in parts_of(elements)]
    return hashlib.sha256(canonical_json({"parts": parts}).encode()).hexdigest()


@dataclass(frozen=True)
class ChangedPart:
    """A part that is new, gone, moved or written otherwise; words are those of the page's language."""

    key: str
    kind: str
    title: str
    fate: str
    title_runs: tuple[Run, ...] = ()
    text_runs: tuple[Run, ...] = ()
    test_runs: tuple[Run, ...] = ()
    is_moved: bool = False


@dataclass(frozen=True)
class ShownDifference:
    """A difference as people read it."""

    change: Difference
    added: tuple[ChangedPart, ...]
    removed: tuple[ChangedPart, ...]
    changed: tuple[ChangedPart, ...]


def difference_between(old: Sequence[Element], new: Sequence[Element]) -> ShownDifference:
    """Return what changed between two versions, in words."""
    change = difference(parts_of(old), parts_of(new))
    before, after = {part.key: part for part in parts_of(old)}, {part.key: part for part in parts_of(new)}
    touched = dict.fromkeys([*(one.key for one in change.changed), *(one.key for one in change.moved)])
    moved = {one.key for one in change.moved}
    return ShownDifference(
        change=change,
        added=tuple(_whole(one.part, "added") for one in change.placed if isinstance(one, Added)),
        removed=tuple(_whole(one.part, "removed") for one in change.removed),
        changed=tuple(_rewritten(before[key], after[key], is_moved=key in moved) for key in touched),
    )


def _read(part: Part, name: str) -> str:
    return part.read(f"{name}_{language_of_page()}") or part.read(f"{name}_fr")


def _whole(part: Part, fate: str) -> ChangedPart:
    text = _read(part, "text")
    runs = word_runs(text, "") if fate == "removed" else word_runs("", text)
    return ChangedPart(
        part.key, str(ELEMENT_LABELS[ElementKind(part.read("kind"))]), _read(part, "title"), fate, (), runs
    )


def _rewritten(old: Part, new: Part, *, is_moved: bool) -> ChangedPart:
    runs = {
        name: word_runs(_read(old, name), _read(new, name)) if _read(old, name) != _read(new, name) else ()
        for name in ("title", "text")
    }
    test = word_runs(old.read("test"), new.read("test")) if old.read("test") != new.read("test") else ()
    kind = str(ELEMENT_LABELS[ElementKind(new.read("kind"))])
    place = is_moved or old.parent != new.parent
    return ChangedPart(new.key, kind, _read(new, "title"), "changed", runs["title"], runs["text"], test, place)


def amendments_of(version: StrategyVersion) -> QuerySet[Amendment]:
    """Return the amendments to a version in order: one statement."""
    return Amendment.objects.filter(version=version).select_related("body").order_by("number")


def amendments_waiting_for(role: Role) -> QuerySet[Amendment]:
    """Return the amendments that an elected official of the body may arbitrate now: one statement."""
    found = Amendment.objects.filter(
        state=AmendmentState.PROPOSED.value, version__state=VersionState.ARBITRATED.value, version__body=role.body_id
    )
    return found.select_related("version", "body").order_by("number")


def comments_of(version: StrategyVersion) -> QuerySet[Comment]:
    """Return what bodies said of a version, in order: one statement."""
    return Comment.objects.filter(version=version).select_related("body", "amendment").order_by("at", "pk")


def bodies_heard(version: StrategyVersion) -> QuerySet[Body]:
    """Return the bodies that amended or commented a version, by name: one statement."""
    heard = Q(strategy_amendments__version=version) | Q(strategy_comments__version=version)
    return Body.objects.filter(heard).distinct().order_by("name")


def verbs_open_to(role: Role | None, version: StrategyVersion) -> list[VersionVerb]:
    """Return what this role may do with this version in the state it is in."""
    return [verb for state, verb in VERSIONS if state == version.state and has_perm(PERMISSIONS[verb], role, version)]
