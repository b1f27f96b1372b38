"""What is given out with a seating: the file of places, and a report from which anyone can judge it."""

import csv
import hashlib
import io
import json
from typing import TypedDict

import numpy as np

from belvedere.engines.seating import ENGINE_VERSION
from belvedere.engines.seating.arranging import Plan
from belvedere.engines.seating.measures import balances_of, meeting_counts, meetings_of
from belvedere.engines.seating.problem import BadProblem, Problem, Seating
from belvedere.engines.seating.repair import Repair


def seating_csv(problem: Problem, seating: Seating) -> str:
    """Return ``round,table,id``, in this order, numbered from 1.

    >>> from belvedere.engines.seating.problem import Person
    >>> problem = Problem((Person("a", "x"), Person("b", "x")), capacities=((1, 1),))
    >>> seating_csv(problem, ((1, 0),))
    'round,table,id\\r\\n1,1,b\\r\\n1,2,a\\r\\n'
    """
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["round", "table", "id"])
    for number, tables in enumerate(seating, 1):
        seated = sorted((table + 1, problem.people[person].id) for person, table in enumerate(tables) if table >= 0)
        writer.writerows((number, table, name) for table, name in seated)
    return file.getvalue()


def read_seating(problem: Problem, text: str) -> Seating:
    """Read ``round,table,id`` back: the seating made before absences.

    Raises
    ------
    BadProblem
        When a row names a person, a round or a table that the problem does not have, with its line.
    """
    numbers = {person.id: number for number, person in enumerate(problem.people)}
    rounds = [[-1] * len(problem.people) for _ in range(problem.rounds)]
    for line, row in enumerate(csv.DictReader(text.splitlines()), 2):
        try:
            number, table, person = int(row["round"]) - 1, int(row["table"]) - 1, numbers[row["id"]]
            if number < 0 or not 0 <= table < len(problem.capacities[number]):
                raise IndexError
        except (KeyError, ValueError, IndexError, TypeError):
            said = (
                "a round, a table or an id that is not in the problem: give the seating of the same people and tables."
            )
            raise BadProblem(f"Line {line} of the seating has {said}", line=line) from None
        rounds[number][person] = table
    return tuple(map(tuple, rounds))


class Digests(TypedDict):
    """What a seating depends on."""

    problem_sha256: str
    engine_version: str


def digest_of(problem: Problem) -> str:
    """Return a digest of a problem: the same people, tables and constraints give the same."""
    names = [person.id for person in problem.people]
    said = {
        "people": [[person.id, person.college, *person.values] for person in problem.people],
        "attributes": problem.attributes,
        "capacities": problem.capacities,
        "apart": sorted(sorted([names[one], names[other]]) for one, other in problem.apart),
        "together": sorted(sorted(names[person] for person in group) for group in problem.together),
        "allowed": sorted(
            [number, names[person], sorted(tables)] for (number, person), tables in problem.allowed.items()
        ),
        "absent": sorted([number, names[person]] for number, person in problem.absent),
    }
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def report_of(problem: Problem, plan: Plan) -> dict[str, object]:
    """Return the report of a plan, ready for JSON: bound, value, gap, balance by table, who has not met whom."""
    return {
        "problem_sha256": digest_of(problem),
        "engine_version": ENGINE_VERSION,
        "seed": plan.seed,
        "moves": plan.moves,
        "moves_done": plan.moves_done,
        "stopped": plan.is_stopped,
        "constructed": plan.is_constructed,
        "kept_rounds": [number + 1 for number in plan.kept],
        **_findings(problem, plan.seating),
    }


def report_of_repair(problem: Problem, mended: Repair, *, from_round: int) -> dict[str, object]:
    """Return the report of a mend: who moves in each round, and the fewest that even tables ask for."""
    names = [person.id for person in problem.people]
    return {
        "problem_sha256": digest_of(problem),
        "engine_version": ENGINE_VERSION,
        "from_round": from_round + 1,
        "moves": mended.moves,
        "fewest_moves": sum(mended.fewest),
        "is_fewest": mended.is_fewest,
        "moved": [[names[person] for person in moved] for moved in mended.moved],
        **_findings(problem, mended.seating),
    }


def _findings(problem: Problem, seating: Seating) -> dict[str, object]:
    meetings = meetings_of(problem, seating)
    names = [person.id for person in problem.people]
    counts = meeting_counts(problem, seating)
    never = [
        [names[other] for other in np.flatnonzero(row == 0) if other != person] for person, row in enumerate(counts)
    ]
    met = [len(names) - 1 - len(others) for others in never]
    return {
        "people": len(names),
        "rounds": problem.rounds,
        "distinct_pairs": meetings.distinct,
        "bound": meetings.bound,
        "gap": meetings.gap,
        "pairs_across_colleges": meetings.across,
        "bound_across_colleges": meetings.across_bound,
        "pairs_by_times_met": {str(times): pairs for times, pairs in enumerate(meetings.times)},
        "people_met": {"fewest": min(met, default=0), "most": max(met, default=0)},
        "balance": [
            {"attribute": balance.name, "cells": balance.cells, "out_of_share": balance.out}
            for balance in balances_of(problem, seating)
        ],
        "tables": [_tables(problem, seating, number) for number in range(problem.rounds)],
        "not_met": dict(zip(names, never, strict=True)),
    }


def _tables(problem: Problem, seating: Seating, number: int) -> list[dict[str, object]]:
    found = []
    for table, seats in enumerate(problem.capacities[number]):
        people = [problem.people[person] for person in problem.present(number) if seating[number][person] == table]
        colleges: dict[str, int] = {}
        for person in people:
            colleges[person.college] = colleges.get(person.college, 0) + 1
        found.append(
            {"table": table + 1, "seats": seats, "people": len(people), "colleges": dict(sorted(colleges.items()))}
        )
    return found
