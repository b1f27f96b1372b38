"""What can be downloaded: each context declares its lists, `/donnees/` shows them all."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Dataset:
    """A public list that its page gives as CSV and JSON (``?format=csv``, ``?format=json``)."""

    slug: str
    title: str | Promise
    description: str | Promise
    url_name: str


_DATASETS: dict[str, Dataset] = {}


def declare_dataset(slug: str, title: str | Promise, description: str | Promise, *, url_name: str) -> Dataset:
    """Declare a public list, once."""
    if slug in _DATASETS:
        raise ValueError(f"the dataset {slug} is declared twice")
    _DATASETS[slug] = Dataset(slug, title, description, url_name)
    return _DATASETS[slug]


def declared_datasets() -> tuple[Dataset, ...]:
    return tuple(_DATASETS[slug] for slug in sorted(_DATASETS))
