"""Answers as people type them."""

from datetime import date

from belvedere.engines.rules.law.ruleset import Kind, Question

YES, NO = "oui", "non"


def read_text(question: Question, text: str) -> str | bool | float:
    """Return an answer as it was typed, in the form that the rules take.

    Raises
    ------
    ValueError
        When it does not answer the question.
    """
    match question.kind:
        case Kind.YES_NO if text in {YES, NO}:
            return text == YES
        case Kind.CHOICE if text in question.options:
            return text
        case Kind.NUMBER:
            number = float(text.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", "."))
            if not question.lowest <= number < float("inf"):
                raise ValueError(text)
            return int(number) if number.is_integer() else number
        case Kind.DATE:
            return _day_covered(question, text)
    raise ValueError(text)


def _day_covered(question: Question, text: str) -> str:
    if date.fromisoformat(text).toordinal() < question.lowest:
        raise ValueError(text)
    return text
