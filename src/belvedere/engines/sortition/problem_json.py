"""A problem as JSON, in one spelling: the same problem gives the same bytes, whatever the order of its rows."""

import json
from collections.abc import Iterator
from typing import NoReturn, TypeAlias

from belvedere.engines.sortition.problem import Person, Problem, Quota
from belvedere.engines.sortition.reading.faults import BadInput, Fault, File

FORMAT = "belvedere.sortition.problem"
VERSION = 1

_Json: TypeAlias = "str | int | float | bool | list[_Json] | dict[str, _Json] | None"
_QUOTA_KEYS = {"category", "value", "minimum", "maximum"}
_FLEXIBLE_KEYS = ("flexible_minimum", "flexible_maximum")


class BadProblem(Fault):
    """A JSON problem that does not hold together; ``column`` is the path of what is wrong (``quotas[3].minimum``)."""

    code = "bad_problem"
    says = "{reason}."
    mend = "Write the file again from its source."


def canonical(problem: Problem) -> Problem:
    """Return the same problem with its quotas in the order of their names and its people in that of their ids."""
    quotas = tuple(sorted(problem.quotas, key=lambda quota: (quota.category, quota.value)))
    places = [problem.categories.index(category) for category in dict.fromkeys(quota.category for quota in quotas)]
    people = (
        Person(person.id, tuple(person.values[place] for place in places), person.household)
        for person in problem.people
    )
    return Problem(problem.size, quotas, tuple(sorted(people, key=lambda person: person.id)))


def to_json(problem: Problem) -> str:
    """Spell a problem: keys sorted, no white space, one line; encode it in UTF-8 to write or hash it.

    Examples
    --------
    >>> problem = Problem(1, (Quota("sexe", "F", 0, 1),), (Person("b", ("F",)), Person("a", ("F",), "a")))
    >>> from_json(to_json(problem)) == canonical(problem)
    True
    """
    ordered = canonical(problem)
    spelled = {
        "format": FORMAT,
        "version": VERSION,
        "size": ordered.size,
        "quotas": [_spelled_quota(quota) for quota in ordered.quotas],
        "people": [_spelled_person(person, ordered.categories) for person in ordered.people],
    }
    return json.dumps(spelled, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False) + "\n"


def _spelled_quota(quota: Quota) -> dict[str, str | int]:
    spelled: dict[str, str | int] = {
        "category": quota.category,
        "value": quota.value,
        "minimum": quota.minimum,
        "maximum": quota.maximum,
    }
    if quota.flexible_minimum is not None:
        spelled["flexible_minimum"] = quota.flexible_minimum
    if quota.flexible_maximum is not None:
        spelled["flexible_maximum"] = quota.flexible_maximum
    return spelled


def _spelled_person(person: Person, categories: tuple[str, ...]) -> dict[str, str | dict[str, str]]:
    spelled: dict[str, str | dict[str, str]] = {
        "id": person.id,
        "values": dict(zip(categories, person.values, strict=True)),
    }
    if person.household is not None:
        spelled["household"] = person.household
    return spelled


def from_json(text: str) -> Problem:
    """Read a problem that `to_json` wrote; a problem written by hand may have its rows in any order.

    Raises
    ------
    BadInput
        With every fault that was found.
    """
    try:
        content: _Json = json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BadInput([_fault("", f"This is not JSON ({error})")]) from error
    outer = _object(content, "", {"format", "version", "size", "quotas", "people"})
    if outer["format"] != FORMAT or outer["version"] != VERSION:
        raise BadInput([_fault("format", f"This is not a problem of format {FORMAT}, version {VERSION}")])
    size = _whole(outer["size"], "size")
    quotas = tuple(_quota(item, f"quotas[{place}]") for place, item in enumerate(_list(outer["quotas"], "quotas")))
    categories = tuple(dict.fromkeys(quota.category for quota in quotas))
    people = tuple(
        _person(item, f"people[{place}]", categories) for place, item in enumerate(_list(outer["people"], "people"))
    )
    problem = Problem(size, quotas, people)
    faults = list(_inconsistencies(problem))
    if faults:
        raise BadInput(faults)
    return canonical(problem)


def _without_repeats(pairs: list[tuple[str, _Json]]) -> dict[str, _Json]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key is there twice")
    return dict(pairs)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _fault(path: str, reason: str) -> BadProblem:
    return BadProblem(File.PROBLEM, column=path or None, reason=reason)


def _inconsistencies(problem: Problem) -> Iterator[BadProblem]:
    if problem.size < 1:
        yield _fault("size", "A panel has one member or more")
    names: set[tuple[str, str]] = set()
    for place, quota in enumerate(problem.quotas):
        if not 0 <= quota.minimum <= quota.maximum:
            yield _fault(f"quotas[{place}]", f"The minimum {quota.minimum} and the maximum {quota.maximum} do not hold")
        if (quota.category, quota.value) in names:
            yield _fault(f"quotas[{place}]", f"{quota.category} = {quota.value} has two quotas")
        names.add((quota.category, quota.value))
    ids: set[str] = set()
    for place, person in enumerate(problem.people):
        if person.id in ids:
            yield _fault(f"people[{place}].id", f"« {person.id} » is there twice")
        ids.add(person.id)


def _quota(item: _Json, path: str) -> Quota:
    fields = _object(item, path, _QUOTA_KEYS, _FLEXIBLE_KEYS)
    return Quota(
        _text(fields["category"], f"{path}.category"),
        _text(fields["value"], f"{path}.value"),
        _whole(fields["minimum"], f"{path}.minimum"),
        _whole(fields["maximum"], f"{path}.maximum"),
        *(_whole(fields[key], f"{path}.{key}") if key in fields else None for key in _FLEXIBLE_KEYS),
    )


def _person(item: _Json, path: str, categories: tuple[str, ...]) -> Person:
    fields = _object(item, path, {"id", "values"}, ("household",))
    values = _object(fields["values"], f"{path}.values", set(categories))
    profile = tuple(_text(values[name], f"{path}.values.{name}") for name in categories)
    household = _text(fields["household"], f"{path}.household") if "household" in fields else None
    return Person(_text(fields["id"], f"{path}.id"), profile, household)


def _object(item: _Json, path: str, needed: set[str], allowed: tuple[str, ...] = ()) -> dict[str, _Json]:
    if not isinstance(item, dict):
        raise BadInput([_fault(path, "This should be an object")])
    missing, strange = sorted(needed - set(item)), sorted(set(item) - needed - set(allowed))
    faults = [_fault(f"{path}.{key}".lstrip("."), "This is missing") for key in missing]
    faults += [_fault(f"{path}.{key}".lstrip("."), "This should not be here") for key in strange]
    if faults:
        raise BadInput(faults)
    return item


def _list(item: _Json, path: str) -> list[_Json]:
    if not isinstance(item, list):
        raise BadInput([_fault(path, "This should be a list")])
    return item


def _text(item: _Json, path: str) -> str:
    if not isinstance(item, str) or not item:
        raise BadInput([_fault(path, "This should be a text, not blank")])
    return item


def _whole(item: _Json, path: str) -> int:
    if not isinstance(item, int) or isinstance(item, bool):
        raise BadInput([_fault(path, "This should be a whole number")])
    return item
