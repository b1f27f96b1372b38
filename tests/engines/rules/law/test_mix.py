"""The mix of methods against brute force, and the level that a project should announce."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belvedere.engines.rules.law.level import Advised, Limit, advise_level
from belvedere.engines.rules.law.methods import Channel, Level, Method, Public, read_catalogue
from belvedere.engines.rules.law.mix import Wanted, best_mix
from belvedere.engines.rules.law.ruleset import RuleSetError
from belvedere.engines.rules.law.shipped import METHODS, shipped_texts
from tests.engines.rules.law.cases import INSPIRE, facts, verdicts

CATALOGUE = read_catalogue(shipped_texts()[METHODS])
EVERYONE = Wanted(frozenset(Public), frozenset({Level.CONSULT, Level.CONCERT}), frozenset(Channel), 60, 60_000)


def test_the_catalogue_keeps_its_thirty_one_methods() -> None:
    assert len(CATALOGUE.methods) == 31
    assert CATALOGUE.confidence.is_certain is False


def test_a_mix_says_what_each_method_adds() -> None:
    mix = best_mix(CATALOGUE.methods, EVERYONE)
    assert (mix.staff_days <= 60, mix.cost_high <= 60_000, len(mix.chosen) <= 4) == (True, True, True)
    assert all(chosen.adds for chosen in mix.chosen)
    assert mix.covered | mix.uncovered == frozenset(EVERYONE.cells)
    assert frozenset().union(*(chosen.covers for chosen in mix.chosen)) == mix.covered


def test_nothing_fits_without_means() -> None:
    mix = best_mix(CATALOGUE.methods, Wanted(EVERYONE.publics, EVERYONE.levels, EVERYONE.channels, 3, 1000))
    assert (mix.chosen, mix.covered) == ((), frozenset())


@given(
    st.sets(st.sampled_from(list(Public)), min_size=1),
    st.sets(st.sampled_from(list(Level)), min_size=1, max_size=2),
    st.sets(st.sampled_from(list(Channel)), min_size=1),
    st.sampled_from([10, 25, 60]),
    st.sampled_from([4_000, 20_000, 80_000]),
    st.sampled_from([None, "diagnostic", "programme"]),
    st.sets(st.sampled_from(sorted(CATALOGUE.methods)), min_size=6, max_size=11),
)
@settings(max_examples=25)
def test_the_mix_is_the_best_of_all(
    publics: set[Public],
    levels: set[Level],
    channels: set[Channel],
    days: float,
    budget: float,
    phase: str | None,
    names: set[str],
) -> None:
    methods = {name: CATALOGUE.methods[name] for name in names}
    wanted = Wanted(frozenset(publics), frozenset(levels), frozenset(channels), days, budget, phase)

    def worth(chosen: tuple[Method, ...]) -> tuple[float, ...]:
        covered = {
            cell
            for cell in wanted.cells
            if any(cell[0] in m.publics and cell[1] in m.levels and cell[2] in m.channels for m in chosen)
        }
        cost, staff = sum(m.cost_high for m in chosen), sum(m.staff_days for m in chosen)
        return (-len(covered), cost, staff, -sum(m.inclusion for m in chosen))

    sets = [
        chosen
        for size in range(5)
        for chosen in combinations(methods.values(), size)
        if sum(m.staff_days for m in chosen) <= days
        and sum(m.cost_high for m in chosen) <= budget
        and all(m.suits(phase) for m in chosen)
    ]
    found = best_mix(methods, wanted)
    assert worth(tuple(chosen.method for chosen in found.chosen)) == min(map(worth, sets))


def advised(given_answers: dict[str, object], wished: Level | None = None) -> Advised:
    found = verdicts(given_answers)
    return advise_level(facts(given_answers), found.values(), CATALOGUE.methods.values(), wished)


def test_nothing_open_under_a_compulsory_consultation_is_a_gap_of_promise() -> None:
    found = advised({**INSPIRE, "marge": "rien"})
    assert (found.level, found.least, found.most) == (Level.INFORM, Level.CONCERT, Level.INFORM)
    assert (found.gap, found.may_say_consultation, found.binding) == (True, False, Limit.ROOM)
    assert found.least_because == ("CU-R103-1-2",)


def test_the_room_binds_not_the_budget() -> None:
    means = {"jours_agents": 300, "budget_participation": 500_000}
    found = advised({"nature": "budget", "marge": "modalites", **means}, Level.CO_BUILD)
    assert (found.level, found.binding, found.tenable, found.gap) == (
        Level.CONSULT,
        Limit.ROOM,
        Level.CO_DECIDE,
        False,
    )


def test_the_means_bind() -> None:
    means = {"jours_agents": 5, "budget_participation": 2_000}
    found = advised({"nature": "budget", "marge": "programme", **means}, Level.CO_BUILD)
    assert (found.level, found.binding, found.most) == (Level.CONCERT, Limit.MEANS, Level.CO_BUILD)


def test_irreversible_and_disputed_owes_a_consultation() -> None:
    found = advised({"nature": "budget", "marge": "variantes", "irreversible": True, "conflit": "fort"})
    assert (found.level, found.binding, found.least_because) == (Level.CONCERT, Limit.STAKES, ("enjeux",))


def test_deciding_together_needs_a_written_mandate() -> None:
    open_project = {"nature": "budget", "marge": "opportunite"}
    assert advised(open_project, Level.CO_DECIDE).level is Level.CO_BUILD
    assert advised({**open_project, "mandat_elu": True}, Level.CO_DECIDE).level is Level.CO_DECIDE


def test_no_level_while_nobody_said_what_is_open() -> None:
    found = advised(INSPIRE)
    assert (found.level, found.binding, found.may_say_consultation) == (None, None, None)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('cost = "A"', 'cost = "E"', "the cost « E » is not described in [costs]: write one of A, B, C, D"),
        ("inclusion = 1", "inclusion = 9", "« inclusion » goes from 1 to 5"),
        ('levels = ["informer", "consulter"]', "levels = []", "« levels » is empty: write at least one of informer"),
    ],
)
def test_a_method_that_cannot_be_read_is_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(RuleSetError) as refused:
        read_catalogue(shipped_texts()[METHODS].replace(old, new, 1))
    assert str(refused.value).startswith(f"methods.toml, reunion_publique: {message}")
