"""Reading ids of people, one a line."""

from pathlib import Path

from belvedere.config.commands.files import content_of
from belvedere.engines.sortition.problem import Problem, SortitionError


class UnknownPerson(SortitionError):
    """An id that is not of the pool."""

    code = "unknown_person"


def ids_of(path: Path) -> tuple[str, ...]:
    """Return the ids of a file: one a line, or the first column of a table whose header is ``id``."""
    lines = content_of(path).decode("utf-8-sig", errors="replace").splitlines()
    is_table = bool(lines) and lines[0].split(",")[0].strip() == "id"
    cells = (line.split(",")[0].strip() for line in lines[1:]) if is_table else (line.strip() for line in lines)
    return tuple(cell for cell in cells if cell)


def positions_of(problem: Problem, path: Path) -> tuple[int, ...]:
    """Return the positions of the people whom a file names, sorted."""
    places = {person.id: place for place, person in enumerate(problem.people)}
    found = ids_of(path)
    for name in found:
        if name not in places:
            raise UnknownPerson(f"{path}: {name} is not of the pool. Give ids of the pool, one a line.")
    return tuple(sorted(places[name] for name in found))
