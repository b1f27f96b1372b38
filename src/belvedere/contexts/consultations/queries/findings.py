"""What a map says, with the words of the statements: two statements, whatever their number."""

from dataclasses import dataclass
from typing import Any  # what a JSON column holds

from django.utils.functional import Promise

from belvedere.contexts.consultations.models import Debate, DebateMap, Statement
from belvedere.contexts.consultations.states.debate import Answer
from belvedere.contexts.consultations.words import ANSWERS, CLARITIES, REASONS


@dataclass(frozen=True)
class Claim:
    """A statement, the side taken, and the figures that say how surely."""

    number: int
    text: str
    side: str | Promise
    facts: dict[str, Any]


@dataclass(frozen=True)
class Findings:
    """Everything that the page of a map says."""

    result: dict[str, Any]
    clarity: str | Promise
    has_groups: bool
    reasons: list[str | Promise]
    groups: list[tuple[dict[str, Any], list[Claim]]]
    ground: list[Claim]
    divisive: list[Claim]
    statements: list[Claim]


def findings_of(debate: Debate, drawn: DebateMap) -> Findings:
    """Return what a map says, in words."""
    texts = dict(Statement.objects.filter(debate=debate).values_list("number", "text"))
    result = drawn.result

    def claims(rows: list[dict[str, Any]]) -> list[Claim]:
        return [
            Claim(
                row["number"], texts.get(row["number"], ""), ANSWERS[Answer(row["side"])] if "side" in row else "", row
            )
            for row in rows
        ]

    return Findings(
        result=result,
        clarity=CLARITIES[result["clarity"]],
        has_groups=bool(result["groups"]),
        reasons=[REASONS[code] for code in result["reasons"]],
        groups=[(group, claims(group["holds"])) for group in result["groups"]],
        ground=claims(result["ground"]),
        divisive=claims(result["divisive"]),
        statements=claims(sorted(result["statements"], key=lambda row: (-row["votes"], row["number"]))),
    )
