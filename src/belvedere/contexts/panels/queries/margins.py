"""Populations from which quotas are made: the communes of the territory, and the census figures shipped with it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from belvedere.contexts.panels.models import Campaign
from belvedere.contexts.panels.states.campaign import CategoryKind
from belvedere.platform.territory.queries import communes

DATA = Path(__file__).parent.parent / "data"
COMMUNES = "commune"
LANGUAGE = "fr"  # what is kept and published is in the language of the territory, whoever clicks


@dataclass(frozen=True)
class KnownMargin:
    """A category whose populations are known, with their source and date. ``communes`` are rows' ids by value."""

    code: str
    name: str
    question: str
    source: str
    date: str
    method: str
    values: tuple[tuple[str, int], ...]
    kind: CategoryKind = CategoryKind.ASKED
    communes: Mapping[str, int] | None = None


@cache
def _shipped(territory_slug: str) -> tuple[KnownMargin, ...]:
    path = DATA / f"margins-{territory_slug}.json"
    if not path.is_file():
        return ()
    rows = json.loads(path.read_text(encoding="utf-8"))["categories"]
    return tuple(
        KnownMargin(**{**row, "values": tuple((str(value), int(count)) for value, count in row["values"])})
        for row in rows
    )


def territory_margins(territory_slug: str, *codes: str) -> list[KnownMargin]:
    """Return the census figures shipped for a territory, by code, in the order of the file; no statement."""
    return [row for row in _shipped(territory_slug) if row.code in codes]


def known_margins(campaign: Campaign) -> list[KnownMargin]:
    """Return the categories whose populations are known here, the communes first: one statement."""
    with override(LANGUAGE):
        return [_communes_margin(), *_shipped(campaign.territory.slug)]


def _communes_margin() -> KnownMargin:
    rows = list(communes())
    year = max((row.population_year or 0 for row in rows), default=0)
    return KnownMargin(
        code=COMMUNES,
        name=_("Commune"),
        question=_("Votre commune"),
        source=_("Insee, population municipale"),
        date=str(year or _("année non précisée")),
        method=_("Population de chaque commune."),
        values=tuple((row.name, row.population) for row in rows),
        kind=CategoryKind.COMMUNE,
        communes={row.name: row.pk for row in rows},
    )
