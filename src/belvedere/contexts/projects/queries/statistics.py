"""How each department passes the gates."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from belvedere.contexts.projects.models import Passage
from belvedere.contexts.projects.states.gates import Gate


@dataclass(frozen=True)
class DepartmentGates:
    """What a department passed: gates, how many with a reservation, and the projects concerned."""

    department: str
    body: str
    projects: int
    passed: int
    reserved: int
    by_gate: tuple[tuple[str, int, int], ...]

    @property
    def share_reserved(self) -> float | None:
        return round(100 * self.reserved / self.passed, 1) if self.passed else None


def gates_by_department() -> list[DepartmentGates]:
    """Return the passages of public projects by department: two statements, whatever their number."""
    public = Passage.objects.filter(project__published_at__isnull=False)
    with_reservation = Count("pk", filter=~Q(reservation=""))
    totals = (
        public.values("project__department", "project__department__name", "project__body__name")
        .annotate(passed=Count("pk"), reserved=with_reservation, projects=Count("project", distinct=True))
        .order_by("project__body__name", "project__department__name")
    )
    by_gate: dict[int, dict[str, tuple[int, int]]] = {}
    for row in public.values("project__department", "gate").annotate(passed=Count("pk"), reserved=with_reservation):
        by_gate.setdefault(row["project__department"], {})[row["gate"]] = (row["passed"], row["reserved"])
    return [
        DepartmentGates(
            department=row["project__department__name"],
            body=row["project__body__name"],
            projects=row["projects"],
            passed=row["passed"],
            reserved=row["reserved"],
            by_gate=tuple(_each_gate(by_gate[row["project__department"]])),
        )
        for row in totals
    ]


def _each_gate(found: dict[str, tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    for gate in Gate:
        passed, reserved = found.get(gate.value, (0, 0))
        yield gate.value, passed, reserved
