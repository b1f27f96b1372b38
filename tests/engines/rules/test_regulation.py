"""A règlement is read whole, or refused with the place of what is wrong."""

import pytest

from belvedere.engines.rules.reading import RegulationError
from belvedere.engines.rules.regulation import read_regulation

STEP = {"effect": "debate", "rule": {"minimum_total": 3}}


def regulation(**changes: object) -> dict[str, object]:
    return {"id": "x", "authority": "A", "source": "S", "steps": [STEP]} | changes


def refusal(data: dict[str, object]) -> str:
    with pytest.raises(RegulationError) as refused:
        read_regulation(data)
    return str(refused.value)


def test_a_regulation_without_source_is_refused() -> None:
    assert refusal(regulation(source="")) == (
        "The règlement has no « source »: write it at the top; a règlement without it is refused."
    )


def test_an_unknown_word_is_refused_with_its_place() -> None:
    assert refusal(regulation(steps=[{"effect": "debate", "rule": {"total": 3}}])) == (
        "In the rule of step 1, « total » is unknown: the words are maximum_share, maximum_share_reading, minima, "
        "minimum_by_territory, minimum_level, minimum_total, percentage, reference, territories."
    )


def test_an_unknown_effect_is_refused() -> None:
    assert refusal(regulation(steps=[{"effect": "party", "rule": {"minimum_total": 3}}])).startswith(
        "In step 1, the effect « party » is unknown: write one of agenda, answer,"
    )


def test_a_rule_that_asks_nothing_is_refused() -> None:
    assert refusal(regulation(steps=[{"effect": "debate", "rule": {}}])) == (
        "The rule of step 1 asks nothing: write minimum_total, percentage or territories, or remove the step."
    )


def test_a_percentage_needs_what_it_is_taken_of() -> None:
    assert refusal(regulation(steps=[{"effect": "debate", "rule": {"percentage": "1/10"}}])) == (
        "In step 1, percentage and reference go together: a percentage is taken of something."
    )


@pytest.mark.parametrize("share", ["4/3", "0", "-1/3", "1/0", "a third", "1e999999999", "1e-999999999", f"1/{10**30}"])
def test_a_share_is_a_part_of_one(share: str) -> None:
    assert (
        refusal(regulation(steps=[{"effect": "debate", "rule": {"minimum_total": 3, "maximum_share": share}}]))
        == f'step 1, maximum_share is {share!r}: write a part of one, such as "1/3" or "0.05".'
    )


@pytest.mark.parametrize("total", [-1, 2.5, True, "12"])
def test_a_number_of_supports_is_whole(total: object) -> None:
    assert refusal(regulation(steps=[{"effect": "debate", "rule": {"minimum_total": total}}])) == (
        f"step 1, minimum_total is {total!r}: write a whole number that is not negative."
    )


def test_two_steps_of_one_code_are_refused() -> None:
    assert refusal(regulation(steps=[STEP | {"code": "a"}, STEP | {"code": "a"}])) == (
        "Two steps have the same code among a, a: give each its own."
    )


def test_no_step_is_refused() -> None:
    assert refusal(regulation(steps=[])) == "The règlement has no [[steps]]: write at least one."


def test_a_date_is_a_date() -> None:
    assert refusal(regulation(valid_from="2024")) == (
        "valid_from is '2024': write a date, such as 2024-02-01, without quotes."
    )
