"""``belvedere opinions``: from the votes of a debate, in the files of Polis, to its map, groups and common ground.

Exit codes: 0 done, 2 bad input.
"""

import argparse
import io
import sys
from pathlib import Path

from belvedere.config.commands.files import Stopped, check_free, content_of, publish
from belvedere.config.commands.progress import display_on
from belvedere.engines.opinions.faults import BadInput, Fault, OpinionsError
from belvedere.engines.opinions.mapping import OpinionMap, map_opinions
from belvedere.engines.opinions.plot import map_svg
from belvedere.engines.opinions.reading import check_together, read_statements, read_votes
from belvedere.engines.opinions.report import report_markdown
from belvedere.engines.opinions.report_words import Language, Writer
from belvedere.engines.opinions.results import FINDINGS, consensus_csv, groups_json, participants_csv
from belvedere.engines.opinions.votes import Tally

RESULTS = frozenset({"participants.csv", "groups.json", "consensus.csv", "map.svg", "report.md"})
BAD_INPUT = 2
INTERRUPTED = 130


def main(words: list[str]) -> int:
    """Run the command; what stops it is said on the error output, with its place."""
    arguments = _parser().parse_args(words)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return run(arguments)
    except (OpinionsError, Stopped) as error:
        for line in sentences_of(error):
            print(line, file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("Interrupted: nothing was written.", file=sys.stderr)
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="belvedere opinions", description=__doc__)
    parser.add_argument(
        "--votes", type=Path, required=True, metavar="V.csv", help="votes.csv, or participants-votes.csv, of Polis"
    )
    parser.add_argument("--comments", type=Path, required=True, metavar="C.csv", help="comments.csv of Polis")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="the same seed, the same result (%(default)s)")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder of the results")
    parser.add_argument("--language", choices=[one.value for one in Language], default="fr", help="of the report")
    parser.add_argument("--quiet", action="store_true", help="no progress")
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Write the map, the groups, the common ground and the report."""
    check_free(arguments.out, replaceable=RESULTS)
    statements = read_statements(content_of(arguments.comments))
    votes = content_of(arguments.votes)
    log = read_votes(votes)
    check_together(statements, log, votes)
    display = display_on(sys.stderr, quiet=arguments.quiet)
    try:
        found = map_opinions(Tally.of(log), statements, seed=arguments.seed, progress=display)
    finally:
        display.close()
    publish(arguments.out, results(found, arguments.seed, Writer(Language(arguments.language))), replaceable=RESULTS)
    sizes = ", ".join(str(size) for size in found.grouping.partition.sizes) if found.grouping.partition else ""
    groups = FINDINGS[found.grouping.clarity] + (f" ({sizes})" if sizes else "")
    print(f"{arguments.out}: {found.ballots.shape[0]} participants, {len(found.mapped)} on the map, {groups}.")
    return 0


def results(found: OpinionMap, seed: int, writer: Writer) -> dict[str, str]:
    """Return the files of results: names and texts."""
    return {
        "participants.csv": participants_csv(found),
        "groups.json": groups_json(found, seed),
        "consensus.csv": consensus_csv(found),
        "map.svg": map_svg(found, writer),
        "report.md": report_markdown(found, seed, writer),
    }


def sentences_of(error: OpinionsError | Stopped) -> tuple[str, ...]:
    """Return a line for each thing wrong: its code, its file, line and column when known, what it is and its mend."""
    if isinstance(error, BadInput):
        return tuple(f"{fault.code}: {_place(fault)}{fault.message}" for fault in error.faults)
    return (f"{error.code}: {error.message}",)


def _place(fault: Fault) -> str:
    parts = (
        fault.file.value,
        f"line {fault.line}" if fault.line is not None else None,
        f"column {fault.column}" if fault.column is not None else None,
    )
    return ", ".join(part for part in parts if part) + ": "
