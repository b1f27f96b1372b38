"""Reads of quotas: tables by category, and what makes them impossible before anyone has signed up."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from belvedere.contexts.panels.models import Campaign, Category, Target
from belvedere.contexts.panels.states.campaign import CategoryKind
from belvedere.engines.sortition.problem import CROSSING, Problem, Quota
from belvedere.engines.sortition.problem_json import to_json

Bounds = Mapping[int, tuple[int, int]]


@dataclass(frozen=True)
class QuotaRow:
    """A quota, and the exact share of the places that its population would have."""

    target: Target
    share_percent: float | None
    exact_places: float | None


@dataclass(frozen=True)
class QuotaTable:
    """A category with its quotas."""

    category: Category
    rows: list[QuotaRow]

    @property
    def population(self) -> int:
        return sum(row.target.population or 0 for row in self.rows)

    @property
    def minimum(self) -> int:
        return sum(row.target.minimum for row in self.rows)

    @property
    def maximum(self) -> int:
        return sum(row.target.maximum for row in self.rows)


@dataclass(frozen=True)
class QuotaFault:
    """Why no panel of the size can hold these quotas, in a category."""

    category: str
    message: str


def categories_of(campaign: Campaign) -> list[Category]:
    """Return the categories of a recruitment with their quotas, in order: two statements."""
    return list(Category.objects.filter(campaign=campaign).order_by("position", "pk").prefetch_related("targets"))


def quota_tables(campaign: Campaign) -> list[QuotaTable]:
    """Return the quotas as the screen shows them: two statements."""
    return [_table(category, campaign.size) for category in categories_of(campaign)]


def _table(category: Category, size: int) -> QuotaTable:
    targets = list(category.targets.all())
    total = sum(target.population or 0 for target in targets)
    return QuotaTable(category, [_row(target, total, size) for target in targets])


def _row(target: Target, total: int, size: int) -> QuotaRow:
    if not total or target.population is None:
        return QuotaRow(target, None, None)
    share = target.population / total
    return QuotaRow(target, round(100 * share, 1), round(size * share, 2))


def quota_faults(campaign: Campaign, typed: Bounds | None = None) -> list[QuotaFault]:
    """Return why no panel could hold these quotas, whoever signed up: two statements.

    ``typed`` replaces the minimum and the maximum of some quotas (by key), before they are saved.
    """
    tables = {category.name: _bounds(category, typed or {}) for category in categories_of(campaign)}
    faults = [fault for name, rows in tables.items() for fault in _size_faults(name, rows, campaign.size)]
    for name, rows in tables.items():
        parts = name.split(CROSSING)
        if len(parts) > 1 and all(part in tables for part in parts):
            faults += [
                fault
                for side, part in enumerate(parts)
                for fault in _crossing_faults(name, rows, side, part, tables[part])
            ]
    return faults


Table = dict[str, tuple[int, int]]


def _bounds(category: Category, typed: Bounds) -> Table:
    return {target.value: typed.get(target.pk, (target.minimum, target.maximum)) for target in category.targets.all()}


def _size_faults(name: str, rows: Table, size: int) -> Iterator[QuotaFault]:
    yield from (
        QuotaFault(
            name,
            _("« %(value)s » : le minimum %(low)d dépasse le maximum %(high)d.")
            % {"value": value, "low": low, "high": high},
        )
        for value, (low, high) in rows.items()
        if low > high
    )
    lowest, highest = sum(low for low, _high in rows.values()), sum(high for _low, high in rows.values())
    if lowest > size:
        message = ngettext(
            "Les minimums demandent %(sum)d personne pour %(size)d places.",
            "Les minimums demandent %(sum)d personnes pour %(size)d places.",
            lowest,
        )
        yield QuotaFault(name, message % {"sum": lowest, "size": size})
    if highest < size:
        message = ngettext(
            "Les maximums laissent entrer %(sum)d personne pour %(size)d places.",
            "Les maximums laissent entrer %(sum)d personnes pour %(size)d places.",
            highest,
        )
        yield QuotaFault(name, message % {"sum": highest, "size": size})


def _crossing_faults(name: str, rows: Table, side: int, part: str, bounds: Table) -> Iterator[QuotaFault]:
    for value, (low, high) in bounds.items():
        cells = [cell for label, cell in rows.items() if label.split(CROSSING)[side] == value]
        lowest, highest = sum(cell[0] for cell in cells), sum(cell[1] for cell in cells)
        if lowest > high or highest < low:
            message = _("« %(value)s » (%(part)s) va de %(low)d à %(high)d, son croisement de %(least)d à %(most)d.")
            yield QuotaFault(
                name,
                message % {"value": value, "part": part, "low": low, "high": high, "least": lowest, "most": highest},
            )


def quotas_of(campaign: Campaign, categories: list[Category] | None = None) -> tuple[Quota, ...]:
    """Return the quotas as the engine takes them."""
    found = categories_of(campaign) if categories is None else categories
    return tuple(
        Quota(
            category.name,
            target.value,
            target.minimum,
            target.maximum,
            target.flexible_minimum,
            target.flexible_maximum,
        )
        for category in found
        for target in category.targets.all()
    )


def quotas_digest(campaign: Campaign) -> str:
    """Return the mark of the quotas and of the size, as the journal keeps it."""
    return hashlib.sha256(to_json(Problem(campaign.size, quotas_of(campaign), ())).encode()).hexdigest()


def asked_categories(campaign: Campaign) -> list[Category]:
    """Return the questions of the sign-up page with their answers, in order: two statements."""
    return [category for category in categories_of(campaign) if category.kind == CategoryKind.ASKED]
