"""Files that come out of a draw: CSV for spreadsheets, JSON for programs; the same bytes for the same problem."""

import csv
import io
import json
from collections.abc import Iterable, Sequence

from belvedere.engines.sortition.problem import Distribution, Problem
from belvedere.engines.sortition.problem_json import canonical

DECIMALS = 12


def table_csv(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """Return a table as CSV: commas, quotes where needed, lines ended by a line feed."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def probabilities_csv(problem: Problem, probabilities: Sequence[float]) -> str:
    """Return a table ``id,probability``, in the order of the ids.

    >>> from belvedere.engines.sortition.problem import Person
    >>> print(probabilities_csv(Problem(1, (), (Person("b", ()), Person("a", ()))), (0.25, 0.75)), end="")
    id,probability
    a,0.750000000000
    b,0.250000000000
    """
    named = sorted((person.id, chance) for person, chance in zip(problem.people, probabilities, strict=True))
    return table_csv(("id", "probability"), ((name, _decimal(chance)) for name, chance in named))


def panels_csv(problem: Problem, distribution: Distribution) -> str:
    """Return a table ``panel,probability,ids``: the likeliest panel first; ids are separated by semicolons."""
    weighted = zip(distribution.weights, distribution.panels, strict=True)
    named = [(_decimal(weight), sorted(problem.people[place].id for place in panel)) for weight, panel in weighted]
    named.sort(key=lambda one: (-float(one[0]), one[1]))
    rows = ((number, weight, ";".join(ids)) for number, (weight, ids) in enumerate(named, start=1))
    return table_csv(("panel", "probability", "ids"), rows)


def _decimal(number: float) -> str:
    return f"{max(number, 0.0):.{DECIMALS}f}"


def categories_csv(problem: Problem) -> str:
    """Return the quotas as a categories file, in the dialect ``category,name,min,max,min_flex,max_flex``."""
    ordered = canonical(problem)
    rows = (
        (
            quota.category,
            quota.value,
            quota.minimum,
            quota.maximum,
            _blank(quota.flexible_minimum),
            _blank(quota.flexible_maximum),
        )
        for quota in ordered.quotas
    )
    return table_csv(("category", "name", "min", "max", "min_flex", "max_flex"), rows)


def _blank(number: int | None) -> str | int:
    return "" if number is None else number


def respondents_csv(problem: Problem) -> str:
    """Return the people as a respondents file, with a column ``household`` when somebody shares one."""
    ordered = canonical(problem)
    header = ("id", *ordered.categories)
    if not ordered.households:
        return table_csv(header, ((person.id, *person.values) for person in ordered.people))
    rows = ((person.id, *person.values, person.household or "") for person in ordered.people)
    return table_csv((*header, "household"), rows)


def pretty_json(content: object) -> str:
    """Return JSON that a person can read too: sorted keys, two spaces."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False) + "\n"
