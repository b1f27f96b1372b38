"""The threshold simulator: where, as one number slides, the verdicts change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from belvedere.contexts.guide.queries.cards import RuleCard, law_of, rule_card, rules_in_use
from belvedere.contexts.guide.words import said
from belvedere.engines.rules.law.answers import applicable, read_answers
from belvedere.engines.rules.law.ruleset import Kind, Question
from belvedere.engines.rules.law.thresholds import tipping_points
from belvedere.engines.rules.law.wording import answer_in_words
from belvedere.platform.languages import language_of_page


@dataclass(frozen=True)
class Change:
    """A rule whose verdict changes at a threshold."""

    card: RuleCard
    before: bool | None
    after: bool | None


@dataclass(frozen=True)
class Threshold:
    """The first number for which something changes, the last before it, and what changes."""

    before: str
    at: str
    is_passed: bool | None
    changes: tuple[Change, ...]


def sliding_questions() -> list[Question]:
    """Return the questions whose answer is a number or a date."""
    return [row for row in rules_in_use().questions.values() if row.kind in {Kind.NUMBER, Kind.DATE}]


def thresholds_of(answers: Mapping[str, object], question: str, on: date) -> list[Threshold]:
    """Return the exact tipping points of a number; ``is_passed`` tells on which side the answer given lies."""
    law = law_of(on)
    facts = applicable(law, read_answers(law.rules, answers).facts)
    asked, given = law.rules.questions[question], facts.get(question)
    return [
        Threshold(
            before=answer_in_words(asked, tipping.before, language_of_page()),
            at=answer_in_words(asked, tipping.at, language_of_page()),
            is_passed=given >= tipping.at if isinstance(given, int | float) else None,
            changes=tuple(
                Change(rule_card(law.rules.rules[name]), before, after)
                for name, (before, after) in tipping.changes.items()
            ),
        )
        for tipping in tipping_points(law, facts, question)
    ]


def title_of(question: str) -> str:
    return said(rules_in_use().questions[question].title)
