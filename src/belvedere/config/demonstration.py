"""Loads the demonstration: each part is made by the context that owns it, in this order."""

import importlib
from datetime import date
from importlib.util import find_spec

from belvedere.platform.territory.models import Territory

PARTS = (
    "belvedere.platform.territory",
    "belvedere.platform.accounts",
    "belvedere.contexts.observatory",
    "belvedere.contexts.referrals",
    "belvedere.contexts.panels",
    "belvedere.contexts.answers",
    "belvedere.contexts.actionplan",
)


class NotEmpty(Exception):
    """The database holds a territory already: the demonstration is loaded in an empty one only."""


def is_empty() -> bool:
    return not Territory.objects.exists()


def load_demonstration(*, on: date) -> None:
    """Make the demonstration as it stands on a day; the same day gives the same rows."""
    if not is_empty():
        raise NotEmpty
    for part in PARTS:
        if find_spec(f"{part}.demo") is not None:
            importlib.import_module(f"{part}.demo").load(on=on)
