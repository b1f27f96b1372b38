"""How well a dataset is described: the nine points that data.gouv.fr counts (udata, core/dataset/models.py)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from belvedere.platform.exchange.catalogue import Described

LONG_ENOUGH = 100  # characters of a description
OPEN_FORMATS = frozenset({"CSV", "JSON"})
_GRACE = timedelta(days=1)
_DAYS = {
    "CONT": 1, "DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "QUARTERLY": 92, "ANNUAL_2": 183, "ANNUAL": 366,
}  # fmt: skip

LABELS = {
    "licence": _("Une licence"),
    "temporal": _("La période couverte"),
    "spatial": _("Le territoire couvert"),
    "frequency": _("La fréquence de mise à jour"),
    "updated_in_time": _("Mis à jour à temps"),
    "description": _("Une description d’au moins 100 caractères"),
    "open_format": _("Un format ouvert"),
    "available": _("Des fichiers qui se téléchargent"),
    "documentation": _("Des colonnes documentées"),
}


@dataclass(frozen=True, slots=True)
class Quality:
    """Which of the nine points a dataset has."""

    points: Mapping[str, bool]

    @property
    def count(self) -> int:
        return sum(self.points.values())

    @property
    def score(self) -> float:
        """From 0 to 1, as udata gives it, to two decimals."""
        return round(self.count / len(self.points), 2)

    @property
    def told(self) -> list[tuple[object, bool]]:
        return [(LABELS[name], holds) for name, holds in self.points.items()]


def quality_of(dataset: Described, *, now: datetime) -> Quality:
    """Count the points of a dataset; one day of grace after its frequency, as udata gives."""
    days = _DAYS.get(dataset.frequency)
    in_time = days is not None and now - dataset.modified <= timedelta(days=days) + _GRACE
    return Quality(
        {
            "licence": bool(dataset.licence),
            "temporal": dataset.since is not None,
            "spatial": bool(dataset.spatial),
            "frequency": days is not None,
            "updated_in_time": in_time,
            "description": len(dataset.description) > LONG_ENOUGH,
            "open_format": any(file.file_type in OPEN_FORMATS for file in dataset.files),
            "available": bool(dataset.files),
            "documentation": dataset.documented,
        }
    )
