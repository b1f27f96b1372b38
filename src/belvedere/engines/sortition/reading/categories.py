"""The categories file: a quota a row, in either dialect of the field."""

import re
from collections import defaultdict
from dataclasses import dataclass

from belvedere.engines.sortition.problem import Quota
from belvedere.engines.sortition.reading.faults import (
    BlankCell,
    DuplicateQuota,
    FlexibleRange,
    MinimumOverMaximum,
    NotANumber,
    listed,
)
from belvedere.engines.sortition.reading.text import (
    Findings,
    Row,
    Table,
    cleaned,
    folded,
    needed_position,
    position_of,
    table_of,
)

DIALECTS = (
    ("category", "name"),
    ("category", "feature"),
    ("feature", "value"),
    ("category", "value"),
    ("catégorie", "valeur"),
)
_WHOLE_NUMBER = re.compile(r"([0-9]{1,9})(?:[.,]0*)?")
_BOUNDS = (("min", "minimum"), ("max", "maximum"))
_FLEXIBLE = (("min_flex",), ("max_flex",))
_HEADERS = frozenset(name for names in (*DIALECTS, *_BOUNDS, *_FLEXIBLE) for name in names)


@dataclass(frozen=True)
class QuotaRow:
    """A quota and the line where it stands."""

    line: int
    quota: Quota


@dataclass(frozen=True)
class _Columns:
    """Positions of the columns; the flexible bounds may be absent."""

    category: int
    value: int
    bounds: tuple[int, int]
    flexible: tuple[int | None, int | None]
    table: Table


def read_categories(content: bytes | str, findings: Findings) -> tuple[QuotaRow, ...]:
    """Return the quotas of a file; what is wrong goes to the findings."""
    table = table_of(content, findings, _HEADERS)
    columns = _columns(table, findings) if table.header else None
    if columns is None:
        return ()
    rows = [read for row in table.rows if (read := _quota_row(row, columns, findings)) is not None]
    _check_duplicates(rows, columns, findings)
    return _with_one_spelling(rows, columns, findings)


def _columns(table: Table, findings: Findings) -> _Columns | None:
    headers = {folded(header) for header in table.header}
    category_name, value_name = next((pair for pair in DIALECTS if headers.issuperset(pair)), _nearest(headers))
    category = needed_position(table, (category_name,), findings)
    value = needed_position(table, (value_name,), findings)
    minimum, maximum = (needed_position(table, names, findings) for names in _BOUNDS)
    flexible_minimum, flexible_maximum = (position_of(table, names, findings) for names in _FLEXIBLE)
    if category is None or value is None or minimum is None or maximum is None:
        return None
    return _Columns(category, value, (minimum, maximum), (flexible_minimum, flexible_maximum), table)


def _nearest(headers: set[str]) -> tuple[str, str]:
    return max(DIALECTS, key=lambda pair: (len(headers.intersection(pair)), -DIALECTS.index(pair)))


def _quota_row(row: Row, columns: _Columns, findings: Findings) -> QuotaRow | None:
    category = _name(row, columns.category, columns, findings)
    value = _name(row, columns.value, columns, findings)
    minimum, maximum = (_number(row, place, columns, findings) for place in columns.bounds)
    flexible = [None if _is_blank(row, place) else _number(row, place, columns, findings) for place in columns.flexible]
    if not category or not value:
        return None
    quota = Quota(category, value, minimum or 0, maximum or 0, flexible[0], flexible[1])
    if minimum is not None and maximum is not None:
        _check_bounds(row.line, quota, columns, findings)
    return QuotaRow(row.line, quota)


def _is_blank(row: Row, place: int | None) -> bool:
    return place is None or not row.cells[place].strip()


def _name(row: Row, place: int, columns: _Columns, findings: Findings) -> str:
    name = cleaned(row.cells[place])
    if not name:
        findings.faults.append(BlankCell(findings.file, line=row.line, column=columns.table.header[place]))
    return name


def _number(row: Row, place: int | None, columns: _Columns, findings: Findings) -> int | None:
    if place is None:
        return None
    text = cleaned(row.cells[place])
    match = _WHOLE_NUMBER.fullmatch(text)
    if match is None:
        fault = NotANumber(findings.file, line=row.line, column=columns.table.header[place], value=text)
        findings.faults.append(fault)
        return None
    return int(match[1])


def _check_bounds(line: int, quota: Quota, columns: _Columns, findings: Findings) -> None:
    name = f"{quota.category} = {quota.value}"
    if quota.minimum > quota.maximum:
        column = columns.table.header[columns.bounds[0]]
        fault = MinimumOverMaximum(
            findings.file, line=line, column=column, quota=name, minimum=quota.minimum, maximum=quota.maximum
        )
        findings.faults.append(fault)
        return
    lowest = 0 if quota.flexible_minimum is None else quota.flexible_minimum
    if lowest > quota.minimum or (quota.flexible_maximum is not None and quota.flexible_maximum < quota.maximum):
        wrong = columns.flexible[0] if lowest > quota.minimum else columns.flexible[1]
        fault_of_range = FlexibleRange(
            findings.file,
            line=line,
            column=columns.table.header[wrong] if wrong is not None else None,
            quota=name,
            flexible=f"{lowest}–{'…' if quota.flexible_maximum is None else quota.flexible_maximum}",
            quota_range=f"{quota.minimum}–{quota.maximum}",
        )
        findings.faults.append(fault_of_range)


def _check_duplicates(rows: list[QuotaRow], columns: _Columns, findings: Findings) -> None:
    found: dict[tuple[str, str], list[QuotaRow]] = defaultdict(list)
    for row in rows:
        found[folded(row.quota.category), folded(row.quota.value)].append(row)
    for same in found.values():
        if len(same) > 1:
            quota, lines = same[0].quota, [row.line for row in same]
            fault = DuplicateQuota(
                findings.file,
                line=lines[1],
                column=columns.table.header[columns.value],
                quota=f"{quota.category} = {quota.value}",
                count=len(same),
                lines=listed(lines),
            )
            findings.faults.append(fault)


def _with_one_spelling(rows: list[QuotaRow], columns: _Columns, findings: Findings) -> tuple[QuotaRow, ...]:
    spellings: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        spellings[folded(row.quota.category)].add(row.quota.category)
    for several in spellings.values():
        if len(several) > 1:
            names = ", ".join(f"« {name} »" for name in sorted(several))
            message = f"{names} were read as one category, « {min(several)} »."
            findings.notice("spelling", message, columns.table.header[columns.category])
    return tuple(QuotaRow(row.line, _renamed(row.quota, min(spellings[folded(row.quota.category)]))) for row in rows)


def _renamed(quota: Quota, category: str) -> Quota:
    bounds = (quota.minimum, quota.maximum, quota.flexible_minimum, quota.flexible_maximum)
    return Quota(category, quota.value, *bounds)
