"""What can be downloaded: each context declares its lists, `/donnees/` shows them all."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any  # each table has rows of its own kind

from django.utils.functional import Promise

from belvedere.platform.exchange.tables import Column


@dataclass(frozen=True)
class Table:
    """The columns and the rows of a dataset."""

    columns: Sequence[Column[Any]]
    rows: Iterable[Any]


@dataclass(frozen=True)
class Dataset:
    """A public list that its page gives as CSV and JSON (``?format=csv``, ``?format=json``).

    With a ``table``, it also has a page of its own under `/donnees/`, files at a stable address and a Data Package.
    """

    slug: str
    title: str | Promise
    description: str | Promise
    url_name: str
    table: Callable[[date], Table] | None = None
    keywords: tuple[str, ...] = ()
    frequency: str = "CONT"
    """How often it changes, a code of the European list (CONT: as soon as something happens)."""
    since: date | None = None
    """The first day of which it may speak."""


_DATASETS: dict[str, Dataset] = {}


def declare_dataset(
    slug: str,
    title: str | Promise,
    description: str | Promise,
    *,
    url_name: str,
    table: Callable[[date], Table] | None = None,
    keywords: tuple[str, ...] = (),
    frequency: str = "CONT",
    since: date | None = None,
) -> Dataset:
    """Declare a public list, once; ``table`` reads it as it stands on a day."""
    if slug in _DATASETS:
        raise ValueError(f"the dataset {slug} is declared twice")
    _DATASETS[slug] = Dataset(slug, title, description, url_name, table, keywords, frequency, since)
    return _DATASETS[slug]


def declared_datasets() -> tuple[Dataset, ...]:
    return tuple(_DATASETS[slug] for slug in sorted(_DATASETS))


def dataset_by_slug(slug: str) -> Dataset | None:
    """Return a dataset that has a page of its own."""
    found = _DATASETS.get(slug)
    return found if found is not None and found.table is not None else None
