"""A version is written by one body, amended by others, arbitrated, adopted; then it never changes."""

from datetime import date, datetime

import pytest

from belvedere.contexts.strategy import actions
from belvedere.contexts.strategy.actions.documents import Words
from belvedere.contexts.strategy.models import Amendment, Element, StrategyVersion
from belvedere.contexts.strategy.queries.documents import (
    difference_between,
    elements_of,
    parts_of,
    version_in_force,
)
from belvedere.contexts.strategy.refusals import (
    AlreadyAmended,
    AmendmentsPending,
    AnotherVersionUnderWay,
    NoSuchPlace,
    ReasonNeeded,
    StillHolds,
    TextNeeded,
    TranslationMissing,
)
from belvedere.contexts.strategy.states import AmendmentVerb, Change, ElementKind, VersionState
from belvedere.contexts.strategy.subscriptions import index_adopted
from belvedere.engines.versions.difference import apply_difference
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.search.queries import search
from tests.contexts.strategy.conftest import TODAY, World

DUE = date(2026, 12, 1)


def amended(world: World, version: StrategyVersion, key: str, title: str, by: str = "town") -> Amendment:
    return actions.propose_amendment(
        version=version,
        change=Change.CHANGE,
        kind=ElementKind.PRINCIPLE,
        key=key,
        words=Words(title, f"{title} (en)"),
        reason="Plus clair.",
        by=getattr(world, by),
        now=datetime(2026, 11, 24, tzinfo=None).astimezone(),
    )


def discussed(world: World, now: datetime) -> tuple[StrategyVersion, Element]:
    version = world.version()
    element = world.write(version, ElementKind.PRINCIPLE, "Dire ce qui est ouvert")
    actions.open_amendments(version=version, due_on=DUE, by=world.agent, now=now)
    return version, element


def test_version_from_its_draft_to_its_adoption(world: World, now: datetime) -> None:
    version, element = discussed(world, now)
    one, other = (
        amended(world, version, element.key, "Dire tout"),
        amended(world, version, element.key, "Taire", "driver"),
    )
    actions.close_amendments(version=version, by=world.agent, now=now)
    decide = {"by": world.elected, "now": now}
    actions.decide_amendment(amendment=one, verb=AmendmentVerb.ACCEPT, reason="Juste.", **decide)
    actions.decide_amendment(amendment=other, verb=AmendmentVerb.REJECT, reason="Contraire.", **decide)
    adopted = actions.adopt_version(version=version, deliberation=" DEL-1 ", adopted_on=TODAY, by=world.agent, now=now)
    assert (adopted.state, adopted.deliberation, len(adopted.digest)) == (VersionState.ADOPTED, "DEL-1", 64)
    assert [(one.title_fr, one.title_en) for one in elements_of(version)] == [("Dire tout", "Dire tout (en)")]
    assert version_in_force(TODAY) == adopted
    assert list(Event.objects.order_by("sequence").values_list("kind", flat=True)) == [
        "strategy.version_opened",
        "strategy.element_written",
        "strategy.version_discussed",
        "strategy.amendment_proposed",
        "strategy.amendment_proposed",
        "strategy.version_closed",
        "strategy.amendment_decided",
        "strategy.amendment_decided",
        "strategy.version_adopted",
    ]


def test_next_version_starts_from_the_one_in_force_and_its_difference_applies(world: World, now: datetime) -> None:
    first = world.version()
    element = world.write(first, ElementKind.PRINCIPLE, "Dire ce qui est ouvert")
    world.commitment(first, "panels-au-travail", 1)
    world.adopt(first)
    second = world.version(title_fr="Deuxième")
    assert parts_of(elements_of(second)) == parts_of(elements_of(first))
    actions.write_element(
        version=second,
        kind=ElementKind.PRINCIPLE,
        words=Words("Dire ce qui est ouvert et fermé", "Say it"),
        key=element.key,
        by=world.agent,
        now=now,
    )
    world.write(second, ElementKind.PRINCIPLE, "Rencontrer")
    actions.remove_element(version=second, key="E1", by=world.agent, now=now)
    old, new = elements_of(first), elements_of(second)
    found = difference_between(old, new)
    assert [part.key for part in found.added] == ["P2"]
    assert [part.key for part in found.removed] == ["E1"]
    assert [(part.key, [(run.fate.value, run.text) for run in part.title_runs]) for part in found.changed] == [
        ("P1", [("kept", "Dire ce qui est ouvert"), ("added", " et fermé")])
    ]
    assert apply_difference(found.change, parts_of(old)) == parts_of(new)


def test_keys_are_never_used_again(world: World, now: datetime) -> None:
    version = world.version()
    element = world.write(version, ElementKind.PRINCIPLE, "Un")
    world.adopt(version)
    second = world.version()
    actions.remove_element(version=second, key=element.key, by=world.agent, now=now)
    assert world.write(second, ElementKind.PRINCIPLE, "Deux").key == "P2"


def test_arbitration_may_write_other_words(world: World, now: datetime) -> None:
    version, element = discussed(world, now)
    amendment = amended(world, version, element.key, "Dire tout")
    actions.close_amendments(version=version, by=world.agent, now=now)
    found = actions.decide_amendment(
        amendment=amendment,
        verb=AmendmentVerb.MODIFY,
        reason="À mi-chemin.",
        words=Words("Dire presque tout", "Say nearly all"),
        by=world.elected,
        now=now,
    )
    assert found.decided["title_fr"] == "Dire presque tout"
    assert elements_of(version)[0].title_fr == "Dire presque tout"


def test_amendment_to_a_text_that_changed_is_not_applied(world: World, now: datetime) -> None:
    version, element = discussed(world, now)
    first, second = (amended(world, version, element.key, title) for title in ("Un", "Deux"))
    actions.close_amendments(version=version, by=world.agent, now=now)
    decide = {"verb": AmendmentVerb.ACCEPT, "reason": "Oui.", "by": world.elected, "now": now}
    actions.decide_amendment(amendment=first, **decide)
    with pytest.raises(AlreadyAmended):
        actions.decide_amendment(amendment=second, **decide)
    assert elements_of(version)[0].title_fr == "Un"


def test_amendments_add_and_remove(world: World, now: datetime) -> None:
    version, element = discussed(world, now)
    ask = {"version": version, "reason": "Utile.", "by": world.driver, "now": now}
    add = actions.propose_amendment(change=Change.ADD, kind=ElementKind.AXIS, words=Words("Neuf", "New"), **ask)
    remove = actions.propose_amendment(change=Change.REMOVE, kind=ElementKind.AXIS, key=element.key, **ask)
    actions.close_amendments(version=version, by=world.agent, now=now)
    for amendment in (add, remove):
        actions.decide_amendment(
            amendment=amendment, verb=AmendmentVerb.ACCEPT, reason="Oui.", by=world.elected, now=now
        )
    assert [(one.key, one.title_fr) for one in elements_of(version)] == [("A1", "Neuf")]


def test_part_that_holds_others_is_not_removed(world: World, now: datetime) -> None:
    version = world.version()
    world.commitment(version, "panels-au-travail", 1)
    with pytest.raises(StillHolds):
        actions.remove_element(version=version, key="A1", by=world.agent, now=now)


def test_wrong_persons_are_refused(world: World, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        actions.open_version(title_fr="Pirate", title_en="Pirate", by=world.town, now=now)
    version, element = discussed(world, now)
    amendment = amended(world, version, element.key, "Dire tout")
    with pytest.raises(NotAllowed):
        actions.close_amendments(version=version, by=world.town, now=now)
    with pytest.raises(NotAllowed):
        actions.withdraw_amendment(amendment=amendment, by=world.driver, now=now)
    actions.close_amendments(version=version, by=world.agent, now=now)
    with pytest.raises(NotAllowed):  # arbitration is not the agent's
        actions.decide_amendment(amendment=amendment, verb=AmendmentVerb.ACCEPT, reason="Oui.", by=world.agent, now=now)
    with pytest.raises(NotAllowed):
        actions.adopt_version(version=version, deliberation="D", adopted_on=TODAY, by=world.elected, now=now)
    assert StrategyVersion.objects.get().state == VersionState.ARBITRATED


def test_bad_input_is_refused_and_nothing_is_written(world: World, now: datetime) -> None:
    version = world.version()
    with pytest.raises(AnotherVersionUnderWay):
        world.version()
    write = {"version": version, "by": world.agent, "now": now}
    with pytest.raises(TextNeeded):
        actions.write_element(kind=ElementKind.AXIS, words=Words("  "), **write)
    for kind, parent in ((ElementKind.OBJECTIVE, ""), (ElementKind.AXIS, "P1"), (ElementKind.COMMITMENT, "A1")):
        with pytest.raises(NoSuchPlace):
            actions.write_element(kind=kind, parent=parent, words=Words("Titre"), **write)
    assert elements_of(version) == []


def test_adoption_waits_for_arbitrations_and_translations(world: World, now: datetime) -> None:
    version = world.version()
    element = actions.write_element(
        version=version, kind=ElementKind.PRINCIPLE, words=Words("Sans anglais"), by=world.agent, now=now
    )
    actions.open_amendments(version=version, due_on=DUE, by=world.agent, now=now)
    amendment = amended(world, version, element.key, "Avec")
    with pytest.raises(ReasonNeeded):
        actions.propose_amendment(
            version=version, change=Change.REMOVE, kind=ElementKind.AXIS, key=element.key, reason=" ",
            by=world.town, now=now,
        )  # fmt: skip
    adopt = {"version": version, "deliberation": "D", "adopted_on": TODAY, "by": world.agent, "now": now}
    with pytest.raises(NotInThisState):
        actions.adopt_version(**adopt)
    actions.close_amendments(version=version, by=world.agent, now=now)
    with pytest.raises(AmendmentsPending):
        actions.adopt_version(**adopt)
    actions.decide_amendment(amendment=amendment, verb=AmendmentVerb.REJECT, reason="Non.", by=world.elected, now=now)
    with pytest.raises(TranslationMissing) as refused:
        actions.adopt_version(**adopt)
    assert "P1" in str(refused.value.message)
    assert version_in_force(TODAY) is None


def test_comment_is_of_its_body_and_of_its_time(world: World, now: datetime) -> None:
    version = world.version()
    with pytest.raises(NotInThisState):
        actions.comment_version(version=version, text="Trop tôt", by=world.town, now=now)
    actions.open_amendments(version=version, due_on=DUE, by=world.agent, now=now)
    comment = actions.comment_version(version=version, text=" Bien. ", by=world.town, now=now)
    assert (comment.text, comment.body) == ("Bien.", world.royat.body)


def test_an_adopted_version_and_its_commitments_are_found(world: World, now: datetime) -> None:
    """What a version drops is found no longer; an event told twice changes nothing; a draft is not found."""

    def adopted(number: str) -> None:
        world.adopt(StrategyVersion.objects.latest("number"), number)
        index_adopted(Event.objects.filter(kind="strategy.version_adopted").latest("sequence"), now)

    def found(words: str) -> list[tuple[str, str]]:
        return [(hit.kind, hit.url) for hit in search(words)]

    first = world.version()
    world.write(first, ElementKind.PRINCIPLE, "Dire les pâquerettes")
    kept = world.commitment(first, "maires-prevenus", 90)
    assert found("pâquerettes") == found("engagement") == []
    adopted("DEL-1")
    assert found("paquerette") == [("strategie", "/strategie/versions/1/")]
    assert ("engagement", f"/strategie/engagements/{kept.key}/") in found("engagement")
    second = world.version()
    actions.remove_element(version=second, key=kept.key, by=world.agent, now=now)
    adopted("DEL-2")
    adopted_again = Event.objects.filter(kind="strategy.version_adopted").latest("sequence")
    index_adopted(adopted_again, now)
    assert [kind for kind, _url in found("engagement")] == ["strategie"]
