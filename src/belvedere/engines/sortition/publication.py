"""The published folder of a draw: what it holds, and the check that anyone can make of it."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any  # what a JSON file holds

from belvedere.engines.sortition.problem import Problem, SortitionError
from belvedere.engines.sortition.problem_json import from_json, to_json
from belvedere.engines.sortition.randomness import Kind, Randomness, check_seals, panel_number
from belvedere.engines.sortition.succession import alternates_of, check_opened, successor
from belvedere.engines.sortition.writing import probabilities_csv, table_csv

if TYPE_CHECKING:  # it brings the solvers, which who reads a folder does not need
    from belvedere.engines.sortition.lottery import Lottery

FORMAT = "belvedere-draw-1"
PROBLEM, PROBABILITIES, LOTTERY = "problem.json", "probabilities.csv", "lottery.csv"
COMMITMENT, RESULT = "commitment.json", "result.json"
COMMITTED = (LOTTERY, PROBABILITIES, PROBLEM)
_CLOSE = 1e-9


class BadFolder(SortitionError):
    """A published folder that cannot be read: a file is missing or is not what it should be."""

    code = "bad_folder"


@dataclass(frozen=True)
class Promise:
    """What is promised before the chance exists: where it will come from, and from when on.

    ``source`` names the round of a beacon, or the public draws; ``alternates`` says how many the panel will have.
    """

    kind: Kind
    count: int
    not_before: str
    place: str = ""
    seals: tuple[str, ...] = ()
    source: str = ""
    alternates: int = 0


def spelled(content: object) -> str:
    """Return the one spelling of a JSON file of the folder: keys sorted, one a line, a line feed at the end."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def sealed(content: Mapping[str, object]) -> str:
    """Return the spelling of a file that holds its own digest: what is only said, such as an hour, cannot slip."""
    return spelled({**content, "sha256": digest_of(spelled(content))})


def lottery_csv(problem: Problem, lottery: "Lottery") -> str:
    """Return the table ``panel,ids``: numbers from 0 with as many digits as the last one, ids separated by spaces."""
    digits = len(str(len(lottery.panels) - 1))
    rows = (
        (f"{number:0{digits}}", " ".join(sorted(problem.people[place].id for place in panel)))
        for number, panel in enumerate(lottery.panels)
    )
    return table_csv(("panel", "ids"), rows)


def lottery_files(problem: Problem, probabilities: tuple[float, ...], lottery: "Lottery") -> dict[str, str]:
    """Return the three files that a commitment covers."""
    return {
        PROBLEM: to_json(problem),
        PROBABILITIES: probabilities_csv(problem, probabilities),
        LOTTERY: lottery_csv(problem, lottery),
    }


def committed_files(
    problem: Problem,
    probabilities: tuple[float, ...],
    lottery: "Lottery",
    *,
    promise: Promise,
    anchor: str,
    objective: str,
    version: str,
    at: str,
) -> dict[str, str]:
    """Return the files to publish before the chance exists; the commitment is the SHA-256 of ``commitment.json``.

    Parameters
    ----------
    problem : Problem
        With pseudonyms as ids: nothing else of a person is published.
    probabilities : tuple of float
        Announced, by person.
    lottery : Lottery
    promise : Promise
    anchor : str
        End of the chain of the replacements.
    objective, version, at : str
        What « fair » means, the version of the program, the hour (ISO 8601).
    """
    files = lottery_files(problem, probabilities, lottery)
    text = commitment_text(files, promise=promise, anchor=anchor, objective=objective, version=version, at=at)
    return {**files, COMMITMENT: text}


def commitment_text(
    files: Mapping[str, str], *, promise: Promise, anchor: str, objective: str, version: str, at: str
) -> str:
    """Return ``commitment.json`` for the three files of a lottery; figures are counted again from them."""
    panels = _rows(files[LOTTERY])
    commitment = {
        "format": FORMAT,
        "at": at,
        "files": {name: digest_of(files[name]) for name in COMMITTED},
        "lottery_size": len(panels),
        "largest_difference": f"{_largest_difference(files):.6f}",
        "objective": objective,
        "version": version,
        "succession_anchor": anchor,
        "alternates": promise.alternates,
        "randomness": {
            "kind": promise.kind.value,
            "count": promise.count,
            "not_before": promise.not_before,
            "place": promise.place,
            "seals": list(promise.seals),
            **({"source": promise.source} if promise.source else {}),
        },
    }
    return spelled(commitment)


def _rows(text: str) -> list[list[str]]:
    """Return the rows of a CSV file under its header."""
    return list(csv.reader(io.StringIO(text)))[1:]


def _largest_difference(files: Mapping[str, str]) -> float:
    """Return the largest distance between a person's share of the panels and her probability."""
    panels = [row[1].split() for row in _rows(files[LOTTERY])]
    announced = {row[0]: float(row[1]) for row in _rows(files[PROBABILITIES])}
    counts = dict.fromkeys(announced, 0)
    for ids in panels:
        for name in ids:
            counts[name] = counts.get(name, 0) + 1
    return max((abs(counts[name] / len(panels) - announced[name]) for name in announced), default=0.0)


def result_file(files: Mapping[str, str], randomness: Randomness, *, at: str) -> dict[str, str]:
    """Return the file to publish once the chance is known: what was read, and the panel that it gives."""
    folder = Folder(files)
    if folder.promise.kind is Kind.SEALED:
        check_seals(randomness.values, folder.promise.seals)
    number = panel_number(randomness, commitment=folder.commitment, size=len(folder.panels))
    return {RESULT: folder.result_of(randomness, number, at)}


def replacement_name(number: int) -> str:
    return f"replacement-{number:03}.json"


def replacement_file(files: Mapping[str, str], leaving: str, *, value: str, at: str) -> dict[str, str]:
    """Return the file that publishes a replacement: who leaves, the link opened, who comes."""
    folder = Folder(files)
    history = folder.replacements
    number = len(history) + 1
    check_opened(value, replacement=number, anchor=folder.anchor)
    members, gone = folder.members_after(history)
    if leaving not in members:
        raise BadFolder(f"{leaving} is not a member of the panel: nobody to replace.")
    staying, left = members - {leaving}, gone | {leaving}
    coming = successor(
        folder.problem, staying, left, value=value, commitment=folder.commitment, alternates=folder.alternates
    )
    content = {"number": number, "leaving": leaving, "coming": coming, "opened": value, "at": at}
    return {replacement_name(number): sealed(content)}


class Folder:
    """A published folder, read."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files
        self.commitment = digest_of(self._text(COMMITMENT))
        self.promised = self._json(COMMITMENT)
        try:
            self.problem = from_json(self._text(PROBLEM))
            self.anchor = str(self.promised["succession_anchor"])
            wanted = self.promised["randomness"]
            self.promise = Promise(
                Kind(wanted["kind"]),
                int(wanted["count"]),
                str(wanted["not_before"]),
                str(wanted["place"]),
                tuple(wanted["seals"]),
                str(wanted.get("source", "")),
                int(self.promised["alternates"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise BadFolder(f"{COMMITMENT} does not say {error}: it was changed, or is not of a draw.") from error
        rows = _rows(self._text(LOTTERY))
        self.panels = [row[1].split() for row in rows]
        self.numbers = [row[0] for row in rows]

    def _text(self, name: str) -> str:
        if name not in self.files:
            raise BadFolder(f"{name} is missing: the folder is not whole.")
        return self.files[name]

    def _json(self, name: str) -> dict[str, Any]:
        try:
            content = json.loads(self._text(name))
        except ValueError as error:
            raise BadFolder(f"{name} is not JSON: {error}.") from error
        if not isinstance(content, dict):
            raise BadFolder(f"{name} holds no object.")
        return content

    @property
    def replacements(self) -> list[dict[str, Any]]:
        """What was published of the replacements, in order."""
        found: list[dict[str, Any]] = []
        while (name := replacement_name(len(found) + 1)) in self.files:
            found.append(self._json(name))
        return found

    @cached_property
    def alternates(self) -> tuple[str, ...]:
        """The alternates of the panel drawn, in their order."""
        members = self.members_after([])[0]
        return alternates_of(self.problem, members, count=self.promise.alternates, commitment=self.commitment)

    def members_after(self, history: list[dict[str, Any]]) -> tuple[frozenset[str], frozenset[str]]:
        """Return the members after some replacements, and those who left."""
        members, gone = set(map(str, self._json(RESULT)["ids"])), set()
        for entry in history:
            members = members - {str(entry["leaving"])} | {str(entry["coming"])}
            gone.add(str(entry["leaving"]))
        return frozenset(members), frozenset(gone)

    def result_of(self, read: Randomness, number: int, at: str) -> str:
        """Return ``result.json``: what was read, when, and the panel that it gives."""
        randomness = {"kind": read.kind.value, "values": list(read.values), "at": at}
        ids = self.panels[number]
        return sealed({"commitment": self.commitment, "randomness": randomness, "panel": number, "ids": ids})

    def findings(self) -> Iterator[str]:
        """Yield, in plain words, each thing that does not hold; nothing when the whole folder does.

        When the files are not those that were promised, nothing else is judged: it would be of something else.
        """
        wrong = tuple(self._wrong_files())
        yield from wrong
        if wrong:
            return
        yield from self._wrong_panels()
        yield from self._wrong_shares()
        if RESULT in self.files or replacement_name(1) in self.files:
            yield from self._wrong_result()
            yield from self._wrong_replacements()

    def _wrong_files(self) -> Iterator[str]:
        expected = self.promised.get("files")
        if not isinstance(expected, dict) or sorted(expected) != sorted(COMMITTED):
            yield f"{COMMITMENT} does not name the three files that it commits"
            return
        yield from (
            f"{name} is not the file that was committed"
            for name in COMMITTED
            if digest_of(self._text(name)) != expected[name]
        )
        if self.files[COMMITMENT] != spelled(self.promised):
            yield f"{COMMITMENT} is not in its one spelling"
        if self.promise.not_before < str(self.promised.get("at", "")):
            yield "the chance that is promised is earlier than the commitment"
        if self.promised.get("format") != FORMAT:
            yield f"{COMMITMENT} is not of this format"
        known = {*COMMITTED, COMMITMENT, RESULT}
        extra = [name for name in self.files if name not in known and not name.startswith("replacement-")]
        yield from (f"{name} is no file of a draw" for name in sorted(extra))

    def _wrong_panels(self) -> Iterator[str]:
        places = {person.id: place for place, person in enumerate(self.problem.people)}
        size = self.promised.get("lottery_size")
        if len(self.panels) != size:
            yield f"the lottery has {len(self.panels)} panels, {size} are announced"
        for place, (number, ids) in enumerate(zip(self.numbers, self.panels, strict=True)):
            if not number.isdigit() or int(number) != place:
                yield f"panel {number} is not in its place"
            unknown = [name for name in ids if name not in places]
            if unknown:
                yield f"panel {number}: {unknown[0]} is not of the pool"
                continue
            yield from (f"panel {number}: {rule}" for rule in self.problem.broken_rules(tuple(places[n] for n in ids)))

    def _wrong_shares(self) -> Iterator[str]:
        rows = _rows(self._text(PROBABILITIES))
        announced = {row[0]: float(row[1]) for row in rows}
        if sorted(announced) != sorted(person.id for person in self.problem.people):
            yield f"{PROBABILITIES} does not name the people of the pool"
            return
        worst = _largest_difference(self.files)
        said = float(str(self.promised.get("largest_difference", "nan")))
        if not abs(worst - said) <= 1e-6 + _CLOSE:
            yield f"someone's share of the panels is {worst:.6f} from her probability, {said:.6f} is announced"

    def _wrong_result(self) -> Iterator[str]:
        try:
            read = self._json(RESULT)["randomness"]
            chance = Randomness(Kind(str(read["kind"])), tuple(read["values"]))
            if chance.kind is not self.promise.kind or len(chance.values) != self.promise.count:
                yield f"{RESULT}: this is not the chance that was promised"
            if str(read["at"]) < self.promise.not_before:
                yield f"{RESULT}: the chance is earlier than what was promised"
            if chance.kind is Kind.SEALED:
                check_seals(chance.values, self.promise.seals)
            number = panel_number(chance, commitment=self.commitment, size=len(self.panels))
            expected = self.result_of(chance, number, str(read["at"]))
        except (KeyError, TypeError, ValueError, SortitionError) as error:
            yield f"{RESULT}: {error}"
            return
        if self.files[RESULT] != expected:
            yield f"{RESULT} is not what the chance gives, panel {number}, or its hour was changed"

    def _wrong_replacements(self) -> Iterator[str]:
        history = self.replacements
        names = sorted(name for name in self.files if name.startswith("replacement-"))
        if names != [replacement_name(number) for number in range(1, len(history) + 1)]:
            yield "the replacements are not numbered from 1 without a gap"
        for place, entry in enumerate(history):
            earlier = {name: text for name, text in self.files.items() if not name.startswith("replacement-")}
            earlier |= {replacement_name(n): self.files[replacement_name(n)] for n in range(1, place + 1)}
            try:
                again = replacement_file(
                    earlier, str(entry["leaving"]), value=str(entry["opened"]), at=str(entry["at"])
                )
            except (KeyError, SortitionError) as error:
                yield f"{replacement_name(place + 1)}: {error}"
                return
            if again[replacement_name(place + 1)] != self.files[replacement_name(place + 1)]:
                yield f"{replacement_name(place + 1)} is not what its link gives"


def findings_of(files: Mapping[str, str]) -> tuple[str, ...]:
    """Return each thing that does not hold in a published folder, by plain arithmetic; nothing when all does."""
    try:
        return tuple(Folder(files).findings())
    except SortitionError as error:
        return (error.message,)
    except (ValueError, IndexError, TypeError, AttributeError) as error:
        return (f"the folder cannot be read: {error}",)
