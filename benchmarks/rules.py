"""Measures verdicts and back-planning: ``python -m benchmarks.rules [--peer-python PYTHON]``.

Ours: all verdicts over the shipped rules, for several projects, and the plan of one over six years of ten sessions.
The peer, OpenFisca-core, judges the same small set of rules as ours in the same run, by the Python where it is
installed (it is not among our requirements).
"""

import argparse
import json
import platform
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from belvedere.engines.rules.law.answers import read_answers
from belvedere.engines.rules.law.changes import what_would_change
from belvedere.engines.rules.law.closed_days import read_shared_days
from belvedere.engines.rules.law.law import law_on
from belvedere.engines.rules.law.project_plan import plan_project
from belvedere.engines.rules.law.ruleset import RuleSet
from belvedere.engines.rules.law.shipped import CALENDAR, shipped_rules, shipped_texts
from belvedere.engines.rules.law.verdict import because, judge, next_questions
from belvedere.platform.territory.calendar import public_holidays

ON = date(2026, 11, 22)
VERDICT_MS, PLAN_MS = 5.0, 100.0
RUNS = 200
SMALL_SET = ("CU-103-2-ZAC", "CU-R103-1-2", "CU-R103-1-3", "CU-R103-1-4", "CU-R103-1-5", "CE-123-2", "CE-123-19")
INSPIRE: dict[str, object] = {
    "nature": "transport_collectif",
    "niveau": "partage",
    "cout_ht": 280_000_000,
    "partie_urbanisee": True,
    "ouvrage_nouveau_ou_assiette": True,
    "entretien_seulement": False,
    "evaluation_environnementale": "oui",
    "maitrise_ouvrage_publique": True,
    "exempte_enquete": False,
    "procedure_participation_existante": True,
    "subvention_ht": 0,
}
PROJECTS: dict[str, dict[str, object]] = {
    "no answer yet": {},
    "PLU revision": {"nature": "plu", "procedure_plu": "revision"},
    "InspiRe": INSPIRE,
}


def milliseconds(task: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median time of a task, the first run left aside."""
    task()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        task()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def small_set(rules: RuleSet) -> RuleSet:
    """Return the rules that the peer has too, without those that they neutralise."""
    kept = {name: replace(rules.rules[name], neutralises=()) for name in SMALL_SET}
    return replace(rules, rules=kept)


def sessions() -> list[date]:
    """Return ten sessions a year over six years: the third Friday of each month, none in July and August."""
    found = []
    for year in range(2027, 2033):
        for month in (1, 2, 3, 4, 5, 6, 9, 10, 11, 12):
            first = date(year, month, 1)
            found.append(first + timedelta(days=(4 - first.weekday()) % 7 + 14))
    return found


def ours() -> list[tuple[str, float]]:
    """Return what we measured, each with its milliseconds."""
    rules = shipped_rules()
    rows = [("set made ready for a day", milliseconds(lambda: law_on(rules, ON), 30))]
    law = law_on(rules, ON)
    for name, given in PROJECTS.items():
        facts = read_answers(rules, given).facts
        found = judge(law, facts)
        rows += [
            (f"all verdicts, {name}", milliseconds(lambda facts=facts: judge(law, facts))),  # type: ignore[misc]
            (
                f"next questions, {name}",
                milliseconds(lambda facts=facts, found=found: next_questions(law, facts, found), 30),  # type: ignore[misc]
            ),
            (
                f"why and what would change all verdicts, {name}",
                milliseconds(
                    lambda facts=facts, found=found: [  # type: ignore[misc]
                        (because(verdict, facts), what_would_change(law, verdict, facts)) for verdict in found.values()
                    ],
                    10,
                ),
            ),
        ]
    return [*rows, ("back-planning of InspiRe, 60 sessions", plan())]


def plan() -> float:
    """Return the milliseconds of a plan with its slips and its fixes."""
    rules = shipped_rules()
    law = law_on(rules, ON)
    facts = read_answers(rules, {**INSPIRE, "decision_visee": "decision_finale"}).facts
    days = sessions()
    shared = read_shared_days(shipped_texts()[CALENDAR])
    holidays = public_holidays(days[0], days[-1])
    return milliseconds(
        lambda: plan_project(
            law, facts, sessions=days, decision_on=date(2031, 12, 31), holidays=holidays, shared=shared
        ),
        30,
    )


def main() -> None:
    """Print the times; fail when a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer-python", type=Path, help="a Python where openfisca-core is installed")
    arguments = parser.parse_args()
    print(f"Python {platform.python_version()}, median of up to {RUNS} runs, milliseconds\n")
    rows = ours()
    for name, value in rows:
        print(f"{value:9.3f}  {name}")
    rules = small_set(shipped_rules())
    law, facts = law_on(rules, ON), read_answers(rules, INSPIRE).facts
    small = milliseconds(lambda: judge(law, facts))
    print(f"{small:9.3f}  {len(SMALL_SET)} rules, InspiRe: ours")
    if arguments.peer_python:
        script = Path(__file__).with_name("rules_peer.py")
        told = subprocess.run([arguments.peer_python, script], check=True, capture_output=True, text=True)
        peer = json.loads(told.stdout)
        expected = {name: verdict.applies for name, verdict in judge(law, facts).items()}
        assert peer["verdicts"] == expected, (peer["verdicts"], expected)
        print(
            f"{peer['milliseconds']:9.3f}  the same {len(SMALL_SET)} rules, InspiRe: OpenFisca-core {peer['version']}"
        )
        print(f"{peer['milliseconds'] / small:9.1f}  times ours, the same verdicts")
    slow = [name for name, value in rows if value > (VERDICT_MS if name.startswith("all verdicts") else PLAN_MS)]
    assert not slow, f"over the limit: {slow}"


if __name__ == "__main__":
    main()
