"""What a command says and writes when no panel exists: what conflicts, where it stands in the file, what to give up."""

import sys
from collections.abc import Sequence
from pathlib import Path

from belvedere.config.commands.files import publish
from belvedere.engines.sortition.feasibility import Conflict, NoPanel
from belvedere.engines.sortition.reading import Reading
from belvedere.engines.sortition.relaxation import Relaxation, relaxations
from belvedere.engines.sortition.relaxation_json import relaxation_json
from belvedere.engines.sortition.rules import Rule

RELAXATION = "relaxation.json"
RESULTS = frozenset({"probabilities.csv", "panels.csv", "certificate.json", "report.md", "report.html", RELAXATION})


def tell_no_panel(
    reading: Reading, conflict: Conflict, out: Path | None, *, replaceable: frozenset[str] = RESULTS
) -> None:
    """Say the conflict and the proposals on the error output, and write them to the folder, if any."""
    proposals = relaxations(reading.problem)
    if out is not None:
        publish(out, {RELAXATION: relaxation_json(conflict, proposals)}, replaceable=replaceable)
    for line in sentences(reading, conflict, proposals):
        print(line, file=sys.stderr)


def sentences(reading: Reading, conflict: Conflict, proposals: Sequence[Relaxation]) -> list[str]:
    """Return the lines that say why no panel exists and what could be done."""
    lines = [f"{NoPanel.code}: No panel exists. {conflict.reason.sentence}", "In conflict:"]
    lines += [f"  - {rule.sentence}{_place(reading, rule)}" for rule in conflict.rules]
    if not proposals:
        return [*lines, "No relaxation is possible within the flexible bounds. Widen them, or widen the pool."]
    lines.append("A panel would exist with any one of these, the least first; you decide:")
    return lines + [f"  {number}. {proposal.sentence}" for number, proposal in enumerate(proposals, start=1)]


def _place(reading: Reading, rule: Rule) -> str:
    """Say where a quota stands; those that a command adds after the file's own stand nowhere."""
    number = reading.problem.quotas.index(rule.quota) if rule.quota else len(reading.lines)
    return f" (categories, line {reading.lines[number]})" if number < len(reading.lines) else ""
