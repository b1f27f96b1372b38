"""An indicator as one file from which anybody computes its statuses again: data, targets, rule, results, digest."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import TypeAlias

from belvedere.engines.indicators.observations import Milestone, Observation, Polarity, Target, in_order
from belvedere.engines.indicators.status import Assessment, assess
from belvedere.engines.indicators.way import RULE, Rule

FORMAT = "belvedere-indicator-1"

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Series:
    """What is known of an indicator on one territory, for one value of each dimension.

    Attributes
    ----------
    territory : str
        Its official code (Insee code of a commune, SIREN of an intercommunality).
    observations : tuple of Observation
    target : Target or None
    dimensions : mapping of str to str
        For a part of the population (``{"sexe": "F"}``); empty for all of it.
    """

    territory: str
    observations: tuple[Observation, ...]
    target: Target | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Terms:
    """How an indicator is judged: the arguments of ``assess``, the same for all its series."""

    polarity: Polarity
    rounding: Decimal
    as_of: date
    smallest_count: int = 0
    rule: Rule = RULE


def indicator_file(about: Mapping[str, str | None], series: Iterable[Series], terms: Terms) -> str:
    """Write the file of an indicator; statuses are computed here, from what is written and nothing else.

    Parameters
    ----------
    about : mapping of str to str or None
        What the indicator is: id, name, unit, definition, source, licence… as one likes; no rule reads it.
    series : iterable of Series
    terms : Terms

    Returns
    -------
    str
        JSON in UTF-8, keys sorted, decimals as text, with its own digest; the same inputs give the same bytes.

    Notes
    -----
    The digest is the SHA-256 of the object without ``sha256``, spelled with sorted keys and no white space. Format:
    docs/engines/indicators.md; ``tools/recompute_status.py`` reads it. Linear in the number of observations.

    Examples
    --------
    >>> seen = (Observation(date(2020, 12, 31), Decimal(20)), Observation(date(2025, 12, 31), Decimal(24)))
    >>> car = Series("246300701", seen, Target(Decimal(30), date(2030, 12, 31)))
    >>> text = indicator_file({"id": "sans-voiture"}, [car], Terms(Polarity.RISING, Decimal(1), date(2026, 11, 30)))
    >>> json.loads(text)["series"][0]["assessment"]["status"]
    'late'
    """
    content: dict[str, Json] = {
        "format": FORMAT,
        "about": dict(about),
        "polarity": terms.polarity.value,
        "rounding": str(terms.rounding),
        "as_of": terms.as_of.isoformat(),
        "smallest_count": terms.smallest_count,
        "rule": {
            "version": terms.rule.version,
            "on_track": str(terms.rule.on_track),
            "late": str(terms.rule.late),
        },
        "series": [_series(one, terms) for one in series],
    }
    content["sha256"] = digest_of(content)
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def digest_of(content: Mapping[str, Json]) -> str:
    """Return the SHA-256 of what a file holds, its own digest left out."""
    rest = {key: value for key, value in content.items() if key != "sha256"}
    return sha256(json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _series(series: Series, terms: Terms) -> dict[str, Json]:
    found = assess(
        series.observations,
        series.target,
        polarity=terms.polarity,
        rounding=terms.rounding,
        as_of=terms.as_of,
        smallest_count=terms.smallest_count,
        rule=terms.rule,
    )
    return {
        "territory": series.territory,
        "dimensions": dict(series.dimensions),
        "observations": [_observation(seen) for seen in in_order(series.observations)],
        "target": None if series.target is None else _target(series.target),
        "assessment": assessment_as_json(found),
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _observation(seen: Observation) -> dict[str, Json]:
    return {
        "on": seen.on.isoformat(),
        "value": _text(seen.value),
        "flag": seen.flag.value,
        "is_secret": seen.is_secret,
        "margin": _text(seen.margin),
        "count": seen.count,
    }


def _milestone(milestone: Milestone | None) -> Json:
    return None if milestone is None else {"on": milestone.on.isoformat(), "value": _text(milestone.value)}


def _target(target: Target) -> dict[str, Json]:
    return {
        "on": target.on.isoformat(),
        "value": _text(target.value),
        "base_on": target.base_on.isoformat() if target.base_on else None,
        "base_value": _text(target.base_value),
        "milestones": [_milestone(milestone) for milestone in target.milestones],
    }


def assessment_as_json(found: Assessment) -> dict[str, Json]:
    """Return an assessment as it stands in a file: decimals as text, days as ISO 8601."""
    return {
        "status": found.status.value,
        "reason": found.reason.value if found.reason else None,
        "base": _milestone(found.base),
        "latest": _milestone(found.latest),
        "margin": _text(found.margin),
        "change": _text(found.change),
        "expected": _text(found.expected),
        "distance": _text(found.distance),
        "unbounded_progress": _text(found.unbounded_progress),
        "bounded_progress": _text(found.bounded_progress),
        "reliability": [flag.value for flag in found.reliability],
    }
