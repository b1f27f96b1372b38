"""The policies of the demonstration: real competences and facts with their sources; invented objectives say so."""

import json
from datetime import date
from pathlib import Path
from typing import TypedDict

from belvedere.contexts.observatory.actions import describe_policy
from belvedere.contexts.observatory.states import FactSheet, ObjectiveSheet, PolicySheet
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
