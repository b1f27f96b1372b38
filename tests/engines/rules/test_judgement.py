"""Steps judged against brute force and by hand."""

from collections import Counter
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from belvedere.engines.rules.judgement import (
    Asked,
    Left,
    Support,
    closing_day,
    judge,
    largest_within_share,
)
from belvedere.engines.rules.months import add_months
from belvedere.engines.rules.regulation import Level, Reference, Regulation, read_regulation
from belvedere.engines.rules.wording import sentence

DAY = date(2026, 3, 2)
counts_by_commune = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 12), max_size=6)
shares = st.builds(Fraction, st.integers(1, 6), st.just(6))


def regulation(rule: dict[str, object], **changes: object) -> Regulation:
    steps = [{"effect": "debate", "rule": rule}]
    return read_regulation({"id": "x", "authority": "A", "source": "S", "steps": steps} | changes)


def supports(counts: dict[str, int]) -> list[Support]:
    return [Support(code, DAY, count=count) for code, count in counts.items()]


@given(counts_by_commune, shares)
def test_the_most_that_can_be_counted_is_found(counts: dict[str, int], share: Fraction) -> None:
    counted = largest_within_share(counts, share)
    total = counted.total()
    assert all(0 < counted[code] <= counts[code] and counted[code] <= share * total for code in counted)
    possible = [t for t in range(sum(counts.values()) + 1) if sum(min(n, int(share * t)) for n in counts.values()) >= t]
    assert total == max(possible)


@given(counts_by_commune, st.integers(0, 40), st.integers(0, 6), st.integers(1, 5), shares)
def test_a_step_is_met_when_plain_counting_says_so(
    counts: dict[str, int], total: int, communes: int, each: int, share: Fraction
) -> None:
    rule = {"minimum_total": total, "territories": communes, "minimum_by_territory": each, "maximum_share": str(share)}
    [step] = judge(regulation(rule), supports(counts), on=DAY).steps
    everything = sum(counts.values())
    assert step.met is (
        everything >= total
        and sum(1 for count in counts.values() if count >= each) >= communes
        and all(count <= share * everything for count in counts.values())
    )


@given(counts_by_commune, st.integers(1, 40), st.integers(1, 6), st.integers(1, 5))
def test_what_is_said_to_be_missing_suffices(counts: dict[str, int], total: int, communes: int, each: int) -> None:
    judged = judge(
        regulation({"minimum_total": total, "territories": communes, "minimum_by_territory": each}),
        supports(counts),
        on=DAY,
    ).steps[0]
    given_more = Counter(counts)
    by_kind = {condition.kind: condition for condition in judged.conditions}
    for code, gap in by_kind[Asked.TERRITORIES].nearest:
        given_more[code] += gap
    for new in range((by_kind[Asked.TERRITORIES].missing or 0) - len(by_kind[Asked.TERRITORIES].nearest)):
        given_more[f"new {new}"] += each
    given_more["a"] += by_kind[Asked.TOTAL].missing or 0
    rule = {"minimum_total": total, "territories": communes, "minimum_by_territory": each}
    assert judge(regulation(rule), supports(given_more), on=DAY).steps[0].met


@given(counts_by_commune.filter(bool), shares)
def test_a_share_holds_again_with_what_others_must_bring(counts: dict[str, int], share: Fraction) -> None:
    rule = regulation({"minimum_total": 1, "maximum_share": str(share)})
    condition = judge(rule, supports(counts), on=DAY).steps[0].conditions[1]
    more = {f"new {position}": 1 for position in range(condition.missing or 0)}
    assert judge(rule, supports(counts | more), on=DAY).steps[0].conditions[1].met


def test_supports_left_aside_are_counted_by_reason() -> None:
    rules = regulation({"minimum_total": 1}, who={"minimum_age": 16}, collection={"months": 1})
    given_supports = [
        Support("a", date(2026, 2, 1)),
        Support("a", date(2026, 3, 2), age=16),
        Support("a", date(2026, 3, 2), age=15),
        Support("a", date(2026, 4, 2)),
        Support("a", date(2026, 4, 3), count=3),
        Support("a", date(2026, 6, 1), count=2),
    ]
    judged = judge(rules, given_supports, on=date(2026, 5, 1), opened_on=DAY)
    assert judged.left == {Left.CLOSED: 3, Left.LATER: 2, Left.BEFORE: 1, Left.YOUNG: 1}
    assert judged.by_territory == {"a": 2}


def test_only_supporters_known_surely_enough_count() -> None:
    rules = regulation({"minimum_total": 2, "minimum_level": "sms"})
    judged = judge(rules, [Support("a", DAY, Level.EMAIL), Support("a", DAY, Level.REGISTER)], on=DAY)
    assert (judged.steps[0].counted, judged.steps[0].met, judged.total) == (1, False, 2)


def test_a_percentage_is_rounded_up_and_unknown_without_its_number() -> None:
    rules = regulation({"percentage": "1/10", "reference": "registered_voters"})
    voters = {"registered_voters": Reference(101, "S")}
    assert judge(rules, supports({"a": 10}), on=DAY, references=voters).steps[0].conditions[0].missing == 1
    assert judge(rules, supports({"a": 11}), on=DAY, references=voters).steps[0].met is True
    unknown = judge(rules, supports({"a": 11}), on=DAY).steps[0]
    assert (unknown.met, unknown.conditions[0].missing) == (None, None)
    assert sentence(unknown, "en") == "The percentage cannot be judged: the number it is taken of is unknown."


def test_one_missing_support_is_singular() -> None:
    judged = judge(regulation({"minimum_total": 2, "territories": 3}), supports({"a": 1}), on=DAY).steps[0]
    assert sentence(judged, "fr") == "Il manque 1\u00a0soutien et 2\u00a0communes."
    assert sentence(judged, "en") == "Still missing: 1 support and 2 communes."


def test_the_reading_of_a_share_changes_the_verdict() -> None:
    counts = {"Ville": 700, "b": 100, "c": 100, "d": 100}
    rule = {"minimum_total": 450, "maximum_share": "1/3"}
    raw = judge(regulation(rule), supports(counts), on=DAY).steps[0]
    counted = judge(regulation(rule | {"maximum_share_reading": "counted"}), supports(counts), on=DAY).steps[0]
    assert (raw.met, raw.conditions[1].share_of, raw.conditions[1].missing) == (False, "Ville", 1100)
    assert (counted.met, counted.counted) == (True, 450)


def test_windows_end_on_the_same_day_of_a_later_month() -> None:
    assert add_months(date(2024, 12, 15), 1) == date(2025, 1, 15)
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert closing_day(regulation({"minimum_total": 1}, collection={"days": 30}), DAY) == date(2026, 4, 1)
    assert closing_day(regulation({"minimum_total": 1}), DAY) is None
