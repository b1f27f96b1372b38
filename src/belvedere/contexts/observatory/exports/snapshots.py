"""What a snapshot holds: each public dataset as CSV, JSON and Data Package, each indicator with all its values."""

import json
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from belvedere.contexts.observatory.exports.figures import VALUE_COLUMNS
from belvedere.contexts.observatory.models import Indicator
from belvedere.contexts.observatory.queries.indicators import indicators
from belvedere.contexts.observatory.queries.publishing import all_values, file_of
from belvedere.contexts.observatory.states.snapshots import FileToFreeze
from belvedere.platform.exchange.datasets import Dataset, Table, declared_datasets
from belvedere.platform.exchange.open_data import described, publisher_of
from belvedere.platform.exchange.packages import data_package
from belvedere.platform.exchange.tables import OPEN_LICENCE, csv_lines, json_pieces
from belvedere.platform.territory.models import Territory

CSV, JSON = "text/csv; charset=utf-8", "application/json"
LANGUAGE = "fr"  # of the data


def files_to_freeze(*, territory: Territory, now: datetime) -> list[FileToFreeze]:
    """Read every public dataset and every indicator as they stand now, in French."""
    with translation.override(LANGUAGE):
        datasets = [file for dataset in declared_datasets() for file in _dataset(dataset, territory, now)]
        return [*datasets, *(file for row in indicators() for file in _indicator(row, now))]


def _dataset(dataset: Dataset, territory: Territory, now: datetime) -> Iterator[FileToFreeze]:
    if dataset.table is None:
        return
    found = dataset.table(timezone.localdate(now))
    table = Table(found.columns, list(found.rows))
    about = {"source": f"{territory.name}, {settings.PUBLIC_URL}/", "generated_at": now.isoformat(timespec="seconds")}
    package = data_package(described(dataset, territory, now=now), table, publisher_of(territory))
    for name, media_type, content in (
        (f"{dataset.slug}.csv", CSV, "".join(csv_lines(table.columns, table.rows))),
        (
            f"{dataset.slug}.json",
            JSON,
            "".join(json_pieces(about | {"licence": OPEN_LICENCE}, table.columns, table.rows)),
        ),
        ("datapackage.json", JSON, json.dumps(package, ensure_ascii=False, indent=1) + "\n"),
    ):
        yield FileToFreeze(dataset.slug, name, str(dataset.title), media_type, content.encode())


def _indicator(indicator: Indicator, now: datetime) -> Iterator[FileToFreeze]:
    collection = f"indicateur-{indicator.slug}"
    address = settings.PUBLIC_URL + reverse("observatory:indicator", args=[indicator.slug])
    values = "".join(csv_lines(VALUE_COLUMNS, all_values(indicator)))
    file = file_of(indicator, on=timezone.localdate(now), address=address)
    yield FileToFreeze(collection, f"{indicator.slug}.csv", indicator.name, CSV, values.encode())
    yield FileToFreeze(collection, f"{indicator.slug}.json", indicator.name, JSON, file.encode())
