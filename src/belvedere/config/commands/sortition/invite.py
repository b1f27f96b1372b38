"""Say how many letters to send, by stratum, for a pool at a stated risk, and draw who receives them."""

import argparse
import hashlib
from pathlib import Path

from belvedere.config.commands.files import check_free, content_of, publish
from belvedere.config.commands.sortition._input import MissingArgument
from belvedere.config.commands.sortition._people import UnknownPerson, ids_of
from belvedere.engines.sortition.invitation_files import (
    Wave,
    invited_csv,
    letters_written,
    placed,
    plan_csv,
    read_answers,
    read_register,
    read_strata,
)
from belvedere.engines.sortition.invitation_report import invitation_report
from belvedere.engines.sortition.invitations import letters_for
from belvedere.engines.sortition.letter_draw import draw_letters, households_by_stratum, not_written_to
from belvedere.engines.sortition.report_words import Language, Writer
from belvedere.engines.sortition.strata import answered

SUMMARY = "how many letters to send for a pool, and who receives them; then a second wave"
RESULTS = frozenset({"invited.csv", "plan.csv", "report.md"})


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "--register", type=Path, required=True, metavar="R.csv", help="the addresses: id, stratum, household if any"
    )
    parser.add_argument(
        "--strata",
        type=Path,
        required=True,
        metavar="S.csv",
        help="stratum, population, rate of answers; if any, minimum, evidence, group",
    )
    parser.add_argument("--wanted", type=int, required=True, metavar="N", help="how many candidates the pool needs")
    parser.add_argument("--risk", type=float, default=0.05, help="accepted that it lacks some (%(default)s)")
    parser.add_argument("--seed", required=True, metavar="TEXT", help="draws the addresses; publish it")
    parser.add_argument(
        "--already", type=Path, metavar="FILE", help="ids already written to: the invited.csv of the waves before"
    )
    parser.add_argument(
        "--answers", type=Path, metavar="FILE", help="stratum, letters whose answers are in, yes among them"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder of the results")
    parser.add_argument("--language", choices=[one.value for one in Language], default="fr", help="of the report")


def run(arguments: argparse.Namespace) -> int:
    """Write the plan, the addresses drawn and the report."""
    check_free(arguments.out, replaceable=RESULTS)
    content = content_of(arguments.register)
    wave = _wave(arguments, content)
    plan = letters_for(answered(wave.strata, wave.answers), arguments.wanted, risk=arguments.risk)
    drawn = draw_letters(wave.register, plan.by_stratum, arguments.seed, written=wave.written)
    digest = hashlib.sha256(content).hexdigest()
    writer = Writer(Language(arguments.language))
    files = {
        "invited.csv": invited_csv(drawn),
        "plan.csv": plan_csv(plan),
        "report.md": invitation_report(plan, seed=arguments.seed, digest=digest, writer=writer),
    }
    publish(arguments.out, files, replaceable=RESULTS)
    print(f"{arguments.out}: {plan.total} letters; {plan.expected_pool:.0f} candidates to expect in all.")
    print(f"Risk that the pool or a minimum is not reached: at most {plan.shortfalls.bound:.4f}.")
    return 0


def _wave(arguments: argparse.Namespace, content: bytes) -> Wave:
    strata = read_strata(content_of(arguments.strata))
    register = read_register(content, strata)
    if arguments.answers is not None and arguments.already is None:
        raise MissingArgument("Give --already with --answers: whom letters were sent to.")
    written = frozenset(ids_of(arguments.already)) if arguments.already is not None else frozenset()
    unknown = sorted(written - {entry.fingerprint for entry in register})
    if unknown:
        raise UnknownPerson(f"{arguments.already}: {unknown[0]} is not of the register. Give the same register.")
    households = households_by_stratum(not_written_to(register, written))
    answers = read_answers(content_of(arguments.answers), strata) if arguments.answers is not None else {}
    return Wave(register, written, placed(strata, households, letters_written(register, written)), answers)
