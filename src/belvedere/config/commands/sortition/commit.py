"""Publish what a draw will be made of, before the chance exists; print the commitment to note everywhere."""

import argparse
import json
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

from belvedere import __version__
from belvedere.config.commands.files import check_free, publish, publish_file
from belvedere.config.commands.sortition import NOT_VERIFIED
from belvedere.config.commands.sortition._hours import hour_of
from belvedere.config.commands.sortition._input import TEXTS, add_problem_arguments, check_alone, reading_of
from belvedere.config.commands.sortition._published import files_of
from belvedere.config.commands.sortition.lottery import REPORT, made
from belvedere.engines.sortition.beacon import QUICKNET
from belvedere.engines.sortition.problem import SortitionError
from belvedere.engines.sortition.problem_json import canonical
from belvedere.engines.sortition.publication import (
    COMMITMENT,
    COMMITTED,
    LOTTERY,
    BadFolder,
    Promise,
    commitment_text,
    digest_of,
    findings_of,
    lottery_files,
)
from belvedere.engines.sortition.randomness import BadRandomness, Kind, check_reach
from belvedere.engines.sortition.solving import Objective
from belvedere.engines.sortition.succession import anchor_of

SUMMARY = "publish the pool, the quotas and the lottery before the dice are thrown"


class PastChance(SortitionError):
    """A chance that exists before the commitment: somebody may know it."""

    code = "past_chance"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_problem_arguments(parser)
    parser.add_argument(
        "--lottery", type=Path, metavar="DIR", help="the folder that « sortition lottery » made, instead of all these"
    )
    parser.add_argument("--panels", type=int, default=1000, metavar="M", help="how many panels (1000: three dice)")
    parser.add_argument(
        "--objective", choices=[one.value for one in Objective], default=Objective.LEXIMIN.value, help="what fair means"
    )
    parser.add_argument("--seed", default="0", metavar="TEXT", help="orders the people whom nothing tells apart")
    parser.add_argument("--kind", choices=[kind.value for kind in Kind], default=Kind.DICE_10.value, help="of chance")
    parser.add_argument("--count", type=int, default=3, metavar="N", help="how many values: dice, parties, draws")
    parser.add_argument("--not-before", default="", metavar="HOUR", help="when the chance will exist, ISO 8601 in UTC")
    parser.add_argument("--alternates", type=int, default=0, metavar="A", help="how many, named by the draw itself")
    parser.add_argument("--round", type=int, metavar="N", help="of the beacon drand quicknet, with --kind beacon")
    parser.add_argument("--place", default="", help="where it will be read")
    parser.add_argument("--seal", action="append", default=[], metavar="SHA256", help="of each party's sealed value")
    parser.add_argument("--at", help="the hour of the commitment, ISO 8601 in UTC; now when it is not given")
    parser.add_argument("--secret", type=Path, required=True, metavar="FILE", help="where to keep the chain's secret")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to publish")
    parser.add_argument("--quiet", action="store_true", help="no progress, no notice")


def run(arguments: argparse.Namespace) -> int:
    """Write the folder and the secret; the secret is never published before a replacement."""
    check_free(arguments.out, replaceable=frozenset())
    promised(arguments, hour_of(arguments.at))  # what is wrong is said before the long work
    files, objective = lottery_of(arguments)
    at = hour_of(arguments.at)
    promise = promised(arguments, at)
    check_reach(promise.kind, promise.count, size=files[LOTTERY].count("\n") - 1)
    secret = secrets.token_hex(32)
    files[COMMITMENT] = commitment_text(
        files, promise=promise, anchor=anchor_of(secret), objective=objective, version=__version__, at=at
    )
    if findings := findings_of(files):
        for finding in findings:
            print(f"not_verified: {finding}", file=sys.stderr)
        return NOT_VERIFIED
    publish_file(arguments.secret, secret + "\n")
    publish(arguments.out, files, replaceable=frozenset())
    print(f"commitment: {digest_of(files[COMMITMENT])}")
    print("Publish this number and the folder now; keep the secret to yourself.", file=sys.stderr)
    return 0


def lottery_of(arguments: argparse.Namespace) -> tuple[dict[str, str], str]:
    """Return the files of the lottery, computed or from the folder of one, and its objective."""
    if arguments.lottery is None:
        check_reach(Kind(arguments.kind), arguments.count, size=arguments.panels)
        problem = canonical(reading_of(arguments).problem)
        solution, lottery = made(problem, arguments)
        return lottery_files(problem, solution.probabilities, lottery), arguments.objective
    check_alone(arguments, "lottery", "problem", *TEXTS)
    found = files_of(arguments.lottery)
    if missing := [name for name in (*COMMITTED, REPORT) if name not in found]:
        raise BadFolder(f"{arguments.lottery} lacks {missing[0]}: give a folder that « sortition lottery » made.")
    return {name: found[name] for name in COMMITTED}, str(json.loads(found[REPORT])["objective"])


def promised(arguments: argparse.Namespace, at: str) -> Promise:
    """Return what is promised of the chance; refuse one that exists already."""
    kind, seals = Kind(arguments.kind), tuple(arguments.seal)
    if kind is not Kind.BEACON:
        if kind is Kind.SEALED and not seals:
            raise BadRandomness("Give what each party sealed, the SHA-256 of its value, with --seal.")
        count = len(seals) if kind is Kind.SEALED else arguments.count
        not_before = hour_of(arguments.not_before) if arguments.not_before else at
        promise = Promise(kind, count, not_before, arguments.place, seals, alternates=arguments.alternates)
    elif arguments.round is None:
        raise PastChance("Say which round of the beacon will be read, with --round.")
    else:
        hour = datetime.fromtimestamp(QUICKNET.emitted_at(arguments.round), UTC).isoformat(timespec="seconds")
        source = QUICKNET.source(arguments.round)
        promise = Promise(kind, 1, hour, arguments.place, source=source, alternates=arguments.alternates)
    if promise.not_before < at:
        raise PastChance(f"The chance of {promise.not_before} exists already at {at}: promise one to come.")
    return promise
