"""Reads the files of ``belvedere rules``: a set of rules, a project's answers, the sessions of a council."""

import csv
import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from belvedere.engines.rules.law.answers import Answers, clashes, read_answers
from belvedere.engines.rules.law.law import Law
from belvedere.engines.rules.law.methods import Catalogue, read_catalogue
from belvedere.engines.rules.law.reading import read_rule_set
from belvedere.engines.rules.law.ruleset import RuleSet, RuleSetError
from belvedere.engines.rules.law.shipped import CALENDAR, METHODS, shipped_rules, shipped_texts

_DAY_COLUMNS = ("date", "session", "séance", "seance", "jour", "le")


def load_rules(folder: Path | None) -> RuleSet:
    """Return the set of rules of a folder of TOML files, or the program's own."""
    if folder is None:
        return shipped_rules()
    return read_rule_set({name: text for name, text in texts_of(folder).items() if name not in {METHODS, CALENDAR}})


def load_catalogue(folder: Path | None) -> Catalogue | None:
    """Return the catalogue of methods of a folder, when it holds one, or the program's own."""
    texts = shipped_texts() if folder is None else texts_of(folder)
    return read_catalogue(texts[METHODS]) if METHODS in texts else None


def texts_of(folder: Path) -> Mapping[str, str]:
    """Return the texts of the TOML files of a folder."""
    if not folder.is_dir():
        raise RuleSetError(f"There is no folder {folder}: give the one that holds the TOML files of the rules.")
    texts = {path.name: _text(path) for path in sorted(folder.glob("*.toml"))}
    if not texts:
        raise RuleSetError(f"{folder} holds no TOML file: copy the program's own and change them.")
    return texts


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleSetError(f"{path} cannot be read: {error}. Give a file in UTF-8.") from None


def load_answers(path: Path, law: Law) -> Answers:
    """Return the answers of a JSON file; those that contradict each other are refused."""
    try:
        given = json.loads(_text(path))
    except json.JSONDecodeError as error:
        raise RuleSetError(
            f"{path}, line {error.lineno}, column {error.colno}: this is not JSON ({error.msg}). Mend it there."
        ) from None
    if not isinstance(given, dict):
        raise RuleSetError(f'{path} must hold an object of answers by question, such as {{"nature": "zac"}}.')
    try:
        answers = read_answers(law.rules, given)
    except RuleSetError as error:
        raise RuleSetError(f"{path}: {error}") from None
    found = clashes(law, answers.facts)
    if found:
        told = " ".join(f"{', '.join(clash.questions)}: {clash.why['en'].rstrip('.')}." for clash in found)
        raise RuleSetError(f"{path}: some answers contradict each other. {told} Change or remove one of them.")
    return answers


def load_sessions(path: Path) -> list[date]:
    """Return the dates of a CSV file, one session by line, in order and once each."""
    lines = _text(path).splitlines()
    delimiter = ";" if lines and ";" in lines[0] else ","
    rows = [row for row in enumerate(csv.reader(lines, delimiter=delimiter), 1) if any(cell.strip() for cell in row[1])]
    if not rows:
        raise RuleSetError(f"{path} is empty: write the date of each council session, one by line, under « date ».")
    header = [cell.strip().casefold() for cell in rows[0][1]]
    column = next((header.index(name) for name in _DAY_COLUMNS if name in header), None)
    if column is None and _day(rows[0][1][0]) is None:
        raise RuleSetError(f"{path}, line 1: no column « date » among {', '.join(header)}: name it so.")
    found = {_session(row, column or 0, f"{path}, line {line}") for line, row in rows[column is not None :]}
    if not found:
        raise RuleSetError(f"{path} holds no session: write the date of each, one by line, under « date ».")
    return sorted(found)


def _session(row: list[str], column: int, place: str) -> date:
    text = row[column].strip() if column < len(row) else ""
    day = _day(text)
    if day is None:
        raise RuleSetError(f"{place}: « {text} » is not a date: write it as 2027-06-25.")
    return day


def _day(text: str) -> date | None:
    for shape in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text.strip(), shape).date()  # noqa: DTZ007 -- a day has no time zone
        except ValueError:
            continue
    return None
