"""Each of the ten rules, kept and broken; a file of rules that cannot be read says where."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from belvedere.engines.rules.subsidiarity.judging import Outcome, judge_plan
from belvedere.engines.rules.subsidiarity.plan import Asked, Plan
from belvedere.engines.rules.subsidiarity.ruleset import SubsidiarityError, read_rules, shipped_rules, shipped_text

OPENS, CLOSES = date(2026, 12, 1), date(2026, 12, 31)
IN_TIME = date(2026, 11, 10)  # 21 days before
GOOD = Plan(
    opens_on=OPENS,
    closes_on=CLOSES,
    asked_by="metropole",
    asked_by_kind="metropole",
    decided_by=frozenset({"metropole"}),
    touched=frozenset({"royat", "durtol"}),
    asked_in=frozenset({"royat", "durtol"}),
    to_be_told=frozenset({"royat", "durtol"}),
    told_on={"royat": IN_TIME, "durtol": IN_TIME},
    file="ligne-nuit",
    subject="bus-de-nuit",
    publics=frozenset({"jeunes"}),
    under_a_state_procedure=False,
    council_is_due=False,
    takes_requests=True,
    forwards_in_working_days=10,
    answered_in=frozenset({"royat", "durtol"}),
    evaluation_goes_up=True,
)
BEFORE = Asked(
    "ancienne",
    "metropole",
    date(2025, 1, 1),
    date(2025, 2, 1),
    subject="bus-de-nuit",
    asked_in=frozenset({"royat"}),
    publics=frozenset({"jeunes", "aines"}),
)
OTHER_DOOR = Asked("voisine", "smtc-ac", date(2026, 12, 20), date(2027, 1, 20), file="ligne-nuit")


def judged(plan: Plan, *others: Asked) -> dict[str, tuple[Outcome, tuple[str, ...]]]:
    rules = shipped_rules()
    found = judge_plan(rules, plan, others, figures=rules.figures_on(OPENS))
    return {verdict.rule.id: (verdict.outcome, verdict.because) for verdict in found}


def broken(plan: Plan, *others: Asked) -> dict[str, tuple[str, ...]]:
    return {rule: because for rule, (outcome, because) in judged(plan, *others).items() if outcome is Outcome.BROKEN}


def test_good_plan_breaks_nothing() -> None:
    assert {rule: outcome.value for rule, (outcome, _because) in judged(GOOD).items()} == {
        "R1": "kept",
        "R2": "kept",
        "R3": "kept",
        "R4": "kept",
        "R5": "not_concerned",
        "R6": "kept",
        "R7": "not_concerned",
        "R8": "not_concerned",
        "R9": "not_concerned",
        "R10": "kept",
    }


@pytest.mark.parametrize(
    ("rule", "because", "change", "others"),
    [
        ("R1", (), {"decided_by": frozenset({"smtc-ac"})}, ()),
        ("R2", ("blanzat",), {"touched": frozenset({"royat", "durtol", "blanzat"})}, ()),
        ("R2", (), {"touched": frozenset({"royat"})}, ()),
        ("R3", ("durtol",), {"told_on": {"royat": IN_TIME, "durtol": date(2026, 11, 11)}}, ()),
        ("R3", ("durtol", "royat"), {"told_on": {}}, ()),
        ("R4", ("voisine",), {}, (OTHER_DOOR,)),
        ("R5", (), {"asked_by": "spl", "asked_by_kind": "spl", "decided_by": frozenset({"spl"})}, ()),
        ("R6", (), {"forwards_in_working_days": 11}, ()),
        ("R7", ("ancienne",), {}, (BEFORE,)),
        ("R8", (), {"under_a_state_procedure": True}, ()),
        ("R9", (), {"council_is_due": True}, ()),
        ("R9", (), {"council_is_due": True, "council_seised_on": CLOSES}, ()),
        ("R10", ("durtol",), {"answered_in": frozenset({"royat"})}, ()),
        ("R10", (), {"evaluation_goes_up": False}, ()),
    ],
)
def test_each_rule_alone_is_broken(
    rule: str, because: tuple[str, ...], change: dict[str, Any], others: tuple[Asked, ...]
) -> None:
    assert broken(replace(GOOD, **change), *others) == {rule: because}


@pytest.mark.parametrize(
    ("change", "others"),
    [
        ({"decided_by": frozenset({"smtc-ac"}), "jointly_with": frozenset({"smtc-ac"})}, ()),
        ({"jointly_with": frozenset({"smtc-ac"})}, (OTHER_DOOR,)),
        ({}, (replace(OTHER_DOOR, opens_on=date(2027, 1, 1)),)),
        ({"asked_by": "spl", "asked_by_kind": "spl", "mandated_by": "metropole"}, ()),
        ({"says_what_is_known": True}, (BEFORE,)),
        ({}, (replace(BEFORE, opens_on=date(2024, 1, 1), closes_on=date(2024, 12, 1)),)),
        ({}, (replace(BEFORE, publics=frozenset({"aines"})),)),
        ({"under_a_state_procedure": True, "only_documents": True}, ()),
        ({"council_is_due": True, "council_seised_on": IN_TIME}, ()),
        ({"takes_requests": False, "forwards_in_working_days": None}, ()),
    ],
)
def test_what_mends_a_rule(change: dict[str, Any], others: tuple[Asked, ...]) -> None:
    assert broken(replace(GOOD, **change), *others) == {}


def test_what_nobody_said_is_unknown_and_never_kept() -> None:
    plan = replace(GOOD, forwards_in_working_days=None, council_is_due=None, evaluation_goes_up=None)
    found = judged(plan)
    assert {rule for rule, (outcome, _because) in found.items() if outcome is Outcome.UNKNOWN} == {"R6", "R9", "R10"}


def test_figure_of_the_authority_is_obeyed() -> None:
    rules = shipped_rules()
    figures = rules.figures_on(OPENS) | {"notice_days": 22}
    found = judge_plan(rules, GOOD, [], figures=figures)
    assert [verdict.rule.id for verdict in found if verdict.outcome is Outcome.BROKEN] == ["R3"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "R2"', 'id = "R1"', "same id"),
        ("decideurs > 0", "decideurs >", "R1, applies"),
        ("decideurs > 0", "inconnu > 0", "« inconnu » is unknown"),
        ("p['forward_working_days']", "p['autre']", "« autre » is unknown"),
        ('key = "notice_days"', 'key = "autre"', "autre"),
        ('told_by = "autres_portes"', 'told_by = "autre"', "told_by"),
        ('en = "Whoever decides consults"', 'en = ""', "in each language"),
        ('confidence = "V26"', 'trust = "V26"', "missing or unknown"),
        ('version = "2026.1"', "version = ", "TOML"),
    ],
)
def test_wrong_file_is_refused_with_its_place(old: str, new: str, said: str) -> None:
    with pytest.raises(SubsidiarityError, match=said):
        read_rules(shipped_text().replace(old, new))


def test_file_without_rules_is_refused() -> None:
    with pytest.raises(SubsidiarityError, match="at least one"):
        read_rules("")
