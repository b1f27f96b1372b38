"""``belvedere reglement judge``: what a règlement says of a collection of supports on a day, without the site."""

import argparse
import csv
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from belvedere.engines.rules.judgement import Condition, Judgement, StepJudgement, Support, judge
from belvedere.engines.rules.reading import RegulationError
from belvedere.engines.rules.regulation import Level, Reference, Regulation, read_regulation
from belvedere.engines.rules.shipped import shipped
from belvedere.engines.rules.wording import sentence

BAD_INPUT = 2
_TERRITORY = ("commune", "territory", "territoire", "insee", "state", "pays")
_DAY = ("date", "on", "signed_on", "le")
_LEVEL = ("level", "niveau")
_COUNT = ("count", "nombre", "supports", "soutiens")
_AGE = ("age", "âge")
_LONGEST_CELL = 131_072


def load_regulation(name: str) -> Regulation:
    """Return the règlement of a file, or of the program by its id."""
    path = Path(name)
    known = shipped()
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else known[name]
        return read_regulation(tomllib.loads(text))
    except KeyError:
        raise RegulationError(f"There is no file {name}; the program's own are: {', '.join(known)}.") from None
    except OSError as error:
        raise RegulationError(f"{name} cannot be read: {error.strerror}. Give a TOML file in UTF-8.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RegulationError(f"{name} is not TOML in UTF-8: {error}.") from None


def load_supports(path: Path, today: date) -> Iterator[Support]:
    """Yield the supports of a CSV file: a commune by row, and if known the date, the level, the age, a count."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RegulationError(f"{path} cannot be read: {error}. Give a CSV file in UTF-8.") from None
    first = text.split("\n", 1)[0]
    rows = csv.DictReader(text.splitlines(), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
    line, before = 0, csv.field_size_limit(_LONGEST_CELL)  # a library the program imports may have raised it
    try:
        columns = {(name or "").strip().casefold(): name for name in rows.fieldnames or ()}
        place, line = _place_among(columns, path), 1
        for line, row in enumerate(rows, 2):
            yield _support(row, columns, place, today, f"{path}, line {line}")
    except csv.Error as error:
        where = f"after line {line}" if line else "line 1"
        message = f"{path}, {where}: {error}; write one support by line, as a spreadsheet does."
        raise RegulationError(message) from None
    finally:
        csv.field_size_limit(before)


def _place_among(columns: Mapping[str, str], path: Path) -> str:
    """Return the column that names the commune."""
    for name in _TERRITORY:
        if name in columns:
            return columns[name]
    raise RegulationError(f"{path}, line 1: no column « commune » among {', '.join(columns) or 'none'}: add it.")


def _cell(row: Mapping[str, str], columns: Mapping[str, str], names: tuple[str, ...]) -> tuple[str, str]:
    name = next((columns[name] for name in names if name in columns), "")
    return name, (row.get(name) or "").strip()


def _support(row: Mapping[str, str], columns: Mapping[str, str], place: str, today: date, where: str) -> Support:
    territory = (row.get(place) or "").strip()
    if not territory:
        raise RegulationError(f"{where}, column {place}: empty; write the commune of the support.")
    name = ""
    try:
        name, day = _cell(row, columns, _DAY)
        on = date.fromisoformat(day[:10]) if day else today
        name, level = _cell(row, columns, _LEVEL)
        known = Level(level) if level else Level.DECLARED
        name, age = _cell(row, columns, _AGE)
        years = int(age) if age else None
        name, number = _cell(row, columns, _COUNT)
        count = int(number) if number else 1
    except ValueError as error:
        raise RegulationError(f"{where}, column {name}: {error}.") from None
    if count < 0:
        raise RegulationError(
            f"{where}, column {name}: {count} is negative; write how many supports the row stands for."
        )
    return Support(territory, on, known, years, count)


def as_json(regulation: Regulation, judged: Judgement) -> dict[str, object]:
    """Return a judgement as plain values."""
    return {
        "regulation": regulation.id,
        "authority": regulation.authority,
        "source": regulation.source,
        "on": judged.on.isoformat(),
        "total": judged.total,
        "by_territory": dict(judged.by_territory),
        "left_aside": {reason.value: count for reason, count in judged.left.items()},
        "steps": [_step(step) for step in judged.steps],
    }


def _step(judged: StepJudgement) -> dict[str, object]:
    return {
        "code": judged.step.code,
        "effect": judged.step.effect,
        "title": dict(judged.step.title),
        "met": judged.met,
        "counted": judged.counted,
        "conditions": [_condition(condition) for condition in judged.conditions],
        "why": {"fr": sentence(judged, "fr"), "en": sentence(judged, "en")},
    }


def _condition(condition: Condition) -> dict[str, object]:
    """Return a condition; a share is written as an exact fraction."""
    return {
        "kind": condition.kind.value,
        "met": condition.met,
        "needed": condition.needed if isinstance(condition.needed, int | None) else str(condition.needed),
        "got": condition.got if isinstance(condition.got, int) else str(condition.got),
        "missing": condition.missing,
        "territory": condition.share_of or None,
        "nearest": [{"territory": code, "missing": gap} for code, gap in condition.nearest],
    }


def _reference(text: str) -> tuple[str, Reference]:
    name, _, value = text.partition("=")
    if not name or not value.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r}: write NAME=NUMBER, such as registered_voters=95000")
    return name, Reference(int(value), "given on the command line")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="belvedere reglement", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    judging = commands.add_parser("judge", help="say for each step whether it is met, and why")
    judging.add_argument("--reglement", required=True, help="a TOML file, or the id of one that comes with the program")
    judging.add_argument("--supports", required=True, type=Path, help="CSV: commune[, date, level, age, count]")
    judging.add_argument("--on", required=True, type=date.fromisoformat, help="day of the judgement, YYYY-MM-DD")
    judging.add_argument("--opened", type=date.fromisoformat, help="first day of the collection; applies its window")
    judging.add_argument("--reference", action="append", type=_reference, default=[], metavar="NAME=NUMBER")
    judging.add_argument("--json", action="store_true", help="write everything as JSON")
    commands.add_parser("list", help="the règlements that come with the program")
    return parser


def _judge(arguments: argparse.Namespace) -> None:
    regulation = load_regulation(arguments.reglement)
    judged = judge(
        regulation,
        load_supports(arguments.supports, arguments.on),
        on=arguments.on,
        opened_on=arguments.opened,
        references=dict(arguments.reference),
    )
    if arguments.json:
        print(json.dumps(as_json(regulation, judged), ensure_ascii=False, indent=1))
        return
    for step in judged.steps:
        print(f"{step.step.title.get('fr', step.step.code)} — {sentence(step)}")


def main(words: list[str]) -> int:
    """Run the command; bad input gets exit code 2 and a message that says where."""
    arguments = _parser().parse_args(words)
    try:
        if arguments.command == "list":
            for name, text in shipped().items():
                print(f"{name:<28}{tomllib.loads(text)['authority']}")
        else:
            _judge(arguments)
    except RegulationError as error:
        print(f"{error.code}: {error}", file=sys.stderr)
        return BAD_INPUT
    return 0
