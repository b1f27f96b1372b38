"""Renew a part of a standing panel: the fairest lottery of newcomers who, with those who stay, keep every quota."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from belvedere.config.commands.files import check_free, content_of, publish
from belvedere.config.commands.progress import display_on
from belvedere.config.commands.sortition import NO_PANEL, NOT_VERIFIED
from belvedere.config.commands.sortition._input import add_problem_arguments, reading_of
from belvedere.config.commands.sortition._no_panel import RESULTS, tell_no_panel
from belvedere.config.commands.sortition._people import positions_of
from belvedere.config.commands.sortition.solve import results
from belvedere.engines.sortition.departures import longest_served
from belvedere.engines.sortition.feasibility import NoPanel
from belvedere.engines.sortition.problem import Problem
from belvedere.engines.sortition.problem_json import to_json
from belvedere.engines.sortition.reading import Reading
from belvedere.engines.sortition.renewal import (
    NoRenewal,
    Priority,
    Renewal,
    Terms,
    Words,
    broken_promises,
    eligible,
    renew,
    whole_problem,
)
from belvedere.engines.sortition.renewal_files import members_csv, movements_csv, thirds_csv
from belvedere.engines.sortition.report_words import Language, Writer
from belvedere.engines.sortition.sitting import TERM_END, Sitting, is_date, label_order, read_former, read_sitting
from belvedere.engines.sortition.solving import check_certificate
from belvedere.engines.sortition.thirds import PARTS, thirds_of

SUMMARY = "the newcomers of a standing panel, a third at a time, with every quota kept"
THIRDS = frozenset({"thirds.csv"})
RENEWED = RESULTS | {"problem.json", "movements.csv", "members.csv"}
WORDS = {
    Language.FRENCH: Words(category="mandat", stays="reste", former="déjà membre", new="jamais membre"),
    Language.ENGLISH: Words(),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_problem_arguments(parser)
    parser.add_argument(
        "--panel", type=Path, required=True, metavar="M.csv", help="who sits: id, cohort or term_end, sessions_served"
    )
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--third", metavar="N", help="the cohort, or the end of term, that leaves")
    who.add_argument("--leaving", type=Path, metavar="FILE", help="ids of those who leave, instead of a cohort")
    who.add_argument("--count", type=int, metavar="N", help="how many leave, those who served longest; a third if not")
    who.add_argument("--split", action="store_true", help="only cut the panel in cohorts: thirds.csv")
    parser.add_argument("--parts", type=int, default=PARTS, metavar="N", help="how many cohorts; 3 if not given")
    parser.add_argument(
        "--next-term", action="append", default=[], metavar="LABEL", help="with --split: a cohort that the file lacks"
    )
    parser.add_argument("--resigned", type=Path, metavar="FILE", help="ids of others who leave before their term")
    parser.add_argument("--former", type=Path, metavar="F.csv", help="who sat before: id, renewals_since")
    parser.add_argument("--cooling", type=int, default=0, metavar="N", help="renewals to wait before sitting again")
    priorities = [priority.value for priority in Priority]
    parser.add_argument("--served-before", choices=priorities, default="last", help="priority of those who sat before")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="breaks ties; the same seed, the same result")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder of the results")
    parser.add_argument("--language", choices=[one.value for one in Language], default="fr", help="of the report")
    parser.add_argument("--quiet", action="store_true", help="no progress, no notice")


def run(arguments: argparse.Namespace) -> int:
    """Write the results, or why no renewal exists; nothing is written that does not pass its own check."""
    check_free(arguments.out, replaceable=THIRDS if arguments.split else RENEWED)
    reading = reading_of(arguments)
    sitting = read_sitting(content_of(arguments.panel), reading.problem)
    return _split(reading.problem, sitting, arguments) if arguments.split else _renew(reading, sitting, arguments)


def _split(problem: Problem, sitting: Sitting, arguments: argparse.Namespace) -> int:
    labels = labels_of(sitting, arguments.next_term, arguments.parts)
    seated = {place: labels.index(label) for place, label in sitting.cohorts.items()}
    thirds = thirds_of(problem, sitting.panel, parts=arguments.parts, seated=seated, seed=arguments.seed)
    publish(arguments.out, {"thirds.csv": thirds_csv(problem, sitting, labels, thirds.cohorts)}, replaceable=THIRDS)
    shown = ", ".join(str(len(cohort)) for cohort in thirds.cohorts)
    print(f"{arguments.out}: {len(thirds.cohorts)} cohorts of {shown}; {thirds.excess} places off their exact share.")
    for number in thirds.not_renewable if len(problem.people) > len(sitting.panel) else ():
        print(f"notice: nobody of the pool could take the seats of cohort {labels[number]} today.", file=sys.stderr)
    return 0


def labels_of(sitting: Sitting, next_terms: list[str], parts: int) -> tuple[str, ...]:
    """Return the name of each cohort: those of the file, those given, then the first numbers that are free."""
    known = sorted({*sitting.labels, *next_terms}, key=label_order)
    if len(known) > parts:
        raise NoRenewal(f"{len(known)} cohorts are named ({', '.join(known)}): give --parts {len(known)}.")
    if sitting.column == TERM_END and (len(known) < parts or not all(map(is_date, known))):
        named = f"{len(known)} ends of term ({', '.join(known) or 'none'})"
        raise NoRenewal(f"{named} for {parts} cohorts: give each other one with --next-term 2029-06-30.")
    numbers = (str(number) for number in range(1, 2 * parts + 1) if str(number) not in known)
    while len(known) < parts:
        known.append(next(numbers))
    return tuple(sorted(known, key=label_order))


def _renew(reading: Reading, sitting: Sitting, arguments: argparse.Namespace) -> int:
    problem = reading.problem
    former = read_former(content_of(arguments.former), problem) if arguments.former else {}
    words = WORDS[Language(arguments.language)]
    terms = Terms(arguments.cooling, Priority(arguments.served_before), words)
    leaving = leaving_of(problem, sitting, former, terms, arguments)
    display = display_on(sys.stderr, quiet=arguments.quiet)
    try:
        renewal = renew(
            problem, sitting.panel, leaving, former=former, terms=terms, seed=arguments.seed, progress=display
        )
    except NoPanel as none:
        whole = whole_problem(problem, sitting.panel, leaving, former=former, terms=terms)
        tell_no_panel(replace(reading, problem=whole), none.conflict, arguments.out, replaceable=RENEWED)
        return NO_PANEL
    finally:
        display.close()
    broken = (*check_certificate(renewal.problem, renewal.solution), *broken_promises(problem, renewal, former))
    for claim in broken:
        print(f"not_proven: {claim}. Nothing is written; report the files.", file=sys.stderr)
    if broken:
        return NOT_VERIFIED
    publish(arguments.out, _files(problem, sitting, renewal, arguments), replaceable=RENEWED)
    stay, leave, seats = len(renewal.staying), len(renewal.leaving), renewal.problem.size
    panels = len(renewal.solution.distribution.panels)
    print(
        f"{arguments.out}: {stay} stay, {leave} leave, {seats} seats for {len(renewal.candidates)} candidates, ", end=""
    )
    print(f"{panels} panels.")
    return 0


def _files(problem: Problem, sitting: Sitting, renewal: Renewal, arguments: argparse.Namespace) -> dict[str, str]:
    written = results(renewal.problem, renewal.solution, arguments.seed, Writer(Language(arguments.language)))
    return written | {
        "problem.json": to_json(renewal.problem),
        "movements.csv": movements_csv(problem, renewal),
        "members.csv": members_csv(problem, sitting, renewal.staying),
    }


def leaving_of(
    problem: Problem, sitting: Sitting, former: dict[int, int], terms: Terms, arguments: argparse.Namespace
) -> tuple[int, ...]:
    """Return who leaves: a cohort, given people, or those who served the longest; and those who resigned."""
    resigned = positions_of(problem, arguments.resigned) if arguments.resigned else ()
    for place in sorted(set(resigned).difference(sitting.panel)):
        raise NoRenewal(f"{problem.people[place].id} does not sit and cannot resign: give members of the panel.")
    if arguments.leaving:
        return tuple(sorted({*positions_of(problem, arguments.leaving), *resigned}))
    if arguments.third is not None:
        term = [place for place, label in sitting.cohorts.items() if label == arguments.third]
        if not term:
            known = ", ".join(sitting.labels) or "none"
            raise NoRenewal(f"Nobody sits in cohort « {arguments.third} »; the file names: {known}.")
        return tuple(sorted({*term, *resigned}))
    count = arguments.count if arguments.count is not None else round(len(sitting.panel) / arguments.parts)
    candidates = eligible(problem, sitting.panel, former=former, terms=terms)
    return longest_served(
        problem, sitting.panel, sitting.sessions, count, candidates=candidates, resigned=resigned, seed=arguments.seed
    )
