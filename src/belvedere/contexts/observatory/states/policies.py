"""A line of a budget and an evaluation before they are rows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class BudgetSheet:
    """What was planned and spent under a line, in a year; None is unknown, which is not zero."""

    year: int
    label: str
    planned_euros: Decimal | None
    spent_euros: Decimal | None
    source: str = ""
    is_demonstration: bool = False


@dataclass(frozen=True)
class EvaluationSheet:
    """Who evaluated a policy, when, how, what they concluded."""

    title: str
    author: str
    published_on: date
    method: str
    conclusion: str
    url: str = ""
    source: str = ""
    is_demonstration: bool = False
