"""The strata of an invitation: who lives there, who can be written to, what is known of their answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from belvedere.engines.sortition.answer_rates import AnswerRate, NotARate
from belvedere.engines.sortition.problem import SortitionError


class BadStrata(SortitionError):
    """Strata that do not make sense together."""

    code = "bad_strata"


@dataclass(frozen=True, slots=True)
class Stratum:
    """People among whom letters are drawn: those of a commune, or of a part of it.

    Attributes
    ----------
    name : str
    population : int
        Inhabitants: what the pool should look like.
    addresses : int
        Households that can still be written to.
    rate : AnswerRate
        What is known of its rate of answers.
    minimum : int
        Candidates that it must have for its quota to hold.
    group : str
        Strata of one group have one and the same unknown rate: they rise and fall together.
    candidates : int
        Who signed up already.
    pending : int
        Letters sent whose answers may still come.
    """

    name: str
    population: int
    addresses: int
    rate: AnswerRate
    minimum: int = 0
    group: str = ""
    candidates: int = 0
    pending: int = 0

    @property
    def lacking(self) -> int:
        """Candidates that its minimum still asks for."""
        return max(0, self.minimum - self.candidates)

    def chance_short(self, letters: int) -> float:
        """Return the chance that it stays under its minimum with some more letters."""
        return self.rate.chance_below(self.pending + letters, self.lacking)


@dataclass(frozen=True, slots=True)
class Answers:
    """Letters of a stratum whose answers are in, and how many said yes."""

    letters: int
    yes: int


def answered(strata: Sequence[Stratum], answers: Mapping[str, Answers]) -> tuple[Stratum, ...]:
    """Return the strata once answers are in: candidates, letters still pending, and the rate of each group."""
    unknown = sorted(set(answers) - {stratum.name for stratum in strata})
    if unknown:
        raise BadStrata(f"There are answers of {unknown[0]}, which is no stratum. Write its name as in the strata.")
    found: dict[str, tuple[int, int]] = {}
    for stratum in strata:
        known = answers.get(stratum.name, Answers(0, 0))
        if not 0 <= known.yes <= known.letters <= stratum.pending:
            raise NotARate(
                f"{stratum.name}: {known.yes} yes to {known.letters} letters, of {stratum.pending} sent. "
                "Correct the counts."
            )
        letters, yes = found.get(stratum.group, (0, 0))
        found[stratum.group] = letters + known.letters, yes + known.yes
    return tuple(
        replace(
            stratum,
            rate=stratum.rate.after(letters=found[stratum.group][0], yes=found[stratum.group][1]),
            candidates=stratum.candidates + answers.get(stratum.name, Answers(0, 0)).yes,
            pending=stratum.pending - answers.get(stratum.name, Answers(0, 0)).letters,
        )
        for stratum in strata
    )


def check_strata(strata: Sequence[Stratum], wanted: int, risk: float) -> None:
    """Refuse strata that make no sense together, and a pool or a risk that is none."""
    if not 0 < risk < 1:
        raise BadStrata(f"{risk} is no risk: it lies between 0 and 1, both excluded (0.05 for 5 %).")
    if wanted < 1 or not strata:
        raise BadStrata("Ask for a pool of one person or more, in one stratum or more.")
    rates: dict[str, AnswerRate] = {}
    names: set[str] = set()
    for stratum in strata:
        counts = (stratum.population, stratum.addresses, stratum.minimum, stratum.candidates, stratum.pending)
        if min(counts) < 0:
            raise BadStrata(f"{stratum.name}: a count is negative. Correct it.")
        if stratum.name in names:
            raise BadStrata(f"{stratum.name} is there twice. Keep one line for each stratum.")
        if rates.setdefault(stratum.group, stratum.rate) != stratum.rate:
            raise BadStrata(f"{stratum.name}: its group {stratum.group!r} has another rate. Give each rate its group.")
        names.add(stratum.name)
