"""Writing a version of the strategy, opening it to the other bodies, adopting it by a deliberation."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from rules import has_perm

from belvedere.contexts.strategy import events
from belvedere.contexts.strategy.actions.locking import journal_version, locked_version
from belvedere.contexts.strategy.models import CommitmentTest, Element, StrategyVersion
from belvedere.contexts.strategy.queries.documents import digest_of, elements_of, version_in_force, version_under_way
from belvedere.contexts.strategy.refusals import (
    AmendmentsPending,
    AnotherVersionUnderWay,
    NoSuchPlace,
    StillHolds,
    TextNeeded,
    TranslationMissing,
)
from belvedere.contexts.strategy.states import PARENT_OF, AmendmentState, ElementKind, VersionVerb
from belvedere.platform.accounts.models import Role
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Territory

LETTERS = {
    ElementKind.PRINCIPLE: "P",
    ElementKind.AXIS: "A",
    ElementKind.OBJECTIVE: "O",
    ElementKind.COMMITMENT: "E",
}


@dataclass(frozen=True)
class Words:
    """What a part says, in both languages, and where it comes from."""

    title_fr: str
    title_en: str = ""
    text_fr: str = ""
    text_en: str = ""
    source: str = ""

    def as_fields(self) -> dict[str, str]:
        return {name: value.strip() for name, value in vars(self).items()}


@transaction.atomic
def open_version(*, title_fr: str, title_en: str, by: Role, now: datetime) -> StrategyVersion:
    """Begin the next version: it starts from the parts of the one in force, tests included."""
    if not has_perm("strategy.keep", by):
        raise NotAllowed
    if not title_fr.strip():
        raise TextNeeded
    territory = Territory.objects.select_for_update().get(pk=by.body.territory_id)
    if version_under_way() is not None:
        raise AnotherVersionUnderWay
    last = StrategyVersion.objects.aggregate(last=Max("number"))["last"] or 0
    version = StrategyVersion.objects.create(
        territory=territory,
        body=by.body,
        number=last + 1,
        title_fr=title_fr.strip(),
        title_en=title_en.strip(),
        opened_at=now,
        is_demonstration=territory.is_demonstration,
    )
    former = version_in_force(now.date())
    if former is not None:
        _copy(former, version)
    journal_version(version, events.VERSION_OPENED, by=by, now=now)
    return version


def _copy(former: StrategyVersion, version: StrategyVersion) -> None:
    parts = elements_of(former)
    copies = Element.objects.bulk_create(
        [
            Element(
                version=version,
                key=part.key,
                kind=part.kind,
                parent=part.parent,
                position=part.position,
                title_fr=part.title_fr,
                title_en=part.title_en,
                text_fr=part.text_fr,
                text_en=part.text_en,
                source=part.source,
                is_demonstration=part.is_demonstration,
            )
            for part in parts
        ]
    )
    tests = [(part.test, copy) for part, copy in zip(parts, copies, strict=True) if hasattr(part, "test")]
    CommitmentTest.objects.bulk_create(
        [
            CommitmentTest(
                element=copy,
                indicator=test.indicator,
                comparison=test.comparison,
                target=test.target,
                due_on=test.due_on,
            )
            for test, copy in tests
        ]
    )


def placed_in(version: StrategyVersion, kind: ElementKind, parent: str) -> None:
    """Refuse a part that would have no place: an objective is in an axis, a commitment in an objective."""
    wanted = PARENT_OF.get(kind)
    if wanted is None:
        if parent:
            raise NoSuchPlace
        return
    if not Element.objects.filter(version=version, key=parent, kind=wanted.value).exists():
        raise NoSuchPlace


def new_element(
    version: StrategyVersion, kind: ElementKind, parent: str, words: dict[str, str], *, is_demonstration: bool
) -> Element:
    """Add a part at the end, under a key that no version ever used."""
    placed_in(version, kind, parent)
    letter = LETTERS[kind]
    used = Element.objects.filter(kind=kind.value).values_list("key", flat=True)
    number = max((int(key.removeprefix(letter)) for key in used), default=0) + 1
    last = Element.objects.filter(version=version).aggregate(last=Max("position"))["last"] or 0
    return Element.objects.create(
        version=version,
        key=f"{letter}{number}",
        kind=kind.value,
        parent=parent,
        position=last + 1,
        is_demonstration=is_demonstration,
        **words,
    )


@transaction.atomic
def write_element(
    *,
    version: StrategyVersion,
    kind: ElementKind,
    words: Words,
    parent: str = "",
    key: str = "",
    is_demonstration: bool = False,
    by: Role,
    now: datetime,
) -> Element:
    """Add a part to a version being drafted, or write again the one that ``key`` names."""
    locked = locked_version(version, VersionVerb.WRITE, by)
    fields = words.as_fields()
    if not fields["title_fr"]:
        raise TextNeeded
    if key:
        element = Element.objects.get(version=locked, key=key)
        placed_in(locked, ElementKind(element.kind), parent)
        element.parent = parent
        for name, value in fields.items():
            setattr(element, name, value)
        element.save()
    else:
        element = new_element(locked, kind, parent, fields, is_demonstration=is_demonstration)
    journal_version(locked, events.ELEMENT_WRITTEN, by=by, now=now, payload={"element": element.key})
    return element


def removed(element: Element) -> None:
    """Remove a part that holds no other."""
    if Element.objects.filter(version=element.version_id, parent=element.key).exists():
        raise StillHolds
    element.delete()


@transaction.atomic
def remove_element(*, version: StrategyVersion, key: str, by: Role, now: datetime) -> None:
    """Remove a part of a version being drafted."""
    locked = locked_version(version, VersionVerb.WRITE, by)
    removed(Element.objects.get(version=locked, key=key))
    journal_version(locked, events.ELEMENT_WRITTEN, by=by, now=now, payload={"element": key})


@transaction.atomic
def open_amendments(*, version: StrategyVersion, due_on: date, by: Role, now: datetime) -> StrategyVersion:
    """Make the version public: every body may amend and comment it until a day."""
    locked = locked_version(version, VersionVerb.OPEN, by)
    locked.amendments_due_on = due_on
    locked.save(update_fields=["state", "amendments_due_on"])
    journal_version(locked, events.VERSION_DISCUSSED, by=by, now=now)
    return locked


@transaction.atomic
def close_amendments(*, version: StrategyVersion, by: Role, now: datetime) -> StrategyVersion:
    """End the amendments: elected officials of the body arbitrate those that were made."""
    locked = locked_version(version, VersionVerb.CLOSE, by)
    locked.save(update_fields=["state"])
    waiting = locked.amendments.filter(state=AmendmentState.PROPOSED.value).count()
    journal_version(locked, events.VERSION_CLOSED, by=by, now=now, payload={"amendments": waiting})
    return locked


@transaction.atomic
def reopen_amendments(*, version: StrategyVersion, due_on: date, by: Role, now: datetime) -> StrategyVersion:
    """Open the amendments again, before the adoption."""
    locked = locked_version(version, VersionVerb.REOPEN, by)
    locked.amendments_due_on = due_on
    locked.save(update_fields=["state", "amendments_due_on"])
    journal_version(locked, events.VERSION_DISCUSSED, by=by, now=now)
    return locked


@transaction.atomic
def abandon_version(*, version: StrategyVersion, by: Role, now: datetime) -> StrategyVersion:
    """Give a version up: the one in force stays."""
    locked = locked_version(version, VersionVerb.ABANDON, by)
    locked.save(update_fields=["state"])
    journal_version(locked, events.VERSION_ABANDONED, by=by, now=now)
    return locked


@transaction.atomic
def adopt_version(
    *, version: StrategyVersion, deliberation: str, adopted_on: date, url: str = "", by: Role, now: datetime
) -> StrategyVersion:
    """Record the deliberation that adopts a version; its parts are sealed by their digest and never change again."""
    locked = locked_version(version, VersionVerb.ADOPT, by)
    if not deliberation.strip():
        raise TextNeeded
    if locked.amendments.filter(state=AmendmentState.PROPOSED.value).exists():
        raise AmendmentsPending
    parts = elements_of(locked)
    untranslated = [part.key for part in parts if not part.title_en or bool(part.text_fr) != bool(part.text_en)]
    if untranslated:
        raise TranslationMissing(untranslated)
    locked.deliberation, locked.deliberation_url = deliberation.strip(), url
    locked.adopted_on, locked.digest = adopted_on, digest_of(parts)
    locked.save()
    payload = {
        "deliberation": locked.deliberation,
        "adopted_on": adopted_on.isoformat(),
        "digest": locked.digest,
    }
    journal_version(locked, events.VERSION_ADOPTED, by=by, now=now, payload=payload)
    return locked
