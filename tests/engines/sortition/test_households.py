"""Addresses in one spelling, and who may live together."""

import doctest
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.engines.sortition import addresses, households, street_names
from belvedere.engines.sortition.addresses import Address, Number, cleaned_address, letters_of
from belvedere.engines.sortition.households import Difference, Proposal, Resident, household_ids, proposals
from belvedere.engines.sortition.street_names import affinity


@pytest.mark.parametrize("module", [addresses, street_names, households])
def test_examples(module: object) -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("written", "number", "way", "street", "flat"),
    [
        ("12R HAUTE", ("12", ""), "rue", "haute", {}),
        ("3 rue du 8 Mai 1945", ("3", ""), "rue", "8 mai 1945", {}),
        ("rue du 8 Mai 1945", ("", ""), "rue", "8 mai 1945", {}),
        ("Résidence les Pins, Bât. C, 14 all. des Roses", ("14", ""), "allee", "roses residence pins",
         {"batiment": "c"}),
        ("Apt 12, 5 pl. de Jaude", ("5", ""), "place", "jaude", {"appartement": "12"}),
        ("5 cours Sablon bât B esc 2 appt 14", ("5", ""), "cours", "sablon",
         {"appartement": "14", "batiment": "b", "escalier": "2"}),
        ("12-14 bd Lavoisier", ("12", ""), "boulevard", "lavoisier", {}),
        ("012 ter bld Lavoisier 3e étage", ("12", "ter"), "boulevard", "lavoisier", {"etage": "3"}),
        ("12 B rue Lavoisier, RDC", ("12", "bis"), "rue", "lavoisier", {"etage": "0"}),
        ("n° 4 imp. St-Éloi", ("4", ""), "impasse", "saint eloi", {}),
        ("10 rue de la Tour d'Auvergne", ("10", ""), "rue", "tour auvergne", {}),
        ("21 rue de la 1ère Armée", ("21", ""), "rue", "1ere armee", {}),
        ("Le Bourg", ("", ""), "", "bourg", {}),
        ("", ("", ""), "", "", {}),
    ],
)  # fmt: skip
def test_addresses(written: str, number: tuple[str, str], way: str, street: str, flat: dict[str, str]) -> None:
    expected = Address(Number(*number), way, tuple(street.split()), "63000", "aubiere", tuple(sorted(flat.items())))
    assert cleaned_address(written, "63000", "Aubière") == expected
    if street:
        assert cleaned_address(f"{written}, 63 000 AUBIÈRE CEDEX 2") == expected


@given(st.text(max_size=40))
def test_any_text_is_cleaned_once_for_all(text: str) -> None:
    once = letters_of(text)
    assert letters_of(once) == once
    assert cleaned_address(text) == cleaned_address(once)


@given(st.lists(st.sampled_from(["hugo", "victor", "v", "8", "mai", "lavoisier", "lavoizier"]), max_size=3), st.data())
def test_affinity_is_symmetric(one: list[str], data: st.DataObject) -> None:
    other = data.draw(st.permutations(one))
    assert affinity(one, other) == affinity(other, one)
    assert affinity(one, one) == 1


def _proposals(homes: dict[str, str], surnames: dict[str, str] | None = None, code: str = "63000") -> list[tuple]:
    residents = [
        Resident(name, cleaned_address(home, code), (surnames or {}).get(name, "")) for name, home in homes.items()
    ]
    found = proposals(residents)
    assert proposals(reversed(residents)) == found
    return [(" ".join(one.members), round(one.score, 3), *one.differences) for one in found]


def test_one_spelling_or_another() -> None:
    homes = {
        "a": "12 bis av. Victor Hugo",
        "b": "12B, Avenue Victor-Hugo",
        "c": "12 ter av. Victor Hugo",
        "d": "14 av. Victor Hugo",
    }
    assert _proposals(homes) == [("a b", 1.0)]


@pytest.mark.parametrize(
    ("one", "other", "score", "differences"),
    [
        ("12 rue Lavoisier", "12 rue Lavoizier", 0.889, [Difference.STREET_SPELLING]),
        ("12 rue Lavoisier", "12 rue Lavosier", 0.889, [Difference.STREET_SPELLING]),
        ("12 rue Lavoisier", "12 rue Lavoisire", 0.889, [Difference.STREET_SPELLING]),
        ("12 rue Lavoisier", "12 av Lavoisier", 0.8, [Difference.WAY]),
        ("12 rue Lavoisier", "12 rue Lavoisier apt 3", 0.9, [Difference.FLAT_MISSING]),
        ("12 rue V. Hugo", "12 rue Victor Hugo", 0.9, [Difference.STREET_SPELLING]),
        ("12 rue Hugo", "12 rue Victor Hugo", 0.92, [Difference.STREET_SPELLING]),
    ],
)
def test_small_differences(one: str, other: str, score: float, differences: list[Difference]) -> None:
    assert _proposals({"a": one, "b": other}) == [("a b", score, *differences)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 rue Lavoisier", "13 rue Lavoisier"),
        ("12 rue Lavoisier apt 2", "12 rue Lavoisier apt 3"),
        ("12 rue Lavoisier", "12 rue Pasteur"),
        ("12 rue du 8 mai", "12 rue du 9 mai"),
        ("12 rue Lavoisier, 63100 Clermont-Ferrand", "12 rue Lavoisier, 69000 Lyon"),
        ("", ""),
    ],
)
def test_those_who_do_not_live_together(one: str, other: str) -> None:
    assert _proposals({"a": one, "b": other}, code="") == []


def test_postal_codes_and_towns() -> None:
    one, other = "1 rue Haute 63000 Clermont-Ferrand", "1 rue Haute 63100 Clermont Ferrand"
    assert _proposals({"a": one, "b": other}, code="") == [("a b", 0.9, Difference.POSTAL_CODE)]
    assert _proposals({"a": one, "b": "1 rue Haute 63000 Clermont-Fd"}, code="") == [("a b", 0.97, Difference.TOWN)]


def test_a_building_is_proposed_by_family() -> None:
    homes = dict.fromkeys("abcdef", "7 rue Haute")
    surnames = {"a": "Durand", "b": "DURAND", "c": "Petit", "d": "Roux", "e": "Blanc", "f": "Noir"}
    assert _proposals(homes) == []
    assert _proposals(homes, surnames) == [("a b", 1.0)]


def test_surnames_help() -> None:
    homes = {"a": "7 rue Haute", "b": "7 rue Haute"}
    assert _proposals(homes, {"a": "Durand", "b": "Petit"}) == [("a b", 0.85, Difference.SURNAMES)]
    homes["b"] = "7 rue Haute apt 1"
    assert _proposals(homes, {"a": "Durand", "b": "Durand"}) == [("a b", 0.93, Difference.FLAT_MISSING)]


def test_groups_that_share_a_person_are_one_household() -> None:
    assert household_ids([("e", "d"), ("c", "b"), ("b", "a"), ("d", "c")]) == dict.fromkeys("abcde", "a")
    assert household_ids([]) == {}


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=4), max_size=6), st.randoms())
def test_the_order_of_the_groups_does_not_matter(groups: list[list[str]], chance: object) -> None:
    expected = household_ids(groups)
    shuffled = [chance.sample(group, len(group)) for group in chance.sample(groups, len(groups))]
    assert household_ids(shuffled) == expected
    assert all(len({expected[name] for name in group}) == 1 for group in groups)


def test_many_addresses_take_a_time_in_proportion() -> None:
    """Everybody at one number of one town: all pairs would be 32 million comparisons."""
    started = time.process_time()
    residents = [Resident(f"{rank:05}", cleaned_address(f"1 rue {rank:b}", "63000")) for rank in range(8_000)]
    assert proposals(residents) == ()
    assert time.process_time() - started < 12


def test_a_proposal_is_a_value() -> None:
    resident = Resident("a", cleaned_address("1 rue Haute"))
    other = Resident("b", resident.address)
    assert proposals([other, resident]) == (Proposal(("a", "b"), 1.0, ()),)
