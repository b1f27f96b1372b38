"""A published draw: any byte changed is refused, twice over; replacements follow the chain."""

import json
import random

import pytest

from belvedere.engines.sortition.lottery import uniform_lottery
from belvedere.engines.sortition.problem import Person, Problem, Quota
from belvedere.engines.sortition.problem_json import canonical
from belvedere.engines.sortition.publication import (
    BadFolder,
    Folder,
    Promise,
    committed_files,
    findings_of,
    replacement_file,
    result_file,
)
from belvedere.engines.sortition.randomness import Kind, Randomness, panel_number
from belvedere.engines.sortition.solving import solve
from belvedere.engines.sortition.succession import NobodyLeft, WrongLink, alternates_of, anchor_of, opened, successors
from tools import verify_draw

SECRET = "a secret"
QUOTAS = (Quota("sexe", "F", 1, 1), Quota("sexe", "H", 1, 2), Quota("âge", "16-29", 0, 2), Quota("âge", "30+", 1, 3))
PEOPLE = tuple(
    Person(
        f"P{number}", ("F" if number % 2 else "H", "16-29" if number < 4 else "30+"), "1" if number in (2, 3) else None
    )
    for number in range(9)
)
PROBLEM = canonical(Problem(3, QUOTAS, PEOPLE))


@pytest.fixture(scope="module")
def committed() -> dict[str, str]:
    solution = solve(PROBLEM)
    return committed_files(
        PROBLEM,
        solution.probabilities,
        uniform_lottery(PROBLEM, solution, size=10),
        promise=Promise(Kind.DICE_10, 1, "2026-11-02T18:00:00+00:00", "Salle du conseil", alternates=2),
        anchor=anchor_of(SECRET),
        objective="leximin",
        version="0",
        at="2026-11-01T10:00:00+00:00",
    )


@pytest.fixture(scope="module")
def drawn(committed: dict[str, str]) -> dict[str, str]:
    chance = Randomness(Kind.DICE_10, ("7",))
    return committed | result_file(committed, chance, at="2026-11-02T18:30:00+00:00")


@pytest.fixture(scope="module")
def replaced(drawn: dict[str, str]) -> dict[str, str]:
    leaving = min(Folder(drawn).members_after([])[0])
    return drawn | replacement_file(drawn, leaving, value=opened(SECRET, 1), at="2026-12-01T10:00:00+00:00")


def wrong_outside(files: dict[str, str]) -> bool:
    """Tell whether the stand-alone script refuses a folder."""
    try:
        verify_draw.verify(files)
    except (verify_draw.Wrong, KeyError, IndexError, TypeError, ValueError, AttributeError, ZeroDivisionError):
        return True
    return False


def test_whole_folders_pass_both_checks(
    committed: dict[str, str], drawn: dict[str, str], replaced: dict[str, str]
) -> None:
    for files in (committed, drawn, replaced):
        assert findings_of(files) == ()
        assert not wrong_outside(files)


def test_the_script_says_who_sits(replaced: dict[str, str]) -> None:
    folder = Folder(replaced)
    members, gone = folder.members_after(folder.replacements)
    assert verify_draw.verify(replaced)[-1] == "Membres / members: " + " ".join(sorted(members))
    assert len(members) == 3
    assert not members & gone


def test_every_changed_byte_is_refused_by_both_checks(replaced: dict[str, str]) -> None:
    for name, text in replaced.items():
        for place in range(len(text)):
            changed = text[:place] + chr(ord(text[place]) ^ 1) + text[place + 1 :]
            files = replaced | {name: changed}
            assert findings_of(files) != (), (name, place)
            assert wrong_outside(files), (name, place)


@pytest.mark.parametrize("name", ["problem.json", "lottery.csv", "probabilities.csv", "commitment.json", "result.json"])
def test_a_missing_file_is_said(replaced: dict[str, str], name: str) -> None:
    files = {other: text for other, text in replaced.items() if other != name}
    assert findings_of(files) != ()
    assert wrong_outside(files)


def test_a_foreign_file_is_refused(drawn: dict[str, str]) -> None:
    assert findings_of(drawn | {"noms.csv": "x"}) == ("noms.csv is no file of a draw",)
    assert wrong_outside(drawn | {"noms.csv": "x"})


def test_both_implementations_draw_the_same_panel_a_thousand_times() -> None:
    chance = random.Random(3)  # noqa: S311 -- examples, not secrets
    for _ in range(1000):
        kind = chance.choice([Kind.DICE_10, Kind.DICE_6, Kind.BEACON, Kind.SEALED, Kind.PUBLIC_DRAWS])
        values = {
            Kind.DICE_10: [str(chance.randint(0, 9)) for _ in range(chance.randint(3, 12))],
            Kind.DICE_6: [str(chance.randint(1, 6)) for _ in range(12)],
            Kind.BEACON: [f"{chance.getrandbits(256):064x}"],
            Kind.SEALED: [f"{chance.getrandbits(64):x}" for _ in range(3)],
            Kind.PUBLIC_DRAWS: [" ".join(str(chance.randint(1, 49)) for _ in range(6)) for _ in range(2)],
        }[kind]
        commitment, size = f"{chance.getrandbits(256):064x}", chance.choice([10, 997, 1000])
        ours = panel_number(Randomness(kind, tuple(values)), commitment=commitment, size=size)
        assert verify_draw.drawn_number(kind.value, values, commitment, size) == ours


def test_a_replacement_keeps_the_quotas_and_opens_the_next_link_only(drawn: dict[str, str]) -> None:
    members = Folder(drawn).members_after([])[0]
    leaving = max(members)
    for name in successors(PROBLEM, members - {leaving}, frozenset({leaving})):
        places = {person.id: place for place, person in enumerate(PROBLEM.people)}
        assert PROBLEM.is_panel(tuple(places[one] for one in {*members, name} - {leaving}))
    with pytest.raises(WrongLink):
        replacement_file(drawn, leaving, value=opened(SECRET, 2), at="")
    with pytest.raises(BadFolder, match="nobody to replace"):
        replacement_file(drawn, "P99", value=opened(SECRET, 1), at="")


def test_alternates_are_named_in_turn_and_come_first(drawn: dict[str, str]) -> None:
    folder = Folder(drawn)
    members, named = folder.members_after([])[0], folder.alternates
    assert verify_draw.verify(drawn)[3] == "Suppléants / alternates: " + " ".join(named)
    assert len(named) == len(set(named)) == 2
    assert not set(named) & members
    leaving = min(members)
    possible = successors(PROBLEM, members - {leaving}, frozenset({leaving}))
    expected = [name for name in possible if name in named] or possible
    coming = json.loads(replacement_file(drawn, leaving, value=opened(SECRET, 1), at="")["replacement-001.json"])[
        "coming"
    ]
    assert coming in expected


def test_when_everybody_is_gone_it_is_said() -> None:
    alone = Problem(1, (Quota("sexe", "F", 1, 1),), (Person("a", ("F",)),))
    assert successors(alone, frozenset(), frozenset({"a"})) == []
    from belvedere.engines.sortition.succession import successor  # noqa: PLC0415 -- only here

    assert alternates_of(alone, frozenset({"a"}), count=3, commitment="00" * 32) == ()
    with pytest.raises(NobodyLeft):
        successor(alone, frozenset(), frozenset({"a"}), value="x", commitment="00" * 32)
