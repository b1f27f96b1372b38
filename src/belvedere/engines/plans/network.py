"""What must be done before what: cycles named, the days between which each task may be done, the critical path.

The critical path method (Kelley and Walker, « Critical-Path Planning and Scheduling », 1959), with a first possible day
by task. The order comes from the standard library's ``graphlib``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter


class PlanFault(ValueError):
    """A network that cannot be computed; ``code`` names why."""

    code = "plan_fault"


class PrerequisiteCycle(PlanFault):
    """Tasks wait for one another: ``cycle`` names them in order, the first one again at the end."""

    code = "prerequisite_cycle"

    def __init__(self, cycle: tuple[str, ...]) -> None:
        self.cycle = cycle
        super().__init__(" → ".join(cycle))


class UnknownPrerequisite(PlanFault):
    """A task waits for one that is not there."""

    code = "unknown_prerequisite"

    def __init__(self, key: str, needed: str) -> None:
        self.key, self.needed = key, needed
        super().__init__(f"{key} needs {needed}, which is not among the tasks")


@dataclass(frozen=True, slots=True)
class Task:
    """A task.

    Attributes
    ----------
    key : str
    days : int
        How long it takes, 0 or more.
    needs : tuple of str
        The tasks that must be finished before it begins.
    ready : int
        The first day on which it may begin, counted from the day 0 of the plan.
    """

    key: str
    days: int
    needs: tuple[str, ...] = ()
    ready: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """The days between which a task may be done without making the whole later."""

    start: int
    finish: int
    latest_start: int
    latest_finish: int

    @property
    def slack(self) -> int:
        """Days by which it may slip without making the whole later."""
        return self.latest_start - self.start


@dataclass(frozen=True, slots=True)
class Schedule:
    """The slots of every task, the last day of all, and the chain that fixes it: the critical path."""

    slots: Mapping[str, Slot]
    length: int
    path: tuple[str, ...]


def cycle_among(needs: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return a cycle among prerequisites, or nothing.

    Parameters
    ----------
    needs : mapping of str to iterable of str
        What each task waits for.

    Returns
    -------
    tuple of str
        Each is needed by the next; the first comes again at the end. Empty when there is no cycle.

    Notes
    -----
    Linear in the tasks and their prerequisites.

    Examples
    --------
    >>> cycle_among({"a": ["b"], "b": []})
    ()
    >>> cycle_among({"a": ["b"], "b": ["a"]}) in {("a", "b", "a"), ("b", "a", "b")}
    True
    """
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as found:
        return tuple(found.args[1])
    return ()


def schedule(tasks: Iterable[Task]) -> Schedule:
    """Return when each task can be done at the soonest and at the latest, and the critical path.

    Parameters
    ----------
    tasks : iterable of Task
        Keys are unique.

    Returns
    -------
    Schedule
        A task starts at the soonest when all that it needs is finished, and never before its ``ready`` day. The path
        is one of the longest chains: each of its tasks but the first starts on the day on which the one before
        finishes; where several chains are as long, the one of the smallest keys.

    Raises
    ------
    PrerequisiteCycle, UnknownPrerequisite

    Notes
    -----
    Linear in the tasks and their prerequisites.

    Examples
    --------
    >>> found = schedule([Task("a", 10), Task("b", 5), Task("c", 20, ("a", "b"))])
    >>> found.length, found.path, found.slots["b"].slack
    (30, ('a', 'c'), 5)
    """
    known = {task.key: task for task in tasks}
    for task in known.values():
        for needed in task.needs:
            if needed not in known:
                raise UnknownPrerequisite(task.key, needed)
    order = _in_order(known)
    starts, finishes = _soonest(known, order)
    length = max(finishes.values(), default=0)
    latest = _latest(known, order, length)
    slots = {key: Slot(starts[key], finishes[key], latest[key] - task.days, latest[key]) for key, task in known.items()}
    return Schedule(slots, length, _path(known, starts, finishes, length))


def _in_order(known: Mapping[str, Task]) -> list[str]:
    needs = {key: task.needs for key, task in known.items()}
    cycle = cycle_among(needs)
    if cycle:
        raise PrerequisiteCycle(cycle)
    return list(TopologicalSorter(needs).static_order())


def _soonest(known: Mapping[str, Task], order: Iterable[str]) -> tuple[dict[str, int], dict[str, int]]:
    starts: dict[str, int] = {}
    finishes: dict[str, int] = {}
    for key in order:
        task = known[key]
        starts[key] = max([task.ready, *(finishes[needed] for needed in task.needs)])
        finishes[key] = starts[key] + task.days
    return starts, finishes


def _latest(known: Mapping[str, Task], order: list[str], length: int) -> dict[str, int]:
    latest = dict.fromkeys(known, length)
    for key in reversed(order):
        for needed in known[key].needs:
            latest[needed] = min(latest[needed], latest[key] - known[key].days)
    return latest


def _path(
    known: Mapping[str, Task], starts: Mapping[str, int], finishes: Mapping[str, int], length: int
) -> tuple[str, ...]:
    if not known:
        return ()
    path = [min(key for key in known if finishes[key] == length)]
    while True:
        before = [needed for needed in known[path[-1]].needs if finishes[needed] == starts[path[-1]]]
        if not before:
            return tuple(reversed(path))
        path.append(min(before))
