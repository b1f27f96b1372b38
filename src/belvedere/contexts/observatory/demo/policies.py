"""The policies of the demonstration: real competences and facts with their sources; invented objectives say so."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NotRequired, TypedDict

from belvedere.contexts.observatory.actions import describe_policy
from belvedere.contexts.observatory.actions.policies import write_budget_line, write_evaluation
from belvedere.contexts.observatory.models import BudgetLine
from belvedere.contexts.observatory.states import FactSheet, ObjectiveSheet, PolicySheet
from belvedere.contexts.observatory.states.policies import BudgetSheet, EvaluationSheet
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.models import Competence
from belvedere.platform.territory.queries import body_by_slug
from belvedere.platform.territory.states import Confidence

DATA = Path(__file__).parent.parent / "data" / "policies.json"
METROPOLE = "clermont-auvergne-metropole"
READ_ON = date(2026, 11, 22)
DESCRIBED_DAYS_AGO = -400


class WrittenObjective(TypedDict, total=False):
    """An objective as the file writes it: without a source it is invented."""

    wording: str
    horizon_year: int
    source: str


class WrittenFact(TypedDict):
    """A fact as the file writes it."""

    heading: str
    happened_on: str
    period: str
    text: str
    source: str
    confidence: str


class WrittenLine(TypedDict):
    """A line of a budget as the file writes it, in euros; empty is unknown. All are invented, and say so."""

    year: int
    label: str
    planned: str
    spent: str


class WrittenEvaluation(TypedDict):
    """An evaluation as the file writes it. All are invented, and say so."""

    title: str
    author: str
    published_on: str
    method: str
    conclusion: str


class WrittenPolicy(TypedDict):
    """A policy as the file writes it."""

    slug: str
    name: str
    summary: str
    competence: str
    act: str
    act_on: str
    source: str
    confidence: str
    objectives: list[WrittenObjective]
    facts: list[WrittenFact]
    budget: NotRequired[list[WrittenLine]]
    evaluations: NotRequired[list[WrittenEvaluation]]


def load(*, demo: Demo) -> None:
    """Describe the policies of the métropole through the observatory's own action."""
    body = body_by_slug(METROPOLE)
    if body is None:
        return
    competences = {competence.code: competence for competence in Competence.objects.all()}
    written: list[WrittenPolicy] = json.loads(DATA.read_text(encoding="utf-8"))
    for policy in written:
        describe_policy(
            body=body,
            competence=competences.get(policy["competence"]),
            sheet=_sheet(policy),
            now=demo.at(DESCRIBED_DAYS_AGO),
        )
        _spend(policy, demo)


def _spend(policy: WrittenPolicy, demo: Demo) -> None:
    """Write what the policy costs and how it was evaluated, once."""
    slug, now = policy["slug"], demo.at(DESCRIBED_DAYS_AGO)
    if BudgetLine.objects.filter(policy__slug=slug).exists():
        return
    for line in policy.get("budget", []):
        sums = (_euros(line["planned"]), _euros(line["spent"]))
        sheet = BudgetSheet(line["year"], line["label"], *sums, is_demonstration=True)
        write_budget_line(policy_slug=slug, sheet=sheet, now=now)
    for written in policy.get("evaluations", []):
        found = EvaluationSheet(
            title=written["title"],
            author=written["author"],
            published_on=date.fromisoformat(written["published_on"]),
            method=written["method"],
            conclusion=written["conclusion"],
            is_demonstration=True,
        )
        write_evaluation(policy_slug=slug, sheet=found, now=now)


def _euros(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _sheet(policy: WrittenPolicy) -> PolicySheet:
    return PolicySheet(
        slug=policy["slug"],
        name=policy["name"],
        summary=policy["summary"],
        act=policy["act"],
        act_on=date.fromisoformat(policy["act_on"]) if policy["act_on"] else None,
        source=policy["source"],
        confidence=Confidence(policy["confidence"]),
        objectives=tuple(_objective(written) for written in policy["objectives"]),
        facts=tuple(_fact(written) for written in policy["facts"]),
    )


def _objective(written: WrittenObjective) -> ObjectiveSheet:
    source = written.get("source", "")
    return ObjectiveSheet(written["wording"], written.get("horizon_year"), source, is_demonstration=not source)


def _fact(written: WrittenFact) -> FactSheet:
    return FactSheet(
        heading=written["heading"],
        happened_on=date.fromisoformat(written["happened_on"]),
        text=written["text"],
        source=written["source"],
        read_on=READ_ON,
        confidence=Confidence(written["confidence"]),
        period=written["period"],
    )
