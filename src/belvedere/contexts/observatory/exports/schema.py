"""The Table Schema of an indicator: what a file of its figures may hold (Frictionless, Table Schema 1)."""

from typing import Any  # a schema is JSON

from belvedere.contexts.observatory.models import Indicator
from belvedere.contexts.observatory.states.figures import Confidentiality, ObservationStatus
from belvedere.platform.territory.queries import communes

PERIOD = r"\d{4}(-(Q[1-4]|S[12]|(0[1-9]|1[0-2])(-\d{2})?))?"


def table_schema(indicator: Indicator) -> dict[str, Any]:
    """Return the schema of an indicator: places, periods, bounds, codes."""
    bounds = {"minimum": indicator.lower_bound, "maximum": indicator.upper_bound}
    areas = [indicator.territory.siren, *communes().values_list("insee", flat=True)]
    return {
        "name": indicator.slug,
        "title": indicator.name,
        "description": indicator.definition,
        "primaryKey": ["territoire", "ventilation", "periode"],
        "missingValues": [""],
        "fields": [
            {"name": "territoire", "type": "string", "constraints": {"required": True, "enum": areas}},
            {"name": "periode", "type": "string", "constraints": {"required": True, "pattern": PERIOD}},
            {
                "name": "valeur",
                "type": "number",
                "title": indicator.unit,
                "constraints": {name: bound for name, bound in bounds.items() if bound is not None},
            },
            {"name": "ventilation", "type": "string", "constraints": {"maxLength": 120}},
            {"name": "statut", "type": "string", "constraints": {"enum": [code.value for code in ObservationStatus]}},
            {"name": "confidentialite", "type": "string", "constraints": {"enum": [c.value for c in Confidentiality]}},
            {"name": "marge", "type": "number", "constraints": {"minimum": 0}},
            {"name": "note", "type": "string", "constraints": {"maxLength": 300}},
        ],
    }
