"""``belvedere rules``: check a set of rules, explain its verdicts on a project, plan its acts, without the site."""

import argparse
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from belvedere.config.commands.rules._explanation import UNKNOWN, explained
from belvedere.config.commands.rules._input import load_answers, load_catalogue, load_rules, load_sessions
from belvedere.config.commands.rules._planning import planned
from belvedere.engines.rules.law.closed_days import read_shared_days
from belvedere.engines.rules.law.law import law_on
from belvedere.engines.rules.law.project_plan import plan_project
from belvedere.engines.rules.law.ruleset import RuleSetError
from belvedere.engines.rules.law.shipped import CALENDAR, shipped_texts
from belvedere.platform.territory.calendar import public_holidays

BAD_INPUT = 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="belvedere rules", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="read the rules whole, or say what to mend and where")
    explaining = commands.add_parser("explain", help="each rule's verdict on a project, and what would change it")
    planning = commands.add_parser("plan", help="the last possible date of each act before a decision")
    for command in (checking, explaining, planning):
        command.add_argument("--rules", type=Path, metavar="FOLDER", help="TOML files; the program's own by default")
    for command in (explaining, planning):
        command.add_argument("--facts", required=True, type=Path, help="JSON: answers by question, null when unknown")
        command.add_argument("--json", action="store_true", help="write everything as JSON")
    explaining.add_argument("--on", required=True, type=date.fromisoformat, help="day of the verdict, YYYY-MM-DD")
    planning.add_argument("--on", type=date.fromisoformat, help="day of the verdict, today by default")
    planning.add_argument("--sessions", required=True, type=Path, help="CSV: a column « date », one session by line")
    planning.add_argument("--decision", required=True, type=date.fromisoformat, help="decide on or before this day")
    planning.add_argument("--from", dest="not_before", type=date.fromisoformat, help="nothing can be done before it")
    planning.add_argument("--zone", choices=("A", "B", "C"), default="A", help="zone of school holidays, A by default")
    return parser


def _check(arguments: argparse.Namespace) -> None:
    rules, catalogue = load_rules(arguments.rules), load_catalogue(arguments.rules)
    methods = len(catalogue.methods) if catalogue else 0
    print(
        f"Rule set {rules.version}: {len(rules.rules)} rules, {len(rules.questions)} questions, "
        f"{len(rules.parameters)} parameters, {len(rules.milestones)} milestones, {methods} methods. All hold together."
    )
    for rule in rules.rules.values():
        unsure = [version for version in rule.versions if not version.confidence.is_certain]
        if unsure:
            told = ", ".join(dict.fromkeys(version.confidence.value for version in unsure))
            print(f"To read again: {rule.id} ({told}), last read on {max(v.read_on for v in unsure)}.")


def _explain(arguments: argparse.Namespace) -> None:
    law = law_on(load_rules(arguments.rules), arguments.on)
    answers = load_answers(arguments.facts, law)
    found = explained(law, answers.facts, answers.unknown)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for row in found["rules"]:  # type: ignore[attr-defined]  # a list of dictionaries, made just above
        state = "à déterminer" if row["applies"] == UNKNOWN else "oui" if row["applies"] else "non"
        print(f"{row['id']:<18}{row['effect']:<12}{state:<14}{row['title']['fr']}")


def _plan(arguments: argparse.Namespace) -> None:
    on = arguments.on or datetime.now(UTC).date()
    law = law_on(load_rules(arguments.rules), on)
    answers, sessions = load_answers(arguments.facts, law), load_sessions(arguments.sessions)
    decision: date = arguments.decision
    project = plan_project(
        law,
        answers.facts,
        sessions=sessions,
        decision_on=decision,
        holidays=public_holidays(min(decision, sessions[0]).replace(month=1, day=1), max(decision, sessions[-1])),
        shared=read_shared_days(shipped_texts()[CALENDAR]),
        zone=arguments.zone,
        not_before=arguments.not_before,
    )
    if arguments.json:
        print(json.dumps(planned(law, project, sessions), ensure_ascii=False, indent=1))
        return
    for act in project.plan.acts:
        print(f"{act.on:%d/%m/%Y}  {act.milestone.id:<14}{act.milestone.title['fr']}")


def main(words: list[str]) -> int:
    """Run the command; bad input gets exit code 2 and a message that says where."""
    arguments = _parser().parse_args(words)
    try:
        {"check": _check, "explain": _explain, "plan": _plan}[arguments.command](arguments)
    except RuleSetError as error:
        print(f"{error.code}: {error}", file=sys.stderr)
        return BAD_INPUT
    return 0
