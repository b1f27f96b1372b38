"""The declared datasets as the catalogue tells them: who publishes, at which addresses."""

from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.urls import reverse

from belvedere.platform.exchange.catalogue import DataFile, Described, Publisher
from belvedere.platform.exchange.datasets import Dataset, declared_datasets


class Named(Protocol):
    """The territory that publishes."""

    name: str
    siren: str


def publisher_of(territory: Named) -> Publisher:
    home = f"{settings.PUBLIC_URL}/"
    return Publisher(territory.name, territory.siren, home, home)


def described(dataset: Dataset, territory: Named, *, now: datetime) -> Described:
    """Return a dataset with its absolute addresses; it is read as one asks, so that it is of now."""
    slug = dataset.slug
    forms = (("CSV", "csv", "text/csv"), ("JSON", "json", "application/json"))
    files = tuple(
        DataFile(f"{dataset.title} ({name})", _absolute(dataset, form), media_type, name)
        for name, form, media_type in forms
    )
    return Described(
        slug=slug,
        title=str(dataset.title),
        description=str(dataset.description),
        page=settings.PUBLIC_URL + page_of(dataset),
        modified=now,
        files=files,
        frequency=dataset.frequency,
        keywords=dataset.keywords,
        since=dataset.since,
        spatial=territory.name,
        documented=dataset.table is not None,
    )


def page_of(dataset: Dataset) -> str:
    """Return the address of the page of a dataset: its own, or the list's."""
    return reverse(dataset.url_name) if dataset.table is None else reverse("dataset", args=[dataset.slug])


def _absolute(dataset: Dataset, form: str) -> str:
    if dataset.table is None:
        return f"{settings.PUBLIC_URL}{reverse(dataset.url_name)}?format={form}"
    return settings.PUBLIC_URL + reverse("dataset_file", args=[dataset.slug, dataset.slug, form])


def all_described(territory: Named, *, now: datetime) -> list[Described]:
    return [described(dataset, territory, now=now) for dataset in declared_datasets()]
