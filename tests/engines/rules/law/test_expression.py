"""Conditions are parsed whole, or refused with the character at which reading stopped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.engines.rules.law.expression import (
    Among,
    Answer,
    Comparison,
    ExpressionError,
    Junction,
    Literal,
    Negation,
    Shift,
    parse_expression,
)


def test_or_binds_less_than_and_and_not_binds_most() -> None:
    assert parse_expression("a or not b and c") == Junction(
        "or", (Answer("a"), Junction("and", (Negation(Answer("b")), Answer("c"))))
    )


def test_two_negations_are_none() -> None:
    assert parse_expression("not not a") == Answer("a")


def test_lists_and_differences() -> None:
    assert parse_expression("x not in ['a', \"b\"] and y >= z - 1_000") == Junction(
        "and",
        (
            Among(Answer("x"), ("a", "b"), inside=False),
            Comparison(Answer("y"), ">=", Shift(Answer("z"), -1, Literal(1000))),
        ),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "at character 1, the end: a question, a number, a text between quotes or a parenthesis is expected here"),
        (
            "a and",
            "at character 6, the end: a question, a number, a text between quotes or a parenthesis is expected here",
        ),
        ("a b", "at character 3, « b »: write « and » or « or » between two conditions, or remove what follows"),
        ("a == 'x", "at character 6, « ' »: this sign is not part of the language"),
        ("(a or b", "at character 8, the end: « ) » is expected here"),
        ("a < b < c", "at character 7, « < »: compare two terms at a time and join with « and »"),
        ("a in 'x'", "at character 6, « x »: « [ » is expected here"),
        ("a in []", "at character 7, « ] »: write at least one text between quotes"),
        ("p[x]", "at character 3, « x »: write the key of a parameter between quotes, such as p['cu.r103_1.montant']"),
        ("a not b", "at character 7, « b »: « in » is expected after « not »"),
        (
            "__import__('os')",
            "at character 11, « ( »: write « and » or « or » between two conditions, or remove what follows",
        ),
        (
            "(" * 40 + "a" + ")" * 40,
            "at character 31, « ( »: the condition is nested too deep: split it into two rules",
        ),
    ],
)
def test_what_cannot_be_read_says_where(text: str, message: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        parse_expression(text)
    assert str(refused.value).replace("« 'x' »", "« x »") == message


@given(st.text(alphabet="ab'\"()[]<>=!+-., 01notinadrp", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    told = ""
    try:
        parse_expression(text)
    except ExpressionError as refused:
        told = str(refused)
    assert told == "" or told.startswith("at character ")
